import type Stripe from 'stripe';
import type { ChildEmulator } from './child-emulator.js';
import { pay, quiet } from './payer.js';

export const RETURN_URL = 'http://127.0.0.1:9/returned?a=1';
export const REFRESH_URL = 'http://127.0.0.1:9/again';

export function recipientParams(country = 'ro'): Stripe.V2.Core.AccountCreateParams {
  return {
    display_name: 'Town Hall of the specs',
    contact_email: 'hall@example.org',
    identity: { country, entity_type: 'government_entity' },
    dashboard: 'none',
    configuration: {
      recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
    },
    defaults: {
      currency: 'eur',
      responsibilities: { fees_collector: 'application', losses_collector: 'application' },
    },
    include: ['configuration.recipient', 'identity', 'requirements'],
  };
}

export function linkParams(account: string): Stripe.V2.Core.AccountLinkCreateParams {
  return {
    account,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: { refresh_url: REFRESH_URL, return_url: RETURN_URL },
    },
  };
}

/** An account Stripe lets receive money. */
export async function payee(emulator: ChildEmulator, country = 'ro'): Promise<string> {
  const { id } = await emulator.stripe.v2.core.accounts.create(recipientParams(country));
  await emulator.control('POST', 'accounts/capability', { account: id, status: 'active' });
  return id;
}

/** Money in the platform's balance that can be sent on at once. */
export async function fund(emulator: ChildEmulator, amount = 10_000): Promise<Stripe.Charge> {
  const { charge } = await pay(emulator, '4000000000000077', amount);
  await quiet(emulator);
  return charge;
}

export async function balanceOf(
  { stripe }: ChildEmulator,
  account?: string,
): Promise<{ available: number; pending: number }> {
  const balance = await stripe.balance.retrieve({}, account ? { stripeAccount: account } : {});
  return {
    available: balance.available[0]?.amount ?? 0,
    pending: balance.pending[0]?.amount ?? 0,
  };
}
