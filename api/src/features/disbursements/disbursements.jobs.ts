import { defineJob } from '../../platform/outbox/jobs.js';

/** Subject: the project. */
export const REMIND_AGREEMENT = defineJob('disbursements.remind-agreement');
export const CANCEL_UNSIGNED = defineJob('disbursements.cancel-unsigned');
/** R79: nothing was paid out for half a year, which is then its donors' to decide about. */
export const IDLE_DAYS = 180;
export const LOOK_FOR_IDLE = defineJob('disbursements.look-for-idle');
export const CHECK_TRANCHES = defineJob('disbursements.check-tranches');
/** Subject: the demand of which something should have come by then. */
export const RECOVERY_DUE = defineJob('disbursements.recovery-due');
/** Subject: the transfer of a tranche through Stripe. */
export const SEND_TRANSFER_AGAIN = defineJob('disbursements.send-transfer-again');
export const PAY_OUT_AGAIN = defineJob('disbursements.pay-out-again');
export const ASK_PAYOUT = defineJob('disbursements.ask-payout');
/** Subject: the account at Stripe. */
export const ASK_ACCOUNT = defineJob('disbursements.ask-stripe-account');
/** Subject: the top-up. */
export const TOP_UP = defineJob('disbursements.top-up');
