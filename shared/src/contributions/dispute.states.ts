import type { StateTable } from '../states/state-table.js';

/** What a cardholder's bank claims back (ruling 29); an inquiry that takes nothing is open as well. */
export type DisputeState = 'open' | 'won' | 'lost';

export const DISPUTE_MOVES: StateTable<DisputeState> = {
  open: ['won', 'lost'],
  won: [],
  lost: [],
};
