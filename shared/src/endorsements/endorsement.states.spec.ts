import { describe, expect, it } from '@jest/globals';
import { endsOf, movesIn, movesOf } from '../../test/support/edges.js';
import { ENDORSEMENT_MOVES } from './endorsement.states.js';

describe('the life of an endorsement', () => {
  it('R23, R25, R26: moves as the rule book says', () => {
    const moves = movesIn(`
      requested -> first_call
      first_call -> second_call | active | rejected
      second_call -> active | rejected
      active -> reconfirmation_due | expired | suspended | revoked
      reconfirmation_due -> active | expired
      suspended -> active`);
    expect(movesOf(ENDORSEMENT_MOVES)).toEqual(moves);
  });

  it('ends refused, run out or taken back', () => {
    expect(endsOf(ENDORSEMENT_MOVES)).toEqual(['expired', 'rejected', 'revoked']);
  });
});
