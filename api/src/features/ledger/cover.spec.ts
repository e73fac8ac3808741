import { describe, expect, it } from '@jest/globals';
import { standingOf, takesCover } from './cover.js';
import { entryRow, type PostingLine } from './posting.js';

const PROJECT = '00000000-0000-7000-8000-000000000001';

const row = (...lines: PostingLine[]) =>
  entryRow('00000000-0000-7000-8000-000000000002', {
    kind: 'L1',
    purposeKey: 'cover:test',
    subject: { kind: 'contribution', id: PROJECT },
    lines,
  });

describe('the cover of client money', () => {
  it('domain 3.7: is what is there less what is held for others, without the own bank', () => {
    const standing = standingOf(
      new Map([
        ['1010', 700],
        ['1100', 500],
        ['1150', 9_000],
        ['1300', 40],
        ['2100', 1_100],
        ['2130', 200],
        ['4000', 30],
        ['5000', 60],
      ]),
    );
    expect(standing).toMatchObject({ heldMinor: 1_300, coverMinor: -60, beyondMinor: -100 });
    expect(standing).toMatchObject({ ownMinor: 30, costsMinor: 60, operatingBankMinor: 9_000 });
  });

  it('L13: falls with a refund whose fee is lost', () => {
    const refund = row(
      { account: { code: '2100', subjectId: PROJECT }, debitMinor: 4_900 },
      { account: { code: '5000' }, debitMinor: 100 },
      { account: { code: '2130' }, creditMinor: 5_000 },
    );
    expect(takesCover(refund)).toBe(true);
  });

  it('L1: does not fall with a gift, whose tip pays its part of the fee', () => {
    const gift = row(
      { account: { code: '1010' }, debitMinor: 5_300 },
      { account: { code: '2100', subjectId: PROJECT }, debitMinor: 180 },
      { account: { code: '5000' }, debitMinor: 20 },
      { account: { code: '2100', subjectId: PROJECT }, creditMinor: 5_000 },
      { account: { code: '4000' }, creditMinor: 500 },
    );
    expect(takesCover(gift)).toBe(false);
  });

  it('L27: rises with a top-up, and L5: falls with own money that leaves', () => {
    const paidIn = row(
      { account: { code: '1050' }, debitMinor: 60 },
      { account: { code: '1150' }, creditMinor: 60 },
    );
    const takenOut = row(
      { account: { code: '1150' }, debitMinor: 60 },
      { account: { code: '1100' }, creditMinor: 60 },
    );
    expect([takesCover(paidIn), takesCover(takenOut)]).toEqual([false, true]);
  });
});
