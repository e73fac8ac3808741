import type { Stripe } from 'stripe';
import type { Emulator } from '../../emulator.js';
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

export const balance: Handlers = {
  'balance.retrieve': {
    honours: ['expand'],
    run: ({ emulator }) => balanceObject(balanceTotals(emulator)),
  },
};
