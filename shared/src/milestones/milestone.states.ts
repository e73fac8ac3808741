import type { StateTable } from '../states/state-table.js';

/** Domain 3.4 "Milestone"; rework and overdue lead back to reported (ruling 29). */
export type MilestoneState =
  'planned' | 'overdue' | 'reported' | 'under_verification' | 'verified' | 'rework' | 'waived';

export const MILESTONE_MOVES: StateTable<MilestoneState> = {
  planned: ['reported', 'overdue', 'waived'],
  overdue: ['reported', 'waived'],
  reported: ['under_verification', 'waived'],
  under_verification: ['verified', 'rework', 'waived'],
  verified: ['waived'],
  rework: ['reported', 'waived'],
  waived: [],
};
