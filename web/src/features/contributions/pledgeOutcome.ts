import type { PledgeState } from '@vatra/shared/contributions/pledge.states';
import type { PledgeView } from '@vatra/shared/contributions/pledges.views';
import type { TagTone } from '../../ui/tagTone';

/** What a donor wants to know of a promise: has anything been taken from my card? */
export type PledgeOutcome =
  | 'waiting'
  | 'promised'
  | 'charging'
  | 'confirm'
  | 'declined'
  | 'paid'
  | 'withdrawn'
  | 'lapsed'
  | 'no-card';

const OUTCOMES: Readonly<Record<PledgeState, PledgeOutcome>> = {
  created: 'waiting',
  pledged: 'promised',
  charge_due: 'charging',
  charge_failed: 'declined',
  charged: 'paid',
  withdrawn: 'withdrawn',
  lapsed: 'lapsed',
  expired: 'no-card',
};

export const PLEDGE_TONES: Readonly<Record<PledgeOutcome, TagTone>> = {
  waiting: 'half',
  promised: 'go',
  charging: 'half',
  confirm: 'wait',
  declined: 'bad',
  paid: 'ok',
  withdrawn: 'plain',
  lapsed: 'plain',
  'no-card': 'plain',
};

/** Somebody who came back from the provider's page without saving a card has promised nothing. */
export function pledgeOutcome(
  { state, refusal }: Pick<PledgeView, 'state' | 'refusal'>,
  isCancelled = false,
): PledgeOutcome {
  if (state === 'created' && isCancelled) return 'no-card';
  return refusal === 'confirmation_needed' ? 'confirm' : OUTCOMES[state];
}

/** States that change by themselves while the reader waits. */
export function isPledgeMoving(state: PledgeState): boolean {
  return state === 'created' || state === 'charge_due';
}
