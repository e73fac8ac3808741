import type { StateTable } from '../states/state-table.js';

/** Domain 3.4 "Project". */
export type ProjectState =
  | 'draft'
  | 'submitted'
  | 'changes_requested'
  | 'rejected'
  | 'seeking_endorsement'
  | 'lapsed'
  | 'ready'
  | 'campaigning'
  | 'funded'
  | 'unfunded'
  | 'agreement_pending'
  | 'implementing'
  | 'suspended'
  | 'completion_reported'
  | 'completed'
  | 'in_follow_up'
  | 'closed'
  | 'cancelled'
  | 'wound_up';

export const PROJECT_MOVES: StateTable<ProjectState> = {
  draft: ['submitted'],
  submitted: ['changes_requested', 'rejected', 'seeking_endorsement'],
  changes_requested: ['submitted'],
  rejected: [],
  seeking_endorsement: ['ready', 'lapsed'],
  lapsed: [],
  ready: ['campaigning'],
  campaigning: ['funded', 'unfunded', 'cancelled'],
  funded: ['agreement_pending'],
  unfunded: ['draft'],
  agreement_pending: ['implementing', 'cancelled'],
  implementing: ['suspended', 'completion_reported'],
  suspended: ['implementing', 'cancelled'],
  completion_reported: ['completed'],
  completed: ['in_follow_up'],
  in_follow_up: ['closed'],
  closed: [],
  cancelled: ['wound_up'],
  wound_up: [],
};

/** States a visitor may see: drafts and papers under review are not public. */
export const PUBLIC_PROJECT_STATES: readonly ProjectState[] = [
  'seeking_endorsement',
  'ready',
  'campaigning',
  'funded',
  'unfunded',
  'agreement_pending',
  'implementing',
  'suspended',
  'completion_reported',
  'completed',
  'in_follow_up',
  'closed',
  'cancelled',
  'wound_up',
];
