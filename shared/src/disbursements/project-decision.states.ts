import type { StateTable } from '../states/state-table.js';

/** A decision of two staff about a project's works: one proposes it, another confirms it. */
export type ProjectDecisionState = 'proposed' | 'confirmed' | 'withdrawn';

export const PROJECT_DECISION_MOVES: StateTable<ProjectDecisionState> = {
  proposed: ['confirmed', 'withdrawn'],
  confirmed: [],
  withdrawn: [],
};
