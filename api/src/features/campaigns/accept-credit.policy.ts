import type { CampaignState } from '@vatra/shared/campaigns/campaign.states';
import type { CampaignRecord, CreditResult } from './campaign.record.js';

/** R31: how long a payment begun before the end may take to succeed. */
export const GRACE_MS = 60 * 60 * 1000;
/** Ruling 20: transfers and cash submitted before the end may take this long to arrive. */
export const DELAYED_GRACE_MS = 14 * 24 * 60 * 60 * 1000;

/** After the judgement nothing counts any more. */
const TAKING: readonly CampaignState[] = ['live', 'paused', 'closing'];

type Window = Pick<CampaignRecord, 'state' | 'endsAt' | 'closedAt' | 'closedBy'>;

/**
 * Whether a successful payment counts, by the clock and the state alone; the order in which payments
 * cross the optimum is decided where they are counted.
 */
export function acceptCredit(
  campaign: Window,
  payment: { readonly submittedAt: Date; readonly paidAt: Date; readonly isDelayed?: boolean },
): CreditResult {
  const end = (campaign.closedAt ?? campaign.endsAt).getTime();
  const graceMs = payment.isDelayed === true ? DELAYED_GRACE_MS : GRACE_MS;
  const isInTime =
    payment.submittedAt.getTime() <= end && payment.paidAt.getTime() <= end + graceMs;
  if (!isInTime || !TAKING.includes(campaign.state)) return 'late';
  return campaign.closedBy === 'optimum' ? 'overflow' : 'counted';
}

/** R35, R30: money may be asked for now. */
export function isOpen(campaign: Window, now: Date): boolean {
  return campaign.state === 'live' && now.getTime() <= campaign.endsAt.getTime();
}
