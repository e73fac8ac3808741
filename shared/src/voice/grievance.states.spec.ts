import { describe, expect, it } from '@jest/globals';
import { endsOf, movesIn, movesOf } from '../../test/support/edges.js';
import { GRIEVANCE_MOVES } from './grievance.states.js';

describe('the life of a grievance', () => {
  it('is acknowledged, weighed, looked into and decided, or belongs elsewhere', () => {
    expect(movesOf(GRIEVANCE_MOVES)).toEqual(
      movesIn(`
        received -> acknowledged | out_of_scope
        acknowledged -> triaged
        triaged -> investigating
        investigating -> decision_proposed
        decision_proposed -> closed`),
    );
    expect(endsOf(GRIEVANCE_MOVES)).toEqual(['closed', 'out_of_scope']);
  });
});
