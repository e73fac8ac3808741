import { defineEvent } from '../../platform/outbox/events.js';

interface MilestoneFact extends Record<string, string> {
  milestoneId: string;
  projectId: string;
  kind: 'work' | 'completion';
}

export const MILESTONE_REPORTED = defineEvent<MilestoneFact>('milestone.reported');
export const MILESTONE_VERIFIED = defineEvent<MilestoneFact>('milestone.verified');
export const MILESTONE_REWORK = defineEvent<MilestoneFact>('milestone.rework');
export const MILESTONE_OVERDUE = defineEvent<MilestoneFact>('milestone.overdue');
/** A verifier said no: staff decide within 10 working days (R70). */
export const MILESTONE_DOUBTED = defineEvent<MilestoneFact>('milestone.doubted');
/** N12: somebody is asked to look at the work. */
export const VERIFIER_DRAWN = defineEvent<{
  verificationId: string;
  milestoneId: string;
  projectId: string;
  personId: string;
}>('verification.drawn');
export const SPENDING_REPORTED = defineEvent<{ projectId: string }>('spending.reported');
