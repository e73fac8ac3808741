import type { OperationRow } from '../operation-row.js';
import { PUBLIC, platform } from './access.js';

/** What was written is for the officer alone: no auditor, no authority, no association (R97). */
const OFFICER = platform('grievance_officer');

export const VOICE_OPERATIONS = {
  'voice.file-grievance': {
    method: 'POST',
    path: '/projects/:slug/grievances',
    access: PUBLIC,
    idempotencyKey: true,
  },
  'voice.read-grievance': { method: 'POST', path: '/grievances/reading', access: PUBLIC },
  'voice.accept-decision': { method: 'POST', path: '/grievances/acceptance', access: PUBLIC },
  'voice.grievance-queue': { method: 'GET', path: '/grievances', access: OFFICER },
  'voice.grievance': { method: 'GET', path: '/grievances/:id', access: OFFICER },
  'voice.acknowledge-grievance': {
    method: 'POST',
    path: '/grievances/:id/acknowledgement',
    access: OFFICER,
  },
  'voice.send-elsewhere': {
    method: 'POST',
    path: '/grievances/:id/referral',
    access: OFFICER,
  },
  'voice.triage-grievance': {
    method: 'POST',
    path: '/grievances/:id/triage',
    access: OFFICER,
  },
  'voice.investigate-grievance': {
    method: 'POST',
    path: '/grievances/:id/investigation',
    access: OFFICER,
  },
  'voice.decide-grievance': {
    method: 'POST',
    path: '/grievances/:id/decision',
    access: OFFICER,
  },
} as const satisfies Record<string, OperationRow>;
