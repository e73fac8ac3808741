import { describe, expect, it } from '@jest/globals';
import { Config } from '../config/config.js';
import { keepingLease, LEASE_SECONDS, LeaseOver } from '../queue/keep-lease.js';
import { StripeGateway } from './stripe.gateway.js';

const config = {
  stripeSecretKey: 'sk_test_0123456789abcdefghij',
  stripeApiBase: 'http://127.0.0.1:9',
  stripeWebhookSecrets: [],
};
const stripe = new StripeGateway(new Config(config as unknown as Config));

/** One call by whoever asked for a lease so long ago. */
async function callAfter(seconds: number): Promise<{ sent: number; error: unknown }> {
  let sent = 0;
  const call = () => stripe.call(() => Promise.resolve(void (sent += 1)));
  const since = performance.now() - seconds * 1_000;
  const error: unknown = await keepingLease(() => Promise.resolve(), call, since).then(
    () => null,
    (failure: unknown) => failure,
  );
  return { sent, error };
}

describe('a call to Stripe (0057)', () => {
  it('is not sent by a process that slept past its lease', async () => {
    const { sent, error } = await callAfter(LEASE_SECONDS);
    expect([sent, error instanceof LeaseOver]).toEqual([0, true]);
  });

  it('is sent while the lease is held', async () => {
    expect(await callAfter(0)).toEqual({ sent: 1, error: null });
  });
});
