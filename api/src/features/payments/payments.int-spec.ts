import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, WEBHOOK_SECRET, type TestApp } from '../../../test/app.js';
import { footprint } from '../../../test/support/footprint.js';

const RECEIVE = '/webhooks/stripe';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ emulator: true, unsound: { D1: 'tells events that no rule knows' } });
});
afterAll(() => app.close());

interface Signing {
  readonly secret?: string;
  readonly at?: number;
}

const recordedNow = () => Math.floor(Date.now() / 1000);

function anEvent(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: `evt_${randomUUID()}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: recordedNow(),
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: 'payment_intent.created',
    data: { object: { id: 'pi_1', object: 'payment_intent', created: recordedNow() } },
    ...changes,
  };
}

function signature(body: string, { secret = WEBHOOK_SECRET, at = recordedNow() }: Signing = {}) {
  const v1 = createHmac('sha256', secret)
    .update(`${String(at)}.${body}`)
    .digest('hex');
  return `t=${String(at)},v1=${v1}`;
}

async function send(body: string, header: string): Promise<number> {
  const headers = { 'stripe-signature': header };
  return (await app.visitor().post(RECEIVE, body, { headers })).status;
}

const sendSigned = (event: unknown, signing: Signing = {}) => {
  const body = JSON.stringify(event);
  return send(body, signature(body, signing));
};

async function kept(): Promise<number> {
  const [row] = await app.database.query<{ count: string }>('SELECT count(*) FROM stripe_inbox');
  return Number(row?.count);
}

async function stateOf(eventId: unknown): Promise<string | undefined> {
  const [row] = await app.database.query<{ state: string }>(
    'SELECT state FROM stripe_inbox WHERE event_id = $1',
    [eventId],
  );
  return row?.state;
}

describe('a webhook', () => {
  it('is kept once however often it is delivered, also twenty times at once', async () => {
    const before = await kept();
    const event = anEvent();
    const answers = await Promise.all(Array.from({ length: 20 }, () => sendSigned(event)));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await kept()).toBe(before + 1);
  });

  it('is refused with 400 and keeps nothing when it is forged', async () => {
    await app.quiet();
    const before = await footprint(app);
    const event = anEvent();
    const body = JSON.stringify(event);
    const right = signature(body);
    const forged = [
      await sendSigned(event, { secret: 'whsec_wrong' }),
      await send(body, right.slice(0, -1) + (right.endsWith('0') ? '1' : '0')),
      await send(`${body} `, right),
      await send(JSON.stringify({ ...event, id: 'evt_other' }), right),
      await send(body, right.replace('t=', 't=1')),
      await send(body, `v1=${right.split('v1=')[1] ?? ''}`),
      await send(body, ''),
      await send('not json', signature('not json')),
      (await app.visitor().post(RECEIVE, body)).status,
    ];
    expect(new Set(forged)).toEqual(new Set([400]));
    await app.quiet();
    expect(await footprint(app)).toEqual(before);
  });

  it('is refused when it is older than five minutes, and when it comes from the future', async () => {
    await app.quiet();
    const before = await footprint(app);
    const event = anEvent();
    expect(await sendSigned(event, { at: recordedNow() - 310 })).toBe(400);
    expect(await sendSigned(event, { at: recordedNow() + 310 })).toBe(400);
    expect(await sendSigned(event, { at: recordedNow() + 10 * 365 * 86_400 })).toBe(400);
    await app.quiet();
    expect(await footprint(app)).toEqual(before);
    expect(await sendSigned(event, { at: recordedNow() - 250 })).toBe(200);
  });

  it('keeps its age in recorded time while the demonstration lives in another month', async () => {
    await app.moveClock({ days: 40 });
    expect(await sendSigned(anEvent())).toBe(200);
  });

  it('is refused in the wrong mode', async () => {
    await app.quiet();
    const before = await footprint(app);
    expect(await sendSigned(anEvent({ livemode: true }))).toBe(400);
    await app.quiet();
    expect(await footprint(app)).toEqual(before);
  });

  it('D1: is ignored by rule, or kept for people to see when no rule knows it', async () => {
    const plain = anEvent();
    const strange = anEvent({
      type: 'radar.early_fraud_warning.created',
      data: { object: { id: 'issfr_1', object: 'radar.early_fraud_warning' } },
    });
    await sendSigned(plain);
    await sendSigned(strange);
    expect([await stateOf(plain.id), await stateOf(strange.id)]).toEqual(['ignored', 'dead']);
  });

  it('D1: about an object Stripe does not know is given up, and holds up no other', async () => {
    const about = (id: string) =>
      anEvent({
        type: 'charge.succeeded',
        data: { object: { id, object: 'charge', created: recordedNow() } },
      });
    const events = [about('ch_nobody_knows'), about('ch_nor_this')];
    for (const event of events) expect(await sendSigned(event)).toBe(200);
    await app.quiet();
    expect(await Promise.all(events.map(({ id }) => stateOf(id)))).toEqual(['dead', 'dead']);
  });

  it('believes nothing of the payload: a paid charge that is not at Stripe books nothing', async () => {
    const count = async () => {
      const [row] = await app.database.query<{ count: string }>(
        'SELECT count(*) FROM ledger_entry',
      );
      return row?.count;
    };
    const before = await count();
    const object = {
      id: 'ch_invented',
      object: 'charge',
      created: recordedNow(),
      amount: 5_000,
      currency: 'eur',
      status: 'succeeded',
      paid: true,
      metadata: { contribution_id: randomUUID() },
    };
    await sendSigned(anEvent({ type: 'charge.succeeded', data: { object } }));
    await app.quiet();
    expect(await count()).toBe(before);
  });
});
