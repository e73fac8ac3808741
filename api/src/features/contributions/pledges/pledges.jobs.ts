import { defineJob } from '../../../platform/outbox/jobs.js';

/** An hour after the close: are the pledges enough (R42)? */
export const DECIDE_PLEDGES = defineJob('contributions.decide-pledges');
export const CHARGE_PLEDGES = defineJob('contributions.charge-pledges');
export const LAPSE_PLEDGES = defineJob('contributions.lapse-pledges');
/** A card that refused is tried again on days 1, 3 and 7. */
export const CHARGE_AGAIN = defineJob('contributions.charge-again');
/** Nothing was heard of a page that saves a card. */
export const ASK_CARD_PAGE = defineJob('contributions.ask-card-page');
