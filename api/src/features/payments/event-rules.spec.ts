import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { APPLIED, fateOf } from './event-rules.js';

/** What Stripe is asked to tell, where the product is started and where a live endpoint is set up. */
const ASKED_FOR = new URL('../../../../infra/local/webhook-events.json', import.meta.url);

describe('what becomes of an event', () => {
  it.each([
    ['charge.succeeded', 'charge', 'received'],
    ['charge.updated', 'charge', 'received'],
    ['refund.failed', 'refund', 'received'],
    ['payout.paid', 'payout', 'received'],
    ['checkout.session.expired', 'checkout.session', 'received'],
    ['checkout.session.completed', 'checkout.session', 'ignored'],
    ['payment_intent.succeeded', 'payment_intent', 'ignored'],
    ['charge.failed', 'charge', 'ignored'],
    ['charge.dispute.created', 'dispute', 'received'],
    ['charge.dispute.funds_reinstated', 'dispute', 'received'],
    ['transfer.reversed', 'transfer', 'received'],
    [
      'v2.core.account[configuration.recipient].capability_status_updated',
      'v2.core.account',
      'received',
    ],
    ['v2.core.account_link.returned', 'unknown', 'ignored'],
    ['payout.failed', 'connected_payout', 'received'],
    ['charge.succeeded', 'connected_charge', 'ignored'],
    ['account.application.deauthorized', 'connected_application', 'dead'],
    ['radar.early_fraud_warning.created', 'radar.early_fraud_warning', 'dead'],
    ['charge.succeeded', 'something_else', 'dead'],
    ['treasury.something_new', 'treasury', 'dead'],
  ])('%s about a %s is %s', (type, objectType, fate) => {
    expect(fateOf({ type, objectType })).toBe(fate);
  });
});

it('asks Stripe to tell everything that is applied, and nothing else', () => {
  const asked: unknown = JSON.parse(readFileSync(ASKED_FOR, 'utf8'));
  expect(asked).toEqual([...APPLIED]);
});
