import type { StateTable } from '../states/state-table.js';

/**
 * Client money that goes from the bank back to Stripe. `left` and `returned` are the bank's word; that
 * it has arrived is a top-up on Stripe's side. What was cancelled and paid all the same is booked.
 */
export type RefillState = 'due' | 'sent' | 'left' | 'returned' | 'dropped' | 'cancelled';

export const REFILL_MOVES: StateTable<RefillState> = {
  due: ['sent', 'dropped', 'cancelled'],
  sent: ['left', 'returned', 'cancelled'],
  left: ['returned'],
  returned: [],
  dropped: [],
  cancelled: ['left', 'returned'],
};
