import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from '../../testing/child-emulator.js';
import {
  fund,
  linkParams,
  payee,
  recipientParams,
  REFRESH_URL,
  RETURN_URL,
} from '../../testing/payee.js';
import { openPage, postForm } from '../../testing/payer.js';

const STATUS = 'v2.core.account[configuration.recipient].capability_status_updated';

let emulator: ChildEmulator;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startEmulator();
  stripe = emulator.stripe;
});

afterAll(async () => {
  expect(emulator.faults).toEqual([]);
  await emulator.stop();
});

beforeEach(async () => {
  await emulator.control('POST', 'reset');
});

async function transfersOf(account: string): Promise<string | undefined> {
  const { configuration } = await stripe.v2.core.accounts.retrieve(account, {
    include: ['configuration.recipient'],
  });
  return configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status;
}

async function thinTypes(account: string): Promise<string[]> {
  const { data } = await stripe.v2.core.events.list({ object_id: account, limit: 100 });
  return data.map(({ type }) => type as string).reverse();
}

/** Opens the pages of a link as a payee and leaves them by one of the buttons. */
async function leave(url: string, end: string): Promise<string | null> {
  const { html } = await openPage(url);
  const visit = /name="visit" value="(\w+)"/.exec(html)?.[1] ?? '';
  return (await postForm(url, { visit, end })).location;
}

describe('an account', () => {
  it('begins without the right to receive money, and shows only what is asked for', async () => {
    const account = await stripe.v2.core.accounts.create(recipientParams());
    expect(account).toMatchObject({
      object: 'v2.core.account',
      applied_configurations: ['recipient'],
      display_name: 'Town Hall of the specs',
      identity: { country: 'ro', entity_type: 'government_entity' },
      configuration: {
        recipient: {
          capabilities: {
            stripe_balance: {
              stripe_transfers: {
                status: 'restricted',
                status_details: [{ code: 'requirements_past_due', resolution: 'provide_info' }],
              },
            },
          },
        },
      },
      requirements: { entries: [{ awaiting_action_from: 'user' }] },
    });
    const plain = await stripe.v2.core.accounts.retrieve(account.id);
    expect([plain.configuration, plain.identity, plain.requirements]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await thinTypes(account.id)).toEqual(['v2.core.account.created']);
  });

  it('of a country Stripe pays out to by approval only is unsupported', async () => {
    const { id } = await stripe.v2.core.accounts.create(recipientParams('md'));
    expect(await transfersOf(id)).toBe('unsupported');
    const link = await stripe.v2.core.accountLinks.create(linkParams(id));
    await leave(link.url, 'complete');
    expect(await transfersOf(id)).toBe('unsupported');
  });

  it.each([
    [{ identity: { country: 'xk' } }, 'identity.country'],
    [{ identity: {} }, 'identity.country'],
    [{ contact_email: undefined }, 'contact_email'],
  ])('is not created with %j', async (more, param) => {
    const params = { ...recipientParams(), ...more };
    await expect(stripe.v2.core.accounts.create(params)).rejects.toMatchObject({
      statusCode: 400,
      code: 'invalid_fields',
      param,
    });
  });

  it('is changed, but not its country', async () => {
    const { id } = await stripe.v2.core.accounts.create(recipientParams());
    const changed = await stripe.v2.core.accounts.update(id, {
      display_name: 'Another hall',
      metadata: { payee: 'p-1' },
      identity: { business_details: { registered_name: 'Primaria' } },
      include: ['identity'],
    });
    expect(changed).toMatchObject({
      display_name: 'Another hall',
      metadata: { payee: 'p-1' },
      identity: { country: 'ro', business_details: { registered_name: 'Primaria' } },
    });
    await expect(
      stripe.v2.core.accounts.update(id, { identity: { country: 'bg' } }),
    ).rejects.toMatchObject({ param: 'identity.country' });
    expect(await thinTypes(id)).toContain('v2.core.account[identity].updated');
  });

  it('is listed over pages, closed ones apart', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1)
      ids.unshift((await stripe.v2.core.accounts.create(recipientParams())).id);
    const first = await stripe.v2.core.accounts.list({ limit: 2 });
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(first.next_page_url).toContain('page=');
    const all: string[] = [];
    for await (const { id } of stripe.v2.core.accounts.list({ limit: 2 })) all.push(id);
    expect(all).toEqual(ids);
    await stripe.v2.core.accounts.close(ids[0] ?? '');
    const closed = await stripe.v2.core.accounts.list({ closed: true });
    expect(closed.data.map(({ id }) => id)).toEqual(ids.slice(0, 1));
    expect((await stripe.v2.core.accounts.list()).data).toHaveLength(4);
  });

  it('is closed once, and not while it has money', async () => {
    const account = await payee(emulator);
    await fund(emulator);
    await stripe.transfers.create({ amount: 500, currency: 'eur', destination: account });
    await expect(stripe.v2.core.accounts.close(account)).rejects.toThrow('is not zero');
    await stripe.payouts.create({ amount: 500, currency: 'eur' }, { stripeAccount: account });
    const closed = await stripe.v2.core.accounts.close(account, {
      applied_configurations: ['recipient'],
    });
    expect(closed).toMatchObject({ closed: true, applied_configurations: [] });
    await expect(stripe.v2.core.accounts.close(account)).rejects.toThrow('already been closed');
    expect(await thinTypes(account)).toContain('v2.core.account.closed');
  });

  it('is shown by API v1 as well, and the platform its own', async () => {
    const id = await payee(emulator);
    expect(await stripe.accounts.retrieve(id)).toMatchObject({
      object: 'account',
      country: 'RO',
      capabilities: { transfers: 'active' },
      payouts_enabled: true,
    });
    const own = await stripe.accounts.retrieveCurrent();
    expect(own.id).toMatch(/^acct_/);
    const theirs = await stripe.accounts.retrieveCurrent({}, { stripeAccount: id });
    expect(theirs.id).toBe(id);
  });
});

describe('an onboarding link', () => {
  it('leads over a page to an account that may receive money', async () => {
    const { id } = await stripe.v2.core.accounts.create(recipientParams());
    const link = await stripe.v2.core.accountLinks.create(linkParams(id));
    expect(link).toMatchObject({ object: 'v2.core.account_link', account: id });
    expect(Date.parse(link.expires_at) - Date.parse(link.created)).toBe(300_000);
    expect(await leave(link.url, 'complete')).toBe(RETURN_URL);
    expect(await transfersOf(id)).toBe('active');
    const types = await thinTypes(id);
    expect(types).toContain(STATUS);
    expect(types).toContain('v2.core.account[requirements].updated');
    const { data } = await stripe.v2.core.events.list({ types: ['v2.core.account_link.returned'] });
    expect(data[0]).toMatchObject({
      data: { account_id: id, configurations: ['recipient'], use_case: 'account_onboarding' },
    });
  });

  it.each([
    ['incomplete', 'restricted'],
    ['reject', 'rejected'],
  ])('that is left with %s leaves the account %s', async (end, status) => {
    const { id } = await stripe.v2.core.accounts.create(recipientParams());
    const link = await stripe.v2.core.accountLinks.create(linkParams(id));
    expect(await leave(link.url, end)).toBe(RETURN_URL);
    expect(await transfersOf(id)).toBe(status);
  });

  it('opens once', async () => {
    const { id } = await stripe.v2.core.accounts.create(recipientParams());
    const { url } = await stripe.v2.core.accountLinks.create(linkParams(id));
    await openPage(url);
    expect(await openPage(url)).toMatchObject({ status: 303, location: REFRESH_URL });
    const forged = await postForm(url, { visit: 'x', end: 'complete' });
    expect(forged.location).toBe(REFRESH_URL);
    expect(await transfersOf(id)).toBe('restricted');
  });

  it('lives five minutes', async () => {
    const { id } = await stripe.v2.core.accounts.create(recipientParams());
    const { url } = await stripe.v2.core.accountLinks.create(linkParams(id));
    await emulator.control('POST', 'clock', { advanceSeconds: 301 });
    expect(await openPage(url)).toMatchObject({ status: 303, location: REFRESH_URL });
  });
});

describe('the control routes for accounts', () => {
  it('take the capability away and give it back', async () => {
    const account = await payee(emulator);
    for (const status of ['restricted', 'pending', 'active']) {
      await emulator.control('POST', 'accounts/capability', { account, status });
      expect(await transfersOf(account)).toBe(status);
    }
    const { data } = await stripe.v2.core.events.list({ object_id: account, types: [STATUS] });
    expect(data).toHaveLength(8);
    const odd = { account, status: 'perhaps' };
    expect(await emulator.control('POST', 'accounts/capability', odd)).toMatchObject({
      status: 400,
    });
  });

  it('close an account although it has money', async () => {
    const account = await payee(emulator);
    await fund(emulator);
    await stripe.transfers.create({ amount: 500, currency: 'eur', destination: account });
    await emulator.control('POST', 'accounts/close', { account });
    expect((await stripe.v2.core.accounts.retrieve(account)).closed).toBe(true);
  });

  it('cut the connection: the platform sees the account no more', async () => {
    const account = await payee(emulator);
    await emulator.control('POST', 'accounts/deauthorize', { account });
    await expect(stripe.v2.core.accounts.retrieve(account)).rejects.toMatchObject({
      statusCode: 404,
    });
    await expect(stripe.balance.retrieve({}, { stripeAccount: account })).rejects.toMatchObject({
      statusCode: 403,
      code: 'account_invalid',
    });
    expect((await stripe.v2.core.accounts.list()).data).toEqual([]);
  });
});
