import { defineJob } from '../../../platform/outbox/jobs.js';

/** Seven days after the signatures: is the cash at the bank? */
export const LOOK_FOR_CASH = defineJob('contributions.look-for-cash');
/** Thirty days short: the association is suspended. */
export const SUSPEND_SHORT = defineJob('contributions.suspend-short-association');
