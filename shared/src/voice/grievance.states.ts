import type { StateTable } from '../states/state-table.js';

/** Domain 3.4 "Grievance", without appeal (R96) and reopening, which nobody can ask for yet. */
export type GrievanceState =
  | 'received'
  | 'acknowledged'
  | 'out_of_scope'
  | 'triaged'
  | 'investigating'
  | 'decision_proposed'
  | 'closed';

export const GRIEVANCE_MOVES: StateTable<GrievanceState> = {
  received: ['acknowledged', 'out_of_scope'],
  acknowledged: ['triaged'],
  out_of_scope: [],
  triaged: ['investigating'],
  investigating: ['decision_proposed'],
  decision_proposed: ['closed'],
  closed: [],
};
