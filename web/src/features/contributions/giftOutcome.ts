import type { ContributionState } from '@vatra/shared/contributions/contribution.states';
import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import type { Money } from '@vatra/shared/money';
import type { TagTone } from '../../ui/tagTone';

/** What a donor wants to know first: where is my money? */
export type GiftOutcome =
  | 'arrived'
  | 'waiting'
  | 'checked'
  | 'transfer'
  | 'not-charged'
  | 'not-arrived'
  | 'late'
  | 'choose'
  | 'back'
  | 'moved'
  | 'kept';

const OUTCOMES: Readonly<Record<ContributionState, GiftOutcome>> = {
  created: 'waiting',
  processing: 'waiting',
  succeeded: 'arrived',
  committed: 'arrived',
  failed: 'not-charged',
  expired: 'not-charged',
  late: 'late',
  choice_pending: 'choose',
  refunded: 'back',
  reallocated: 'moved',
  to_hometown_fund: 'moved',
  to_reserve: 'moved',
  unclaimed: 'kept',
};

export const OUTCOME_TONES: Readonly<Record<GiftOutcome, TagTone>> = {
  arrived: 'ok',
  waiting: 'half',
  checked: 'wait',
  transfer: 'half',
  'not-charged': 'bad',
  'not-arrived': 'bad',
  late: 'wait',
  choose: 'wait',
  back: 'plain',
  moved: 'plain',
  kept: 'wait',
};

const KEPT_CLAIMS = ['asked', 'given', 'approved', 'sent', 'unclaimed'];

/** Somebody who came back from the payment page without paying has not been charged. */
export function giftOutcome(state: ContributionState, isCancelled = false): GiftOutcome {
  return state === 'created' && isCancelled ? 'not-charged' : OUTCOMES[state];
}

/**
 * As `giftOutcome`, knowing that an announced transfer waits for its giver, not for the bank, and that
 * a refund that came back is kept (R47).
 */
export function outcomeOf(
  {
    state,
    channel,
    isChecked,
    transfer,
    refunds,
  }: Pick<ContributionView, 'state' | 'channel' | 'isChecked' | 'transfer' | 'refunds'>,
  isCancelled = false,
): GiftOutcome {
  if (isChecked) return 'checked';
  if (transfer !== null) return 'transfer';
  const isKept = refunds.some(({ claim }) => claim !== null && KEPT_CLAIMS.includes(claim.state));
  if (state === 'refunded' && isKept) return 'kept';
  const isGivenUp = channel === 'bank_transfer' && state === 'expired';
  return isGivenUp ? 'not-arrived' : giftOutcome(state, isCancelled);
}

/** The sum the outcome speaks of: of a gift that was spent in part only what is left of it. */
export function sumInQuestion({ state, gross, held, returned, spent }: ContributionView): Money {
  if (spent.minor === 0 || held === null) return gross;
  return state === 'refunded' ? returned : held;
}

/** States that change by themselves while the reader waits. */
export function isMoving(state: ContributionState): boolean {
  return state === 'created' || state === 'processing';
}
