import type { StateTable } from '../states/state-table.js';

/** The states of a contribution after ruling 29; refunds and disputes are rows with their own. */
export type ContributionState =
  | 'created'
  | 'processing'
  | 'succeeded'
  | 'committed'
  | 'failed'
  | 'expired'
  | 'late'
  | 'choice_pending'
  | 'refunded'
  | 'reallocated'
  | 'to_hometown_fund'
  | 'to_reserve'
  | 'unclaimed';

export const CONTRIBUTION_MOVES: StateTable<ContributionState> = {
  created: ['processing', 'succeeded', 'failed', 'expired', 'late'],
  processing: ['succeeded', 'failed', 'late'],
  succeeded: ['committed', 'choice_pending', 'refunded'],
  committed: ['choice_pending', 'refunded'],
  failed: [],
  expired: ['late'],
  late: ['refunded'],
  choice_pending: ['refunded', 'reallocated', 'to_hometown_fund', 'to_reserve', 'committed'],
  refunded: ['unclaimed', 'choice_pending'],
  reallocated: [],
  to_hometown_fund: [],
  to_reserve: [],
  unclaimed: ['to_hometown_fund', 'refunded'],
};

export type RefundState = 'pending' | 'succeeded' | 'failed';

export const REFUND_MOVES: StateTable<RefundState> = {
  pending: ['succeeded', 'failed'],
  succeeded: ['failed'],
  failed: [],
};
