import type { StateTable } from '../states/state-table.js';

/** Domain 3.4 "Matching fund and reservation": the fund. */
export type MatchingFundState = 'draft' | 'verified' | 'open' | 'exhausted' | 'closed' | 'settled';

export const MATCHING_FUND_MOVES: StateTable<MatchingFundState> = {
  draft: ['verified'],
  verified: ['open'],
  open: ['exhausted', 'closed'],
  exhausted: ['open', 'closed'],
  closed: ['settled'],
  // Matching may come back from a project long after its fund was settled (R82).
  settled: ['closed'],
};

/** Domain 3.4: one gift's match. A part that is released leaves the rest where it is. */
export type ReservationState = 'reserved' | 'committed' | 'released';

export const RESERVATION_MOVES: StateTable<ReservationState> = {
  reserved: ['committed', 'released'],
  committed: ['released'],
  released: [],
};
