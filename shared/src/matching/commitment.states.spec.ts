import { describe, expect, it } from '@jest/globals';
import { endsOf, movesIn, movesOf } from '../../test/support/edges.js';
import { COMMITMENT_MOVES } from './commitment.states.js';

describe('the share of the authority', () => {
  it('R9: moves as the rule book says, and can be withdrawn until it is proven', () => {
    const moves = movesIn(`
      declared -> decided | withdrawn
      decided -> evidenced_partly | evidenced | withdrawn
      evidenced_partly -> evidenced | withdrawn
      evidenced -> confirmed`);
    expect(movesOf(COMMITMENT_MOVES)).toEqual(moves);
    expect(endsOf(COMMITMENT_MOVES)).toEqual(['confirmed', 'withdrawn']);
  });
});
