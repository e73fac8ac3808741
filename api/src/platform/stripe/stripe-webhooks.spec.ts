import { describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { OutsideRefused } from '../operations/operations.js';
import { CallLimiter } from './call-limiter.js';
import { STORED_FAILURE, asOutcome } from './stripe-failure.js';
import { chargeOf } from './stripe-objects.js';
import { readSignedEvent, WebhookRejected } from './stripe-webhooks.js';

const sdk = new Stripe('sk_test_x');
const AT = 1_795_318_000;
const body = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  api_version: '2026-10-28.endive',
  created: AT,
  livemode: false,
  type: 'charge.succeeded',
  data: { object: { id: 'ch_1', object: 'charge', created: AT - 5 } },
});

const signed = (secret: string, payload = body) =>
  sdk.webhooks.generateTestHeaderString({ payload, secret, timestamp: AT });
const read = (signature: string, secrets: string[], rawBody = Buffer.from(body)) =>
  readSignedEvent(sdk, { rawBody, signature }, { secrets, livemode: false });

describe('a signed event', () => {
  it('is read with the old and with the new secret while they change', () => {
    for (const secret of ['whsec_old', 'whsec_new']) {
      const { event, signedAt } = read(signed(secret), ['whsec_new', 'whsec_old']);
      expect(event).toMatchObject({ id: 'evt_1', objectType: 'charge', objectId: 'ch_1' });
      expect(signedAt).toEqual(new Date(AT * 1000));
    }
    expect(() => read(signed('whsec_older'), ['whsec_new', 'whsec_old'])).toThrow(WebhookRejected);
  });

  it('keeps nothing of what the object says about money', () => {
    const { event } = read(signed('whsec_1'), ['whsec_1']);
    expect(Object.keys(event).sort()).toEqual([
      'apiVersion',
      'createdAt',
      'id',
      'livemode',
      'objectCreatedAt',
      'objectId',
      'objectType',
      'type',
    ]);
  });

  it('does not take the first of two times for the one that was signed', () => {
    const header = `t=1,${signed('whsec_1')}`;
    expect(read(header, ['whsec_1']).signedAt).toEqual(new Date(AT * 1000));
  });
});

describe('what Stripe answers', () => {
  const error = (raw: object, headers = {}) =>
    Stripe.errors.StripeError.generate({ headers, ...raw });

  it('a refused request is a no for good', () => {
    const no = asOutcome(
      error({ type: 'invalid_request_error', code: 'charge_already_refunded', statusCode: 400 }),
    );
    expect(no).toBeInstanceOf(OutsideRefused);
    expect(no).toMatchObject({ code: 'stripe.charge_already_refunded' });
  });

  it.each([
    ['a limit', { type: 'invalid_request_error', statusCode: 429 }],
    [
      'a key in use',
      { type: 'invalid_request_error', code: 'idempotency_key_in_use', statusCode: 409 },
    ],
    ['its own failure', { type: 'api_error', statusCode: 500 }],
    ['a wrong key of ours', { type: 'authentication_error', statusCode: 401 }],
  ])('%s leaves the outcome unknown', (_name, raw) => {
    expect(asOutcome(error(raw))).not.toBeInstanceOf(OutsideRefused);
  });

  it('its own failure, kept under the key, is told apart: only another key helps', () => {
    const kept = asOutcome(
      error({ type: 'api_error', statusCode: 500 }, { 'idempotent-replayed': 'true' }),
    );
    expect(kept).toMatchObject({ code: STORED_FAILURE });
  });

  it('a 404 that the SDK hands over as a success is no charge', () => {
    expect(() => chargeOf({ message: 'Not Found' } as never)).toThrow('Asked for charge');
  });
});

it('the limiter lets no more calls start than it may', async () => {
  const limiter = new CallLimiter(50);
  const began = performance.now();
  await Promise.all(Array.from({ length: 11 }, () => limiter.turn()));
  expect(performance.now() - began).toBeGreaterThanOrEqual(190);
});
