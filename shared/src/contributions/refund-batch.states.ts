import type { StateTable } from '../states/state-table.js';

/** Refunds decided by staff: one person prepares them, another approves. */
export type RefundBatchState = 'prepared' | 'approved' | 'cancelled';

export const REFUND_BATCH_MOVES: StateTable<RefundBatchState> = {
  prepared: ['approved', 'cancelled'],
  approved: [],
  cancelled: [],
};
