import type { CampaignRecord, CreditResult } from './campaign.record.js';

/** R31: how long a payment begun before the end may take to succeed. */
export const GRACE_MS = 60 * 60 * 1000;

type Window = Pick<CampaignRecord, 'state' | 'endsAt' | 'closedAt' | 'closedBy'>;

/**
 * Whether a successful payment counts, by the clock and the state alone; the order in which payments
 * cross the optimum is decided where they are counted.
 */
export function acceptCredit(
  campaign: Window,
  payment: { readonly submittedAt: Date; readonly paidAt: Date },
): CreditResult {
  const end = (campaign.closedAt ?? campaign.endsAt).getTime();
  const isInTime =
    payment.submittedAt.getTime() <= end && payment.paidAt.getTime() <= end + GRACE_MS;
  if (!isInTime) return 'late';
  switch (campaign.state) {
    case 'live':
    case 'paused':
      return 'counted';
    case 'closing':
      return campaign.closedBy === 'optimum' ? 'overflow' : 'counted';
    case 'scheduled':
    case 'review_hold':
    case 'succeeded':
    case 'failed':
    case 'settled':
    case 'wound_up':
      return 'late';
  }
}

/** R35, R30: money may be asked for now. */
export function isOpen(campaign: Window, now: Date): boolean {
  return campaign.state === 'live' && now.getTime() <= campaign.endsAt.getTime();
}
