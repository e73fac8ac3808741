import type { StateTable } from '../states/state-table.js';

/** R43: a look at who gives much, before anything is paid. */
export type GiverCheckState = 'clear' | 'waiting' | 'accepted' | 'refused' | 'expired';

export const GIVER_CHECK_MOVES: StateTable<GiverCheckState> = {
  waiting: ['clear', 'accepted', 'refused', 'expired'],
  clear: [],
  accepted: [],
  refused: [],
  expired: [],
};

/** What comparing with the sanction list said; nothing was compared where none is there. */
export type SanctionOutcome = 'clear' | 'match' | 'unchecked';
