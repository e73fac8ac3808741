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
  const { state, settled, withdrawUntil } = contribution;
  if (settled === null || settled.netLeftMinor === 0 || !isFree(contribution)) return null;
  if (withdrawUntil !== null && now <= withdrawUntil) return wholeRefund(contribution, settled);
  return state === 'succeeded' && isCampaignOpen ? refundLessFee(contribution, settled) : null;
}

/** With the project, and nothing on its way back or claimed by a bank. */
function isFree({ state, openRefundId, openDisputeId }: ContributionRecord): boolean {
  const isHeld = state === 'succeeded' || state === 'committed';
  return isHeld && openRefundId === null && openDisputeId === null;
}
