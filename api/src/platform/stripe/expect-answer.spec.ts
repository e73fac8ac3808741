import { describe, expect, it } from '@jest/globals';
import { expectAnswer } from './expect-answer.js';
import { StripeAnswerWrong } from './stripe-failure.js';

const TRANSFER = {
  id: 'tr_1',
  amount: 5_000,
  currency: 'eur',
  livemode: false,
  destination: 'acct_1',
  metadata: { tranche_transfer_id: 'a', more: 'b' },
};
const ASKED = {
  id: 'tr_1',
  amount: 5_000,
  currency: 'eur',
  livemode: false,
  destination: 'acct_1',
  metadata: { tranche_transfer_id: 'a' },
};

describe('an answer of Stripe', () => {
  it('about what was asked for is taken, whatever more it tells', () => {
    expect(expectAnswer(TRANSFER, ASKED)).toBe(TRANSFER);
    const expanded = { ...TRANSFER, destination: { id: 'acct_1' } };
    expect(expectAnswer(expanded, ASKED)).toBe(expanded);
  });

  it.each([
    ['another id', { id: 'tr_2' }],
    ['another amount', { amount: 5_001 }],
    ['the same figures as text', { amount: '5000' }],
    ['another currency', { currency: 'usd' }],
    ['another account', { destination: 'acct_2' }],
    ['another account, written out', { destination: { id: 'acct_2' } }],
    ['money that is real', { livemode: true }],
    ['another mark', { metadata: { tranche_transfer_id: 'b' } }],
    ['no mark', { metadata: null }],
    ['no amount', { amount: undefined }],
  ])('about %s is none', (_name, members) => {
    expect(() => expectAnswer({ ...TRANSFER, ...members }, ASKED)).toThrow(StripeAnswerWrong);
  });
});
