import type { ProjectState } from '@vatra/shared/projects/project.states';

/** The parts of a project's life in which its authority has different things to do. */
export type ProjectStage =
  'writing' | 'reading' | 'preparing' | 'collecting' | 'signing' | 'building' | 'finished' | 'over';

const STAGES: Readonly<Record<ProjectState, ProjectStage>> = {
  draft: 'writing',
  changes_requested: 'writing',
  submitted: 'reading',
  rejected: 'over',
  seeking_endorsement: 'preparing',
  lapsed: 'over',
  ready: 'preparing',
  campaigning: 'collecting',
  funded: 'signing',
  unfunded: 'over',
  agreement_pending: 'signing',
  implementing: 'building',
  suspended: 'building',
  completion_reported: 'finished',
  completed: 'finished',
  in_follow_up: 'finished',
  closed: 'finished',
  cancelled: 'over',
  wound_up: 'over',
};

export function projectStage(state: ProjectState): ProjectStage {
  return STAGES[state];
}

const PAID: readonly ProjectStage[] = ['signing', 'building', 'finished'];

/** The collection has succeeded: an agreement, payments and milestones exist. */
export function isPaidStage(state: ProjectState): boolean {
  return PAID.includes(projectStage(state));
}
