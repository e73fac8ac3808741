import type { StateTable } from '../states/state-table.js';

/**
 * Domain 3.4 "Pledge", with the page that saves the card before it. A donor who confirms a refused
 * charge pays it at once, without it falling due again.
 */
export type PledgeState =
  | 'created'
  | 'pledged'
  | 'withdrawn'
  | 'charge_due'
  | 'charge_failed'
  | 'charged'
  | 'lapsed'
  | 'expired';

export const PLEDGE_MOVES: StateTable<PledgeState> = {
  created: ['pledged', 'expired'],
  pledged: ['withdrawn', 'charge_due', 'lapsed'],
  withdrawn: [],
  charge_due: ['charged', 'charge_failed'],
  charge_failed: ['charge_due', 'charged', 'lapsed'],
  charged: [],
  lapsed: [],
  expired: [],
};
