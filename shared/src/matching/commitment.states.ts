import type { StateTable } from '../states/state-table.js';

/** Domain 3.4 "LA co-financing commitment". */
export type CommitmentState =
  'declared' | 'decided' | 'evidenced_partly' | 'evidenced' | 'confirmed' | 'withdrawn';

export const COMMITMENT_MOVES: StateTable<CommitmentState> = {
  declared: ['decided', 'withdrawn'],
  decided: ['evidenced_partly', 'evidenced', 'withdrawn'],
  evidenced_partly: ['evidenced', 'withdrawn'],
  evidenced: ['confirmed'],
  confirmed: [],
  withdrawn: [],
};
