import type Stripe from 'stripe';
import type { ChildEmulator } from './child-emulator.js';
import { quiet } from './payer.js';

export const DAY_S = 86_400;

/** The balance transaction of a charge, once it is there. */
export async function settled(
  emulator: ChildEmulator,
  charge: Stripe.Charge,
): Promise<Stripe.BalanceTransaction> {
  await quiet(emulator);
  const { balance_transaction: transaction } = await emulator.stripe.charges.retrieve(charge.id, {
    expand: ['balance_transaction'],
  });
  return transaction as Stripe.BalanceTransaction;
}

export async function advance(emulator: ChildEmulator, seconds: number): Promise<void> {
  await emulator.control('POST', 'clock', { advanceSeconds: seconds });
}

export async function available({ stripe }: ChildEmulator): Promise<number> {
  return (await stripe.balance.retrieve()).available[0]?.amount ?? 0;
}

/** How far the balance is from the sum of its transactions; it is nothing else, so this is always 0. */
export async function balanceGap({ stripe }: ChildEmulator): Promise<number> {
  const transactions = await stripe.balanceTransactions.list({ limit: 100 });
  const balance = await stripe.balance.retrieve();
  const sum = transactions.data.reduce((total, { net }) => total + net, 0);
  return (balance.available[0]?.amount ?? 0) + (balance.pending[0]?.amount ?? 0) - sum;
}
