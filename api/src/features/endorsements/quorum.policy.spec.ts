import { describe, expect, it } from '@jest/globals';
import type { Tally } from './endorsement.record.js';
import { endorsementsNeeded } from './needed.policy.js';
import { mayCloseEarly, outcomeOf, quorumNeeded, type Call } from './quorum.policy.js';

function call(changes: Partial<Call> = {}): Call {
  return { number: 1, body: 'assembly', entitled: 12, isSecret: false, ...changes };
}

function tally(yes: number, no = 0, abstain = 0, excluded = 0): Tally {
  return { yes, no, abstain, excluded };
}

describe('R23: quorum, as ruling 42 counts it', () => {
  it.each([
    // number, body, entitled, excluded, voters needed
    [1, 'assembly', 12, 0, 7],
    [1, 'assembly', 13, 0, 7],
    [1, 'board', 3, 0, 2],
    [1, 'board', 5, 1, 3],
    [2, 'assembly', 12, 0, 4],
    [2, 'assembly', 13, 0, 5],
    [2, 'assembly', 12, 3, 3],
    [2, 'board', 4, 0, 2],
    [2, 'board', 5, 0, 3],
    [2, 'board', 5, 1, 2],
  ] as const)(
    'call %i of the %s with %i entitled and %i excluded needs %i voters',
    (number, body, entitled, excluded, needed) => {
      expect(quorumNeeded(call({ number, body, entitled }), tally(0, 0, 0, excluded))).toBe(needed);
    },
  );

  it('R23: half of the members is not more than half of them', () => {
    expect(outcomeOf(call(), tally(6))).toBe('second_call');
    expect(outcomeOf(call(), tally(7))).toBe('active');
  });

  it('R23: a second call passes with one third, and rejects below it', () => {
    expect(outcomeOf(call({ number: 2 }), tally(4))).toBe('active');
    expect(outcomeOf(call({ number: 2 }), tally(3))).toBe('rejected');
  });

  it('R23: a second call of a board passes with half of it', () => {
    const board = call({ number: 2, body: 'board', entitled: 4 });
    expect(outcomeOf(board, tally(2))).toBe('active');
    expect(outcomeOf(board, tally(1))).toBe('rejected');
  });
});

describe('R24: declared conflicts', () => {
  it('R24: leave the base, so that fewer voters make the quorum', () => {
    expect(outcomeOf(call(), tally(6, 0, 0, 0))).toBe('second_call');
    expect(outcomeOf(call(), tally(6, 0, 0, 1))).toBe('active');
  });

  it('R24: a board with fewer than three left hands over to the assembly', () => {
    expect(outcomeOf(call({ body: 'board', entitled: 3 }), tally(2, 0, 0, 1))).toBe('assembly');
  });

  it('R24: an assembly with fewer than three left cannot endorse', () => {
    expect(outcomeOf(call({ entitled: 3 }), tally(2, 0, 0, 1))).toBe('rejected');
  });
});

describe('R25: the majority', () => {
  it('R25: abstentions make the quorum but no majority', () => {
    expect(outcomeOf(call(), tally(1, 0, 6))).toBe('active');
    expect(outcomeOf(call(), tally(0, 0, 7))).toBe('rejected');
  });

  it('R25: a tie is no endorsement', () => {
    expect(outcomeOf(call(), tally(4, 4))).toBe('rejected');
    expect(outcomeOf(call(), tally(5, 4))).toBe('active');
  });
});

describe('closing before the end', () => {
  it('waits while somebody has not answered', () => {
    expect(mayCloseEarly(call({ entitled: 3 }), tally(2))).toBe(false);
    expect(mayCloseEarly(call({ entitled: 3 }), tally(2, 0, 0, 1))).toBe(true);
  });

  it('waits with a secret vote that would tell what one person voted', () => {
    const secret = call({ entitled: 5, isSecret: true });
    expect(mayCloseEarly(secret, tally(5))).toBe(false);
    expect(mayCloseEarly(secret, tally(4, 1))).toBe(true);
    expect(mayCloseEarly(call({ entitled: 3, isSecret: true }), tally(2, 1))).toBe(false);
  });
});

describe('R21: how many endorsements', () => {
  it('R21: two for a budget above EUR 25,000, one up to it', () => {
    expect(endorsementsNeeded(2_500_000)).toBe(1);
    expect(endorsementsNeeded(2_500_001)).toBe(2);
  });
});
