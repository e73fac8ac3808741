import { describe, expect, it } from '@jest/globals';
import { endsOf, movesIn, movesOf } from '../../test/support/edges.js';
import { ORGANISATION_MOVES } from './organisation.states.js';

describe('the proof of an organisation', () => {
  it('moves as the rule book says; information asked for may come or not (ruling 29)', () => {
    const moves = movesIn(`
      unverified -> submitted
      submitted -> info_requested | verified
      info_requested -> submitted | unverified
      verified -> expiring | suspended
      expiring -> expired | verified | suspended
      expired -> submitted
      suspended -> verified | revoked`);
    expect(movesOf(ORGANISATION_MOVES)).toEqual(moves);
  });

  it('ends only by two people taking it away', () => {
    expect(endsOf(ORGANISATION_MOVES)).toEqual(['revoked']);
  });
});
