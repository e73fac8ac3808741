import type { DonorChoice } from '@vatra/shared/contributions/contributions.dto';
import type { ChoiceReason, ContributionRecord } from '../contribution.record.js';

/** R49: a failed campaign; R83: money behind the payment that crossed the optimum. */
const OPTIONS: Readonly<Record<ChoiceReason, readonly DonorChoice[]>> = {
  failed: ['refund', 'project', 'hometown_fund'],
  overflow: ['refund', 'project', 'reserve'],
};

const BY_DEFAULT: Readonly<Record<ChoiceReason, DonorChoice>> = {
  failed: 'refund',
  overflow: 'reserve',
};

export function mayChoose({ state, openRefundId, settled }: ContributionRecord): boolean {
  return state === 'choice_pending' && openRefundId === null && settled?.fund === '2140';
}

export function optionsOf(reason: ChoiceReason): readonly DonorChoice[] {
  return OPTIONS[reason];
}

/** What the silence of the donor means. */
export function defaultOf(reason: ChoiceReason): DonorChoice {
  return BY_DEFAULT[reason];
}
