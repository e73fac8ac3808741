import { describe, expect, it } from '@jest/globals';
import { endsOf, movesIn, movesOf } from '../../test/support/edges.js';
import { PAYEE_ACCOUNT_MOVES } from './payee-account.states.js';
import { TRANCHE_MOVES } from './tranche.states.js';

describe('the life of a tranche', () => {
  it('R73: moves as the rule book says, and a hold ends where it began (ruling 29)', () => {
    const moves = movesIn(`
      planned -> conditions_met | on_hold | cancelled
      conditions_met -> prepared | planned | on_hold
      prepared -> approved | conditions_met | on_hold
      approved -> sent | on_hold
      sent -> confirmed | failed
      failed -> prepared | cancelled
      confirmed -> returned | sent
      on_hold -> planned | conditions_met | prepared | approved | cancelled`);
    expect(movesOf(TRANCHE_MOVES)).toEqual(moves);
  });

  it('R73: is never sent without an approval, and never approved without a preparation', () => {
    const comingTo = (state: string) =>
      Object.entries(TRANCHE_MOVES)
        .filter(([, targets]) => targets.some((target) => target === state))
        .map(([from]) => from);
    // What comes back from the payee's bank was approved and sent before.
    expect(comingTo('sent')).toEqual(['approved', 'confirmed']);
    expect(comingTo('approved')).toEqual(['prepared', 'on_hold']);
  });

  it('ends given back or cancelled', () => {
    expect(endsOf(TRANCHE_MOVES)).toEqual(['cancelled', 'returned']);
  });
});

describe('the account of a payee', () => {
  it('is verified once, and a new one takes its place', () => {
    expect(movesOf(PAYEE_ACCOUNT_MOVES)).toEqual(
      movesIn(`
        offered -> verified | refused | replaced
        verified -> replaced`),
    );
    expect(endsOf(PAYEE_ACCOUNT_MOVES)).toEqual(['refused', 'replaced']);
  });
});
