import { defineJob } from '../../platform/outbox/jobs.js';

/** Subject: the project. */
export const REMIND_AGREEMENT = defineJob('disbursements.remind-agreement');
export const CANCEL_UNSIGNED = defineJob('disbursements.cancel-unsigned');
export const CHECK_TRANCHES = defineJob('disbursements.check-tranches');
/** Subject: the top-up. */
export const TOP_UP = defineJob('disbursements.top-up');
