import type { DonorChoice } from '@vatra/shared/contributions/contributions.dto';
import {
  heldOf,
  type ChoiceReason,
  type ContributionRecord,
  type Settlement,
} from '../contribution.record.js';

/** R81: a share below this is not sent back by itself, because sending it costs as much. */
export const SMALL_SHARE_MINOR = 500;

/** R49: a failed campaign; R83: behind the payment that crossed the optimum; R82: cancelled; R80: left over; R79: idle; R78: another purpose; R82: recovered. */
const OPTIONS: Readonly<Record<ChoiceReason, readonly DonorChoice[]>> = {
  failed: ['refund', 'project', 'hometown_fund'],
  overflow: ['refund', 'project', 'reserve'],
  cancelled: ['refund', 'project', 'hometown_fund'],
  returned: ['refund', 'project', 'reserve'],
  passed_on: ['project', 'reserve'],
  idle: ['stay', 'refund', 'project'],
  purpose: ['stay', 'refund', 'project'],
  recovered: ['refund', 'project', 'hometown_fund'],
};

const BY_DEFAULT: Readonly<Record<ChoiceReason, DonorChoice>> = {
  failed: 'refund',
  overflow: 'reserve',
  cancelled: 'refund',
  returned: 'refund',
  passed_on: 'reserve',
  idle: 'refund',
  purpose: 'refund',
  recovered: 'refund',
};

/** R81: where a share goes that is too small to be sent back by itself, or that its donor has had back already. */
const SMALL_BY_DEFAULT: Partial<Readonly<Record<ChoiceReason, DonorChoice>>> = {
  // Nothing stands that its reserve could repair.
  cancelled: 'hometown_fund',
  returned: 'reserve',
  idle: 'hometown_fund',
  purpose: 'hometown_fund',
  recovered: 'hometown_fund',
};

export function mayChoose(contribution: ContributionRecord): boolean {
  const { state, openRefundId, openDisputeId, settled } = contribution;
  const isFree = openRefundId === null && openDisputeId === null;
  return state === 'choice_pending' && isFree && settled?.fund === '2140';
}

/** R78, R79: the project goes on with what its donors and those who matched them leave it. */
export function goesOn(reason: ChoiceReason): reason is 'idle' | 'purpose' {
  return reason === 'idle' || reason === 'purpose';
}

/** A match stays with the gift that stays, and leaves with it. */
export function keepsMatch({ state, choiceReason }: ContributionRecord): boolean {
  return state === 'choice_pending' && choiceReason !== null && goesOn(choiceReason);
}

/** What of its payment the donor has not had back: nothing, when a bank returned it whole (L12). */
type Paid = Pick<ContributionRecord, 'grossMinor' | 'returnedMinor'>;

/** Nobody gets back more than they paid, and the provider would not send it (R82). */
export function mayGoBack({ grossMinor, returnedMinor }: Paid, amountMinor: number): boolean {
  return amountMinor <= grossMinor - returnedMinor;
}

export function optionsOf(
  reason: ChoiceReason,
  paid: Paid,
  settled: Settlement,
): readonly DonorChoice[] {
  const isBack = !mayGoBack(paid, heldOf(settled));
  return OPTIONS[reason].filter((choice) => choice !== 'refund' || !isBack);
}

/** What the silence of the donor means. */
export function defaultOf(reason: ChoiceReason, paid: Paid, settled: Settlement): DonorChoice {
  const usual = usualDefault(reason, settled);
  if (usual !== 'refund' || mayGoBack(paid, heldOf(settled))) return usual;
  return SMALL_BY_DEFAULT[reason] ?? usual;
}

function usualDefault(reason: ChoiceReason, settled: Settlement): DonorChoice {
  // A gift of which nothing was spent is small only where silence would send back a part of it (R78).
  const maySmall = settled.spentMinor > 0 || reason === 'recovered' || goesOn(reason);
  const isSmall = maySmall && heldOf(settled) < SMALL_SHARE_MINOR;
  return (isSmall ? SMALL_BY_DEFAULT[reason] : undefined) ?? BY_DEFAULT[reason];
}
