import type { Emulator } from '../emulator.js';
import { becomeAvailable } from './balance-transactions.js';
import { balanceObject, balanceTotals } from './balance.js';
import { expireSession } from './checkout-sessions.js';
import { arrivePayout, submitPayout } from './payouts.js';
import { concludeRefund } from './refunds.js';

type Act = (emulator: Emulator, id: string) => void;

/** What the virtual clock does by itself, by the name an object carries as its next due act. */
export const DUE_ACTS: Readonly<Record<string, Act>> = {
  'balance_transaction.become_available': becomeAvailable,
  'checkout.session.expire': (emulator, id) => void expireSession(emulator, id),
  'payout.arrive': arrivePayout,
  'payout.submit': submitPayout,
  'refund.conclude': concludeRefund,
};

/** Acts after which the balance is told once, however many of them fell on the same instant. */
export const TELLS_BALANCE = 'balance_transaction.become_available';

export function tellBalance(emulator: Emulator): void {
  emulator.emit('balance.available', balanceObject(balanceTotals(emulator)));
}
