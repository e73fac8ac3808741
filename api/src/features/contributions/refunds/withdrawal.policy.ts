import type { ContributionRecord } from '../contribution.record.js';
import { refundLessFee, wholeRefund, type RefundParts } from './refund-parts.policy.js';

export interface WithdrawalMoment {
  readonly now: Date;
  /** The campaign takes money in this moment. */
  readonly isCampaignOpen: boolean;
}

/**
 * R46, ruling 23: within fourteen days of paying the whole payment, in every state of the campaign;
 * after that, while the campaign is open, the payment less the fee it cost. Null: neither.
 */
export function withdrawalOf(
  contribution: ContributionRecord,
  { now, isCampaignOpen }: WithdrawalMoment,
): RefundParts | null {
  const { state, settled, withdrawUntil, openRefundId } = contribution;
  const isHeld = state === 'succeeded' || state === 'committed';
  if (!isHeld || settled === null || openRefundId !== null) return null;
  if (settled.netLeftMinor === 0) return null;
  if (withdrawUntil !== null && now <= withdrawUntil) return wholeRefund(contribution, settled);
  return state === 'succeeded' && isCampaignOpen ? refundLessFee(contribution, settled) : null;
}
