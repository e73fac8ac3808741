import { describe, expect, it } from '@jest/globals';
import { actsOf, areChargedAtClose, nextChargeAt, refusalOf } from './collecting.policy.js';

const GOALS = { minimumMinor: 100_000, optimumMinor: 200_000 };

describe('R42: whether pledges are charged at the close', () => {
  it.each([
    ['nine tenths of them bring the minimum to the cent', 0, 111_112, true],
    ['they are a cent short of that', 0, 111_111, false],
    ['what came by other ways is counted first', 90_000, 11_112, true],
    ['the minimum was reached without them', 100_000, 1, true],
    ['the optimum was reached without them', 200_000, 50_000, false],
  ])('%s', (_when, countedMinor, promisedMinor, charged) => {
    expect(areChargedAtClose({ ...GOALS, countedMinor, promisedMinor })).toBe(charged);
  });
});

describe('R42: a card that refused', () => {
  const due = new Date('2027-03-01T22:00:00Z');
  const after = (days: number, ms = 0) => new Date(due.getTime() + days * 86_400_000 + ms);

  it.each([
    [0, 1],
    [1, 3],
    [2, 3],
    [3, 7],
  ])('is tried on days 1, 3 and 7: on day %i the next is day %i', (day, next) => {
    expect(nextChargeAt(due, after(day))).toEqual(after(next));
  });

  it('is not tried after day 7', () => {
    expect(nextChargeAt(due, after(7))).toBeNull();
    expect(nextChargeAt(due, after(7, -1))).toEqual(after(7));
  });

  it('needs its donor, or another card', () => {
    expect(refusalOf('stripe.authentication_required')).toBe('confirmation_needed');
    expect(refusalOf('stripe.card_declined')).toBe('declined');
  });
});

describe('R42: what a donor may do', () => {
  it('withdraws before the end only, and mends only what failed', () => {
    expect(actsOf({ state: 'pledged' }, true)).toEqual(['withdraw']);
    expect(actsOf({ state: 'pledged' }, false)).toEqual([]);
    expect(actsOf({ state: 'charge_failed' }, false)).toEqual(['confirm', 'change_card']);
    expect(actsOf({ state: 'charge_due' }, false)).toEqual([]);
  });
});
