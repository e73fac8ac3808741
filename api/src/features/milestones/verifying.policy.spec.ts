import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  answersAreComplete,
  answersContradict,
  missingEvidence,
  pickVerifier,
  verdictOf,
  type Opinion,
  type VerifierRole,
} from './verifying.policy.js';

const hta = (changes: Partial<Opinion> = {}): Opinion => ({
  role: 'hta_verifier',
  state: 'answered',
  result: 'yes',
  isSetAside: false,
  ...changes,
});
const volunteer = (changes: Partial<Opinion> = {}): Opinion => ({
  ...hta(changes),
  role: 'volunteer_verifier',
});

describe('R66: who verifies', () => {
  it('draws one verifier of the association and one volunteer', () => {
    expect(verdictOf([], 2)).toEqual({
      kind: 'draw',
      roles: ['hta_verifier', 'volunteer_verifier'],
    });
  });

  it('is verified by the association and a volunteer, or by two volunteers', () => {
    expect(verdictOf([hta(), volunteer()], 2)).toEqual({ kind: 'verified' });
    expect(verdictOf([volunteer(), volunteer()], 2)).toEqual({ kind: 'verified' });
  });

  it('is not verified by one person, nor by the association alone', () => {
    expect(verdictOf([hta()], 2)).toEqual({ kind: 'draw', roles: ['volunteer_verifier'] });
    expect(verdictOf([hta(), hta()], 2)).toEqual({ kind: 'draw', roles: ['volunteer_verifier'] });
    expect(verdictOf([volunteer()], 2)).toEqual({ kind: 'draw', roles: ['hta_verifier'] });
  });

  it('waits while somebody drawn has not answered', () => {
    const drawn = volunteer({ state: 'drawn', result: null });
    expect(verdictOf([hta(), drawn], 2)).toEqual({ kind: 'waiting' });
    expect(verdictOf([hta(), { ...drawn, state: 'accepted' }], 2)).toEqual({ kind: 'waiting' });
  });

  it('draws another verifier for one who declined or could not tell', () => {
    const declined = volunteer({ state: 'declined', result: null });
    const unsure = volunteer({ result: 'cannot_tell' });
    const another = { kind: 'draw', roles: ['volunteer_verifier'] };
    expect(verdictOf([hta(), declined], 2)).toEqual(another);
    expect(verdictOf([hta(), unsure], 2)).toEqual(another);
  });

  it('never gets verified without two independent yes, whatever the opinions', () => {
    const opinion = fc.record<Opinion>({
      role: fc.constantFrom<VerifierRole>('hta_verifier', 'volunteer_verifier'),
      state: fc.constantFrom('drawn', 'accepted', 'declined', 'answered'),
      result: fc.constantFrom('yes', 'no', 'cannot_tell', null),
      isSetAside: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(opinion, { maxLength: 6 }), (opinions) => {
        if (verdictOf(opinions, 2).kind !== 'verified') return;
        const yes = opinions.filter((o) => o.result === 'yes' && o.state !== 'declined');
        expect(yes.length).toBeGreaterThanOrEqual(2);
        expect(yes.some((o) => o.role === 'volunteer_verifier')).toBe(true);
      }),
    );
  });
});

describe('R70: one no stops', () => {
  it('is in doubt whatever the others say, until staff decide', () => {
    expect(verdictOf([hta(), volunteer(), volunteer({ result: 'no' })], 2)).toEqual({
      kind: 'doubt',
    });
  });

  it('a no that was set aside is replaced by a third verifier', () => {
    const setAside = volunteer({ result: 'no', isSetAside: true });
    expect(verdictOf([hta(), setAside], 2)).toEqual({
      kind: 'draw',
      roles: ['volunteer_verifier'],
    });
    expect(verdictOf([hta(), setAside, volunteer()], 2)).toEqual({ kind: 'verified' });
  });
});

describe('drawing', () => {
  const association = { personId: 'a', role: 'hta_verifier' } as const;
  const free = { personId: 'v', role: 'volunteer_verifier' } as const;

  it('takes the person chance names', () => {
    const two = [association, { personId: 'b', role: 'hta_verifier' } as const];
    expect(pickVerifier('hta_verifier', two, () => 1)?.personId).toBe('b');
  });

  it('lets a volunteer stand in for the association, never the other way round', () => {
    expect(pickVerifier('hta_verifier', [free], () => 0)).toEqual(free);
    expect(pickVerifier('volunteer_verifier', [association], () => 0)).toBeNull();
  });
});

describe('what a report and an answer must bring', () => {
  it('names each kind of evidence that is missing', () => {
    const brought = { photo: 2, invoice: 0, minutes: 0, acceptance_protocol: 1 };
    expect(missingEvidence(['photo', 'invoice', 'minutes'], brought)).toEqual([
      'invoice',
      'minutes',
    ]);
    expect(missingEvidence(['photo'], brought)).toEqual([]);
  });

  it.each([
    [[1, 2, 3], true],
    [[1, 2], false],
    [[1, 2, 2], false],
    [[1, 2, 4], false],
  ])('answers %j to three criteria: %s', (numbers, complete) => {
    expect(
      answersAreComplete(
        3,
        numbers.map((criterion) => ({ criterion })),
      ),
    ).toBe(complete);
  });

  it('refuses a yes with a no inside and a no without one', () => {
    expect(answersContradict('yes', [{ answer: 'yes' }, { answer: 'no' }])).toBe(true);
    expect(answersContradict('no', [{ answer: 'yes' }])).toBe(true);
    expect(answersContradict('no', [{ answer: 'no' }])).toBe(false);
    expect(answersContradict('cannot_tell', [{ answer: 'yes' }])).toBe(false);
  });
});
