import { describe, expect, it } from '@jest/globals';
import { endsOf, movesIn, movesOf } from '../../test/support/edges.js';
import { MILESTONE_MOVES } from './milestone.states.js';
import { VERIFICATION_MOVES } from './verification.states.js';

describe('the life of a milestone', () => {
  it('R66, R70: moves as the rule book says; rework and delay lead back to a report (ruling 29)', () => {
    const moves = movesIn(`
      planned -> reported | overdue | waived
      overdue -> reported | waived
      reported -> under_verification | waived
      under_verification -> verified | rework | waived
      rework -> reported | waived
      verified -> waived`);
    expect(movesOf(MILESTONE_MOVES)).toEqual(moves);
  });

  it('can be waived from every state', () => {
    expect(endsOf(MILESTONE_MOVES)).toEqual(['waived']);
    const others = Object.entries(MILESTONE_MOVES).filter(([state]) => state !== 'waived');
    for (const [, targets] of others) expect(targets).toContain('waived');
  });
});

describe('the case of a verifier', () => {
  it('R67: is accepted before it is answered, or given to another', () => {
    expect(movesOf(VERIFICATION_MOVES)).toEqual(
      movesIn(`
        drawn -> accepted | declined
        accepted -> answered | declined`),
    );
    expect(endsOf(VERIFICATION_MOVES)).toEqual(['answered', 'declined']);
  });
});
