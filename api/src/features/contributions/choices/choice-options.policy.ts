import type { DonorChoice } from '@vatra/shared/contributions/contributions.dto';
import {
  heldOf,
  type ChoiceReason,
  type ContributionRecord,
  type Settlement,
} from '../contribution.record.js';

/** R81: a share below this is not sent back by itself, because sending it costs as much. */
export const SMALL_SHARE_MINOR = 500;

/** R49: a failed campaign; R83: money behind the payment that crossed the optimum; R82: cancelled. */
const OPTIONS: Readonly<Record<ChoiceReason, readonly DonorChoice[]>> = {
  failed: ['refund', 'project', 'hometown_fund'],
  overflow: ['refund', 'project', 'reserve'],
  cancelled: ['refund', 'project', 'hometown_fund'],
};

const BY_DEFAULT: Readonly<Record<ChoiceReason, DonorChoice>> = {
  failed: 'refund',
  overflow: 'reserve',
  cancelled: 'refund',
};

export function mayChoose(contribution: ContributionRecord): boolean {
  const { state, openRefundId, openDisputeId, settled } = contribution;
  const isFree = openRefundId === null && openDisputeId === null;
  return state === 'choice_pending' && isFree && settled?.fund === '2140';
}

export function optionsOf(reason: ChoiceReason): readonly DonorChoice[] {
  return OPTIONS[reason];
}

/**
 * What the silence of the donor means. R81: a small share of a project that was begun stays with the
 * hometown; nothing stands that its reserve could repair.
 */
export function defaultOf(reason: ChoiceReason, settled: Settlement): DonorChoice {
  const isShare = settled.spentMinor > 0;
  if (reason === 'cancelled' && isShare && heldOf(settled) < SMALL_SHARE_MINOR) {
    return 'hometown_fund';
  }
  return BY_DEFAULT[reason];
}
