import type { StateTable } from '../states/state-table.js';

/**
 * Client money that goes from the bank back to Stripe. `left` and `returned` are the bank's word; that
 * it has arrived is a top-up on Stripe's side.
 */
export type RefillState = 'due' | 'sent' | 'left' | 'returned' | 'dropped';

export const REFILL_MOVES: StateTable<RefillState> = {
  due: ['sent', 'dropped'],
  sent: ['left', 'returned'],
  left: ['returned'],
  returned: [],
  dropped: [],
};
