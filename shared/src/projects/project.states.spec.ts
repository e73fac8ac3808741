import { describe, expect, it } from '@jest/globals';
import { endsOf, movesIn, movesOf } from '../../test/support/edges.js';
import { PROJECT_MOVES, PUBLIC_PROJECT_STATES } from './project.states.js';

describe('the life of a project', () => {
  it('moves as the rule book says, and can be cancelled while it collects (ruling 29)', () => {
    const moves = movesIn(`
      draft -> submitted
      submitted -> changes_requested | rejected | seeking_endorsement
      changes_requested -> submitted
      seeking_endorsement -> ready | lapsed
      ready -> campaigning
      campaigning -> funded | unfunded | cancelled
      unfunded -> draft
      funded -> agreement_pending
      agreement_pending -> implementing | cancelled
      implementing -> suspended | completion_reported
      suspended -> implementing | cancelled
      completion_reported -> completed
      completed -> in_follow_up
      in_follow_up -> closed
      cancelled -> wound_up`);
    expect(movesOf(PROJECT_MOVES)).toEqual(moves);
  });

  it('ends refused, run out, closed or wound up', () => {
    expect(endsOf(PROJECT_MOVES)).toEqual(['closed', 'lapsed', 'rejected', 'wound_up']);
  });

  it('is public from the endorsement on: no draft, no paper under review, nothing refused', () => {
    const hidden = Object.keys(PROJECT_MOVES).filter(
      (state) => !PUBLIC_PROJECT_STATES.some((shown) => shown === state),
    );
    expect(hidden).toEqual(['draft', 'submitted', 'changes_requested', 'rejected', 'lapsed']);
  });
});
