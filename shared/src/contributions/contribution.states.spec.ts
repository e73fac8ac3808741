import { describe, expect, it } from '@jest/globals';
import { endsOf, movesIn, movesOf } from '../../test/support/edges.js';
import { CONTRIBUTION_MOVES, REFUND_MOVES } from './contribution.states.js';
import { DISPUTE_MOVES } from './dispute.states.js';
import { REFUND_CLAIM_MOVES } from './refund-claim.states.js';

describe('the life of a contribution (ruling 29)', () => {
  it('R31, R46, R47, R49, R79, R82: moves where its money goes', () => {
    const moves = movesIn(`
      created -> processing | succeeded | failed | expired | late
      processing -> succeeded | failed | late
      expired -> late
      late -> refunded
      succeeded -> committed | choice_pending | refunded
      committed -> choice_pending | refunded
      choice_pending -> refunded | reallocated | to_hometown_fund | to_reserve | committed
      refunded -> unclaimed | choice_pending
      unclaimed -> to_hometown_fund | refunded`);
    expect(movesOf(CONTRIBUTION_MOVES)).toEqual(moves);
  });

  it('ends without money, or with it in another place', () => {
    expect(endsOf(CONTRIBUTION_MOVES)).toEqual([
      'failed',
      'reallocated',
      'to_hometown_fund',
      'to_reserve',
    ]);
  });
});

describe('the life of a refund', () => {
  it('R47: may still bounce after it succeeded', () => {
    expect(movesOf(REFUND_MOVES)).toEqual(
      movesIn(`
        pending -> succeeded | failed
        succeeded -> failed`),
    );
    expect(endsOf(REFUND_MOVES)).toEqual(['failed']);
  });
});

describe('the life of a dispute (ruling 29)', () => {
  it('R51: the bank decides once', () => {
    expect(movesOf(DISPUTE_MOVES)).toEqual(movesIn(`open -> won | lost`));
    expect(endsOf(DISPUTE_MOVES)).toEqual(['lost', 'won']);
  });
});

describe('the life of a refund that came back', () => {
  it('R47: asks, pays, is asked again by the bank, and ends with the town', () => {
    expect(movesOf(REFUND_CLAIM_MOVES)).toEqual(
      movesIn(`
        asked -> given | unclaimed
        given -> approved | asked
        approved -> sent | given
        sent -> paid | asked
        paid -> asked
        unclaimed -> given | forfeited`),
    );
    expect(endsOf(REFUND_CLAIM_MOVES)).toEqual(['forfeited']);
  });
});
