import type { Stripe } from 'stripe';
import type { Emulator } from '../emulator.js';
import { exchangeRate } from '../money/currencies.js';
import { cardFee, settle } from '../money/fees.js';
import { addBalanceTransaction, midnightAfter } from './balance-transactions.js';
import { behaviourOf } from './payment-methods.js';

/** Gives a charge its balance transaction, once. Charges are born without one because capture is asynchronous. */
export function settleCharge(emulator: Emulator, chargeId: string): void {
  const charge = emulator.book.find('charge', chargeId)?.object;
  if (!charge?.paid || charge.balance_transaction !== null) return;
  const rate = exchangeRate(charge.currency, emulator.knobs.exchangeRates);
  const amount = settle(charge.amount, rate);
  const transaction = addBalanceTransaction(emulator, {
    type: 'charge',
    source: chargeId,
    amount,
    fee: cardFee(amount, charge.payment_method_details?.card?.country ?? null),
    exchangeRate: rate,
    description: charge.description,
    availableOn: availableOn(emulator, charge),
  });
  emulator.changeAndEmit('charge.updated', 'charge', chargeId, {
    balance_transaction: transaction.id,
  });
}

function availableOn(emulator: Emulator, charge: Stripe.Charge): number | null {
  if (charge.payment_method && behaviourOf(emulator, charge.payment_method).availableAtOnce)
    return null;
  return midnightAfter(emulator.now, emulator.knobs.availableAfterDays);
}
