import { describe, expect, it } from '@jest/globals';
import { fateOf } from './event-rules.js';

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
    ['radar.early_fraud_warning.created', 'radar.early_fraud_warning', 'dead'],
    ['charge.succeeded', 'something_else', 'dead'],
    ['treasury.something_new', 'treasury', 'dead'],
  ])('%s about a %s is %s', (type, objectType, fate) => {
    expect(fateOf({ type, objectType })).toBe(fate);
  });
});
