import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { callRaw, operationIds } from './testing/operations.js';
import { linkParams, recipientParams } from './testing/payee.js';
import { pay, quiet, sessionParams } from './testing/payer.js';

type Json = Record<string, unknown> & { id: string };

let emulator: ChildEmulator;
const done = new Set<string>();

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(async () => {
  await emulator.stop();
});

async function call(
  operation: string,
  id: string | readonly string[] | null,
  params: object = {},
): Promise<Json> {
  const ids = typeof id === 'string' ? [id] : (id ?? []);
  const answer = (await callRaw(emulator.stripe, operation, ids, params)) as Json;
  done.add(operation);
  return answer;
}

async function createAndFollow(
  resource: string,
  params: object,
  steps: readonly string[],
): Promise<Json> {
  const created = await call(`${resource}.create`, null, params);
  expect(await call(`${resource}.retrieve`, created.id)).toMatchObject({ id: created.id });
  for (const step of steps) await call(`${resource}.${step}`, created.id);
  const { data } = await call(`${resource}.list`, null);
  expect(data).not.toEqual([]);
  return created;
}

/** Only a refund that waits for the payer can be cancelled. */
async function cancelRefund(): Promise<void> {
  const { charge } = await pay(emulator, '4000000000007726', 1_000);
  const refund = await call('refunds.create', null, { charge: charge.id });
  const outcome = { refund: refund.id, outcome: 'requires_action' };
  await emulator.control('POST', 'refunds/decide', outcome);
  await call('refunds.cancel', refund.id);
}

async function saveCards(): Promise<void> {
  const { id: customer } = await call('customers.create', null);
  const method = await call('paymentMethods.attach', 'pm_card_visa', { customer });
  await call('paymentMethods.list', null, { customer });
  await call('customers.listPaymentMethods', customer);
  await call('paymentMethods.detach', method.id);
  await createAndFollow('setupIntents', { customer }, ['update', 'cancel']);
  const open = await call('setupIntents.create', null, { customer });
  await call('setupIntents.confirm', open.id, {
    payment_method: 'pm_card_visa',
    return_url: 'http://127.0.0.1:9/',
  });
}

async function debit(): Promise<void> {
  const method = await call('paymentMethods.create', null, {
    type: 'sepa_debit',
    sepa_debit: { iban: 'DE89370400440532013000' },
    billing_details: { name: 'Ana', email: 'ana@example.org' },
  });
  const intent = await call('paymentIntents.create', null, {
    amount: 1_000,
    currency: 'eur',
    confirm: true,
    payment_method: method.id,
    return_url: 'http://127.0.0.1:9/',
    expand: ['latest_charge'],
  });
  const charge = intent['latest_charge'] as Stripe.Charge;
  const mandate = charge.payment_method_details?.sepa_debit?.mandate ?? '';
  await call('mandates.retrieve', mandate);
}

async function subscribe(): Promise<void> {
  const { id: customer } = await call('customers.create', null);
  const recurring = { currency: 'eur', unit_amount: 500, recurring: { interval: 'month' } };
  const price = { ...recurring, product_data: { name: 'x' } };
  const { id } = await createAndFollow('prices', price, []);
  const { data: products } = await call('products.list', null);
  await call('products.retrieve', (products as Json[])[0]?.id ?? '');
  const order = { customer, items: [{ price: id }], payment_behavior: 'default_incomplete' };
  const subscription = await createAndFollow('subscriptions', order, ['update']);
  const invoice = subscription['latest_invoice'] as string;
  await call('invoices.retrieve', invoice, { expand: ['payments'] });
  await call('invoices.list', null);
  await call('invoices.pay', invoice, { payment_method: 'pm_card_visa' });
  const { data: payments } = await call('invoicePayments.list', null);
  await call('invoicePayments.retrieve', (payments as Json[])[0]?.id ?? '');
  await call('subscriptions.cancel', subscription.id);
}

async function sendMoney(): Promise<void> {
  const params = recipientParams();
  const account = await createAndFollow('v2.core.accounts', params, ['update']);
  await call('v2.core.accountLinks.create', null, linkParams(account.id));
  await call('accounts.retrieve', account.id);
  await call('accounts.retrieveCurrent', null);
  const active = { account: account.id, status: 'active' };
  await emulator.control('POST', 'accounts/capability', active);
  const transfer = { amount: 100, currency: 'eur', destination: account.id };
  const { id } = await createAndFollow('transfers', transfer, ['update']);
  const reversal = await call('transfers.createReversal', id);
  await call('transfers.listReversals', id);
  await call('transfers.retrieveReversal', [id, reversal.id]);
  await call('transfers.updateReversal', [id, reversal.id]);
  await call('v2.core.accounts.close', account.id);
  await createAndFollow('topups', { amount: 100, currency: 'eur' }, ['update', 'cancel']);
  await call('balanceSettings.retrieve', null);
  await call('balanceSettings.update', null);
}

async function listenThin(): Promise<void> {
  const destination = {
    name: 'x',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    enabled_events: ['v2.core.event_destination.ping'],
    webhook_endpoint: { url: 'http://127.0.0.1:9/' },
  };
  const steps = ['update', 'enable', 'ping', 'disable'];
  await createAndFollow('v2.core.eventDestinations', destination, steps);
  const spare = await call('v2.core.eventDestinations.create', null, destination);
  await call('v2.core.eventDestinations.del', spare.id);
  const { data } = await call('v2.core.events.list', null);
  await call('v2.core.events.retrieve', (data as Json[])[0]?.id ?? '');
}

it('every operation of the contract can be done, and each answer has the members the SDK names', async () => {
  const { charge } = await pay(emulator, '4000000000000077', 90_000);
  await quiet(emulator);
  await createAndFollow('customers', { email: 'a@example.org' }, ['update']);
  const gone = await call('customers.create', null);
  expect(await call('customers.del', gone.id)).toMatchObject({ deleted: true });

  await createAndFollow('checkout.sessions', sessionParams(), ['listLineItems', 'expire']);
  const intent = { amount: 1_000, currency: 'eur' };
  await createAndFollow('paymentIntents', intent, ['update', 'cancel']);
  const open = await call('paymentIntents.create', null, intent);
  const paid = await call('paymentIntents.confirm', open.id, {
    payment_method: 'pm_card_visa',
    return_url: 'http://127.0.0.1:9/',
  });
  const held = await call('paymentIntents.create', null, {
    ...intent,
    capture_method: 'manual',
    confirm: true,
    payment_method: 'pm_card_visa',
    return_url: 'http://127.0.0.1:9/',
  });
  await call('paymentIntents.capture', held.id);
  await call('paymentMethods.retrieve', paid['payment_method'] as string);

  await saveCards();
  await debit();
  await subscribe();
  await sendMoney();
  await listenThin();

  await call('charges.retrieve', charge.id);
  await call('charges.list', null, { created: { gte: charge.created } });
  await createAndFollow('refunds', { charge: charge.id, amount: 500 }, ['update']);
  await cancelRefund();
  await emulator.control('POST', 'disputes', { charge: charge.id, amount: 1_000 });
  const [dispute] = (await call('disputes.list', null))['data'] as Json[];
  const data = Buffer.from('%PDF-1.4 a receipt');
  const upload = { file: { data, name: 'receipt.pdf' }, purpose: 'dispute_evidence' };
  await createAndFollow('files', upload, []);
  for (const step of ['retrieve', 'update', 'close'])
    await call(`disputes.${step}`, dispute?.id ?? '');
  await createAndFollow('payouts', { amount: 500, currency: 'eur' }, ['cancel']);
  await call('balance.retrieve', null);
  const transactions = await call('balanceTransactions.list', null, { type: 'charge' });
  const [transaction] = transactions['data'] as Json[];
  await call('balanceTransactions.retrieve', transaction?.id ?? '', { expand: ['source'] });

  const endpoint = { url: 'http://127.0.0.1:9/', enabled_events: ['charge.updated'] };
  await createAndFollow('webhookEndpoints', endpoint, ['update']);
  const spare = await call('webhookEndpoints.create', null, endpoint);
  await call('webhookEndpoints.del', spare.id);
  const events = await call('events.list', null, { limit: 100 });
  const [event] = events['data'] as Json[];
  await call('events.retrieve', event?.id ?? '');

  expect([...done].sort()).toEqual(operationIds().sort());
  expect(emulator.faults).toEqual([]);
});
