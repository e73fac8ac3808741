import { describe, expect, it } from '@jest/globals';
import { allMet, conditionsOf, type TrancheFacts } from './tranche-conditions.policy.js';

/** Everything in order: 30 % of EUR 10,000 received and spent, the LA's EUR 2,000 shown. */
const inOrder: TrancheFacts = {
  isFirst: false,
  isSecond: false,
  isLast: false,
  amountMinor: 300_000,
  agreementSigned: true,
  procurementPapers: true,
  payeeActive: true,
  previousConfirmed: true,
  milestoneNumber: 1,
  milestoneVerified: true,
  completionAccepted: true,
  receivedMinor: 300_000,
  spentMinor: 300_000,
  suppliersWithoutMinutes: [],
  grantTotalMinor: 1_000_000,
  laPlannedMinor: 200_000,
  laDecidedMinor: 200_000,
  laEvidencedMinor: 200_000,
  heldMinor: 700_000,
  matchingMinor: 0,
  awaitedMinor: 0,
  youngMinor: 0,
  donorsAsked: false,
  isConcerned: false,
};
const first = { isFirst: true, milestoneNumber: null, receivedMinor: 0 };
const last = { isLast: true, milestoneNumber: null, receivedMinor: 900_000 };

const unmet = (changes: Partial<TrancheFacts>) =>
  conditionsOf({ ...inOrder, ...changes })
    .filter(({ met }) => !met)
    .map(({ rule, code }) => `${rule} ${code}`);

describe('conditions of a tranche', () => {
  it.each([
    ['first', first],
    ['middle', {}],
    ['last', last],
  ])('of the %s are met when everything is in order', (_kind, changes) => {
    expect(unmet(changes)).toEqual([]);
    expect(allMet(conditionsOf({ ...inOrder, ...changes }))).toBe(true);
  });

  it('R37: a share the council took back stops every tranche', () => {
    const gone = { laDecidedMinor: 0, laEvidencedMinor: 0 };
    expect(unmet(gone)).toEqual(['R37 la-share-decided']);
    expect(unmet({ ...first, ...gone })).toEqual(['R37 la-share-decided']);
    expect(unmet({ ...last, ...gone })).toEqual(['R37 la-share-decided']);
  });

  it('R98: a serious concern stops every tranche', () => {
    const concerned = { isConcerned: true };
    expect(unmet(concerned)).toEqual(['R98 serious-concern']);
    expect(unmet({ ...first, ...concerned })).toEqual(['R98 serious-concern']);
    expect(unmet({ ...last, ...concerned })).toEqual(['R98 serious-concern']);
  });

  it('R74: tranche 2 needs minutes of how each paid supplier was chosen, and only tranche 2', () => {
    const paid = { suppliersWithoutMinutes: ['SC Geam SRL', 'SC Apă SRL'] };
    expect(unmet({ ...paid, isSecond: true })).toEqual(['R74 procurement-minutes']);
    expect(unmet({ ...last, ...paid, isSecond: true })).toEqual(['R74 procurement-minutes']);
    expect(unmet({ ...paid })).toEqual([]);
    const [named] = conditionsOf({ ...inOrder, ...paid, isSecond: true }).filter(
      ({ rule }) => rule === 'R74',
    );
    expect(named?.params).toEqual({ suppliers: 'SC Geam SRL, SC Apă SRL' });
  });

  it('R56: no tranche uses matching that was only promised', () => {
    expect(unmet({ matchingMinor: 200_000, awaitedMinor: 1 })).toEqual(['R56 matching-received']);
    expect(unmet({ matchingMinor: 200_000, awaitedMinor: 0 })).toEqual([]);
  });

  it.each<[string, string, Partial<TrancheFacts>]>([
    ['R65 agreement-signed', 'first', { ...first, agreementSigned: false }],
    ['R65 payee-verified', 'first', { ...first, payeeActive: false }],
    ['R65 procurement-papers', 'first', { ...first, procurementPapers: false }],
    ['R64 previous-tranche', 'middle', { previousConfirmed: false }],
    ['R64 milestone-verified', 'middle', { milestoneVerified: false }],
    ['R64 spending-report', 'middle', { spentMinor: 209_999 }],
    ['R64 la-share-evidenced', 'middle', { laEvidencedMinor: 59_999 }],
    ['R65 payee-verified', 'middle', { payeeActive: false }],
    ['R63 completion-accepted', 'last', { ...last, completionAccepted: false }],
    ['R63 la-share-complete', 'last', { ...last, laEvidencedMinor: 199_999 }],
    ['R59 money-held', 'middle', { heldMinor: 299_999, youngMinor: 0 }],
  ])('%s holds back the %s tranche', (condition, _kind, changes) => {
    expect(unmet(changes)).toContain(condition);
  });

  it('R64: 70 % of the money received and the same part of the LA share are enough', () => {
    expect(unmet({ spentMinor: 210_000, laEvidencedMinor: 60_000 })).toEqual([]);
  });

  it('R72: money younger than 14 days does not pay a tranche', () => {
    expect(unmet({ youngMinor: 400_001 })).toEqual(['R72 money-settled']);
    expect(unmet({ youngMinor: 400_000 })).toEqual([]);
    // What is not there at all is not young: one reason, not two.
    expect(unmet({ heldMinor: 299_999, youngMinor: 0 })).toEqual(['R59 money-held']);
  });

  it('asks no share of a LA that promised none', () => {
    const none = { laPlannedMinor: 0, laDecidedMinor: 0, laEvidencedMinor: 0 };
    expect(unmet(none)).toEqual([]);
  });

  it('are never met when there are none', () => {
    expect(allMet([])).toBe(false);
  });
});
