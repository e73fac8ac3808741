import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmulator, type Emulator } from '../../../test/support/emulator.js';
import { freePort } from '../../../test/support/ports.js';
import { Config } from '../config/config.js';
import { newId } from '../ids/ids.js';
import { ConnectedAccountsGateway } from './connected-accounts.gateway.js';
import { DisputesGateway } from './disputes.gateway.js';
import { SavedCardsGateway } from './saved-cards.gateway.js';
import { StripeAnswerWrong } from './stripe-failure.js';
import { StripeGateway } from './stripe.gateway.js';

const SECRET = 'sk_test_0123456789abcdefghij';
const HOUR_MS = 3_600_000;
const DAYS_TO_SETTLE = 3;
const OTHERS = { livemode: true, metadata: { of: 'somebody else' } };
const MONEY = { ...OTHERS, amount: 1, currency: 'usd' };
const metadata = { mark: 'ours' };

interface Money {
  /** Of Stripe's api. */
  readonly only: string;
  /** Of the answer, each by itself. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly call: () => Promise<unknown>;
}

let emulator: Emulator;
let stripe: StripeGateway;
let cards: SavedCardsGateway;
let accounts: ConnectedAccountsGateway;
let disputes: DisputesGateway;
/** Of Stripe, made before. */
const made = { customer: '', intent: '', charge: '', account: '', transfer: '', dispute: '' };

beforeAll(async () => {
  const port = await freePort();
  const webhookUrl = `http://127.0.0.1:${String(port)}/nobody-listens`;
  emulator = await startEmulator({ port, webhookUrl, webhookSecret: `whsec_${SECRET}`, now: null });
  const config = { stripeSecretKey: SECRET, stripeApiBase: emulator.url, stripeWebhookSecrets: [] };
  stripe = new StripeGateway(new Config(config as unknown as Config));
  [cards, accounts, disputes] = [
    new SavedCardsGateway(stripe),
    new ConnectedAccountsGateway(stripe),
    new DisputesGateway(stripe),
  ];
  await emulator.control('/topups', { amount: 500_000, reference: 'by hand' });
  const to = new Date(Date.now() + DAYS_TO_SETTLE * 24 * HOUR_MS);
  await emulator.control('/clock', { to: to.toISOString() });
  made.customer = (await raw('customers', { email: 'ana@example.org' })).id;
  ({ id: made.intent, latest_charge: made.charge } = await paid());
  const { latest_charge: charge } = await paid();
  made.dispute = (await emulator.control<{ id: string }>('/disputes', { charge })).id;
  made.account = (await accounts.createAccount(NEW_ACCOUNT, newId())).id;
  await emulator.control('/accounts/capability', { account: made.account, status: 'active' });
  made.transfer = (await accounts.createTransfer(transfer(), newId())).id;
});
afterAll(() => emulator.stop());

async function raw(path: string, params: Record<string, string>) {
  const response = await fetch(`${emulator.url}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET}` },
    body: new URLSearchParams(params),
  });
  const answer = (await response.json()) as { id: string; latest_charge: string };
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

const paid = () =>
  raw('payment_intents', {
    ...{ amount: '10000', currency: 'eur', confirm: 'true', payment_method: 'pm_card_visa' },
    'automatic_payment_methods[enabled]': 'true',
    'automatic_payment_methods[allow_redirects]': 'never',
  });

const NEW_ACCOUNT = {
  ...{ displayName: 'Town Hall', contactEmail: 'hall@example.org', country: 'ro' },
  metadata,
};
const transfer = () => ({
  ...{ amountMinor: 5_000, currency: 'EUR', accountId: made.account, transferGroup: 'project' },
  metadata,
});
const payout = { amountMinor: 1_000, currency: 'EUR', metadata };
const page = () => ({
  ...{ currency: 'EUR', email: 'ana@example.org', locale: 'ro' as const, reference: 'gift' },
  ...{ successUrl: 'http://localhost/thanks', cancelUrl: 'http://localhost/back', metadata },
  expiresAt: new Date(Date.now() + (DAYS_TO_SETTLE * 24 + 2) * HOUR_MS),
});

const KINDS: Readonly<Record<string, Money>> = {
  'a page to pay on': {
    only: 'POST /v1/checkout/sessions',
    members: { ...OTHERS, client_reference_id: 'other', amount_total: 1, currency: 'usd' },
    call: () => {
      const lines = [{ name: 'Contribution', amountMinor: 5_000 }];
      return stripe.createSession({ ...page(), lines, transferGroup: 'project' }, newId());
    },
  },
  'a page to save a card on': {
    only: 'POST /v1/checkout/sessions',
    members: { ...OTHERS, client_reference_id: 'other', mode: 'payment' },
    call: () => cards.createPage({ ...page(), customerId: made.customer }, newId()),
  },
  'a payment of a saved card': {
    only: 'POST /v1/payment_intents',
    members: { ...MONEY, customer: 'cus_other' },
    call: () => {
      const { customer: customerId } = made;
      const intent = { amountMinor: 5_000, currency: 'EUR', customerId, transferGroup: 'project' };
      return cards.createIntent({ ...intent, metadata }, newId());
    },
  },
  'a payment that is read': {
    only: 'GET /v1/payment_intents',
    members: { livemode: true, id: 'pi_other' },
    call: () => cards.getIntent(made.intent),
  },
  'a charge': {
    only: 'GET /v1/charges',
    members: { livemode: true, id: 'ch_other' },
    call: () => stripe.getCharge(made.charge),
  },
  'a refund': {
    only: 'POST /v1/refunds',
    members: { metadata: {}, amount: 1, charge: 'ch_other' },
    call: () => stripe.createRefund({ chargeId: made.charge, amountMinor: 700, metadata }, newId()),
  },
  'a dispute': {
    only: 'GET /v1/disputes',
    members: { livemode: true, id: 'dp_other' },
    call: () => disputes.get(made.dispute),
  },
  'a payout to our bank': {
    only: 'POST /v1/payouts',
    members: MONEY,
    call: () => stripe.createPayout(payout, newId()),
  },
  'an account of a payee': {
    only: 'POST /v2/core/accounts',
    members: OTHERS,
    call: () => accounts.createAccount(NEW_ACCOUNT, newId()),
  },
  'a transfer to a payee': {
    only: 'POST /v1/transfers',
    members: { ...MONEY, destination: 'acct_other' },
    call: () => accounts.createTransfer(transfer(), newId()),
  },
  'a transfer that is read': {
    only: 'GET /v1/transfers',
    members: { livemode: true, id: 'tr_other' },
    call: () => accounts.getTransfer(made.transfer),
  },
  'a reversal': {
    only: 'POST /v1/transfers',
    members: { metadata: {}, amount: 1, transfer: 'tr_other' },
    call: () => accounts.reverseTransfer(made.transfer, { amountMinor: 10, metadata }, newId()),
  },
  'a payout to the bank of a payee': {
    only: 'POST /v1/payouts',
    members: MONEY,
    call: () => accounts.createPayout(made.account, { ...payout, amountMinor: 100 }, newId()),
  },
};

describe('an answer of Stripe about something else than was asked for is none', () => {
  it.each(Object.entries(KINDS))('%s', async (_name, { only, members, call }) => {
    for (const [name, value] of Object.entries(members)) {
      const fault = { kind: 'altered', when: 'after', times: 1, only };
      await emulator.control('/faults', { ...fault, members: { [name]: value } });
      await expect(call()).rejects.toThrow(StripeAnswerWrong);
    }
    await expect(call()).resolves.toBeDefined();
  });
});
