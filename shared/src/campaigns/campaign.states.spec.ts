import { describe, expect, it } from '@jest/globals';
import { endsOf, movesIn, movesOf } from '../../test/support/edges.js';
import { CAMPAIGN_MOVES } from './campaign.states.js';

describe('the life of a campaign', () => {
  it('moves as the rule book says, and may come back from a review hold (ruling 29)', () => {
    const moves = movesIn(`
      scheduled -> live
      live -> paused | closing
      paused -> live | closing
      closing -> succeeded | review_hold | failed
      review_hold -> succeeded | failed | live
      succeeded -> settled
      failed -> wound_up`);
    expect(movesOf(CAMPAIGN_MOVES)).toEqual(moves);
  });

  it('ends settled or wound up', () => {
    expect(endsOf(CAMPAIGN_MOVES)).toEqual(['settled', 'wound_up']);
  });
});
