import { defineEvent } from '../../platform/outbox/events.js';

export interface PledgeFact extends Record<string, string> {
  pledgeId: string;
  campaignId: string;
  projectId: string;
}

/** The card is saved: nothing is charged unless the campaign succeeds (R42). */
export const PLEDGE_MADE = defineEvent<PledgeFact>('pledge.made');
/** A charge failed: the donor's bank wants the donor, or the card was refused; `time` tells the attempts apart. */
export const PLEDGE_REFUSED = defineEvent<
  PledgeFact & { as: 'confirmation_needed' | 'declined'; time: string }
>('pledge.refused');
/** It will not be charged. */
export const PLEDGE_LAPSED = defineEvent<PledgeFact & { as: 'not_needed' | 'not_paid' }>(
  'pledge.lapsed',
);
