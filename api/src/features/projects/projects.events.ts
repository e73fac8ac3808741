import type { ProjectState } from '@vatra/shared/projects/project.states';
import { defineEvent, type EventType } from '../../platform/outbox/events.js';

interface ProjectFact extends Record<string, string> {
  projectId: string;
}

/** `project.implementing` and so on: told whenever a project has come into the state. */
export const PROJECT_EVENTS: Readonly<Record<ProjectState, EventType<ProjectFact>>> = {
  draft: defineEvent('project.draft'),
  submitted: defineEvent('project.submitted'),
  changes_requested: defineEvent('project.changes_requested'),
  rejected: defineEvent('project.rejected'),
  seeking_endorsement: defineEvent('project.seeking_endorsement'),
  lapsed: defineEvent('project.lapsed'),
  ready: defineEvent('project.ready'),
  campaigning: defineEvent('project.campaigning'),
  funded: defineEvent('project.funded'),
  unfunded: defineEvent('project.unfunded'),
  agreement_pending: defineEvent('project.agreement_pending'),
  implementing: defineEvent('project.implementing'),
  suspended: defineEvent('project.suspended'),
  completion_reported: defineEvent('project.completion_reported'),
  completed: defineEvent('project.completed'),
  in_follow_up: defineEvent('project.in_follow_up'),
  closed: defineEvent('project.closed'),
  cancelled: defineEvent('project.cancelled'),
  wound_up: defineEvent('project.wound_up'),
};
