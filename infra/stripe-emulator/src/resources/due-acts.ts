import type { Emulator } from '../emulator.js';
import { becomeAvailable } from './balance/balance-transactions.js';
import { balanceObject, balanceTotals } from './balance/balance.js';
import { expireSession } from './checkout/checkout-sessions.js';
import { arrivePayout, failPayout, submitPayout } from './balance/payouts.js';
import { arriveTopup } from './balance/topups.js';
import { attempt, renewSubscription } from './billing/renewals.js';
import { disputeByCard, expireDispute } from './disputes/dispute-lifecycle.js';
import { cancelIntent } from './payments/payment-intents.js';
import { concludeByAccount } from './payments/delayed-payment.js';
import { concludeRefund } from './refunds/refund-outcome.js';

type Act = (emulator: Emulator, id: string) => void;

/** What the virtual clock does by itself, by the name an object carries as its next due act. */
export const DUE_ACTS: Readonly<Record<string, Act>> = {
  'balance_transaction.become_available': becomeAvailable,
  'charge.dispute': disputeByCard,
  'checkout.session.expire': (emulator, id) => void expireSession(emulator, id),
  'dispute.expire': expireDispute,
  'invoice.retry': attempt,
  'payment_intent.conclude': concludeByAccount,
  'payment_intent.release': (emulator, id) => void cancelIntent(emulator, id, 'automatic'),
  'payout.arrive': arrivePayout,
  'payout.fail': (emulator, id) => void failPayout(emulator, id),
  'payout.submit': submitPayout,
  'refund.conclude': concludeRefund,
  'subscription.renew': renewSubscription,
  'topup.arrive': arriveTopup,
};

/** Acts after which the balance is told once, however many of them fell on the same instant. */
export const TELLS_BALANCE = 'balance_transaction.become_available';

export function tellBalance(emulator: Emulator): void {
  emulator.emit('balance.available', balanceObject(balanceTotals(emulator)));
}
