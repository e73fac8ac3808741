import type { Stripe } from 'stripe';
import type { Emulator } from '../../emulator.js';
import { refused } from '../../errors/request-errors.js';
import type { StripeFailure } from '../../errors/stripe-failure.js';
import { SETTLEMENT_CURRENCY } from '../../money/currencies.js';
import type { Handlers } from '../operation.js';

export interface Totals {
  readonly available: number;
  readonly pending: number;
}

/** Sums of the balance transactions; the balance is nothing else. */
export function balanceTotals(emulator: Emulator): Totals {
  let available = 0;
  let pending = 0;
  for (const { object } of emulator.book.oldest('balance_transaction')) {
    if (object.status === 'available') available += object.net;
    else pending += object.net;
  }
  return { available, pending };
}

export function balanceObject({ available, pending }: Totals): Stripe.Balance {
  const line = (amount: number): Stripe.Balance.Available => ({
    amount,
    currency: SETTLEMENT_CURRENCY,
    source_types: { card: amount },
  });
  return {
    object: 'balance',
    available: [line(available)],
    livemode: false,
    pending: [line(pending)],
  };
}

export function insufficientFunds(): StripeFailure {
  return refused(
    'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance',
    'balance_insufficient',
    'amount',
  );
}

export const balance: Handlers = {
  'balance.retrieve': {
    honours: ['expand'],
    forAccounts: true,
    run: ({ emulator }) => balanceObject(balanceTotals(emulator)),
  },
};
