import { describe, expect, it } from '@jest/globals';
import { projectFee } from '@vatra/shared/contributions/fees';
import fc from 'fast-check';
import type { Posting } from '../ledger/ledger.service.js';
import type { Settlement } from './contribution.record.js';
import {
  bouncedPosting,
  choicePosting,
  creditPosting,
  refundPaidPosting,
  refundPosting,
  unclaimedOverPosting,
} from './postings.js';
import { wholeRefund } from './refunds/refund-parts.policy.js';

const PROJECT = '018f0000-0000-7000-8000-000000000001';
const PLACE = '018f0000-0000-7000-8000-000000000002';
const REFUND = { id: 'r', paidEntryId: null, posting: 'L13' as const, presented: null };

/** Any payment the shop window allows, with a fee that leaves the project something. */
const aPayment = fc
  .record({
    giftMinor: fc.integer({ min: 500, max: 100_000 }),
    tipMinor: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100_000 })),
    feeCoverMinor: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000 })),
    feeMinor: fc.integer({ min: 0, max: 400 }),
    fund: fc.constantFrom('2100' as const, '2140' as const),
  })
  .map(({ feeMinor, fund, ...parts }) => {
    const { giftMinor, tipMinor, feeCoverMinor } = parts;
    const feeProjectMinor = projectFee({ ...parts, feeMinor });
    const netMinor = giftMinor + feeCoverMinor - feeProjectMinor;
    const grossMinor = giftMinor + tipMinor + feeCoverMinor;
    const settled: Settlement = {
      feeMinor,
      feeProjectMinor,
      netMinor,
      netLeftMinor: netMinor,
      spentMinor: 0,
      fund,
    };
    const untouched = { giftReturnedMinor: 0, returnedMinor: 0, presented: null };
    return { gift: { id: 'c', projectId: PROJECT, grossMinor, ...untouched, ...parts }, settled };
  });

/** Debits minus credits of each account over all entries. */
function sums(...postings: Posting[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const { account, debitMinor = 0, creditMinor = 0 } of postings.flatMap(
    ({ lines }) => lines,
  )) {
    total[account.code] = (total[account.code] ?? 0) + debitMinor - creditMinor;
  }
  return Object.fromEntries(Object.entries(total).filter(([, minor]) => minor !== 0));
}

const fundOf = (code: string) => ({ code, subjectId: PLACE });

const balances = (posting: Posting) =>
  posting.lines.reduce((sum, line) => sum + (line.debitMinor ?? 0) - (line.creditMinor ?? 0), 0);

/** What is left of a whole payment that came back. */
const claimOf = (gift: { id: string; projectId: string; grossMinor: number }) => ({
  id: 'r',
  contributionId: gift.id,
  projectId: gift.projectId,
  amountMinor: gift.grossMinor,
});

describe('the postings of a gift', () => {
  it('each adds up to zero, whatever was paid', () => {
    fc.assert(
      fc.property(aPayment, ({ gift, settled }) => {
        const refund = { ...REFUND, amountMinor: gift.grossMinor };
        const all = [
          creditPosting(gift, settled, '2026-11-22'),
          choicePosting(gift, settled),
          refundPosting(gift, fundOf(settled.fund), wholeRefund(gift, settled), 'r'),
          refundPaidPosting(gift, refund, 7),
          bouncedPosting(gift, refund),
          bouncedPosting(gift, { ...refund, paidEntryId: 'e' }),
          unclaimedOverPosting(claimOf(gift), PLACE),
        ];
        for (const posting of all) expect(balances(posting)).toBe(0);
      }),
    );
  });

  it('L1 credits the fund with the net, the provider with what it kept for us, no line below zero', () => {
    fc.assert(
      fc.property(aPayment, ({ gift, settled }) => {
        const posting = creditPosting(gift, settled, '2026-11-22');
        const booked = sums(posting);
        expect(booked[settled.fund]).toBe(-settled.netMinor);
        expect(booked['1010']).toBe(gift.grossMinor - settled.feeMinor);
        expect(posting.kind).toBe(settled.fund === '2100' ? 'L1' : 'L23');
        for (const { debitMinor = 0, creditMinor = 0 } of posting.lines) {
          expect(Math.min(debitMinor, creditMinor)).toBe(0);
          expect(Math.max(debitMinor, creditMinor)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('R46, R49: paid and given back leaves nothing but the lost fee, and that with the platform', () => {
    fc.assert(
      fc.property(aPayment, fc.boolean(), ({ gift, settled }, hasFailed) => {
        const refund = { ...REFUND, amountMinor: gift.grossMinor };
        const moved = hasFailed && settled.fund === '2100';
        const now = moved ? { ...settled, fund: '2140' as const } : settled;
        const left = sums(
          creditPosting(gift, settled, '2026-11-22'),
          ...(moved ? [choicePosting(gift, settled)] : []),
          refundPosting(gift, fundOf(now.fund), wholeRefund(gift, now), 'r'),
          refundPaidPosting(gift, refund, 0),
        );
        expect(left).toEqual(
          settled.feeMinor === 0 ? {} : { '1010': -settled.feeMinor, '5000': settled.feeMinor },
        );
      }),
    );
  });

  it('R47: a refund that bounced is owed to its donor, then to the hometown, never to us', () => {
    fc.assert(
      fc.property(aPayment, fc.boolean(), ({ gift, settled }, wasPaid) => {
        const refund = { ...REFUND, amountMinor: gift.grossMinor };
        const left = sums(
          creditPosting(gift, settled, '2026-11-22'),
          refundPosting(gift, fundOf(settled.fund), wholeRefund(gift, settled), 'r'),
          ...(wasPaid ? [refundPaidPosting(gift, refund, 0)] : []),
          bouncedPosting(gift, { ...refund, paidEntryId: wasPaid ? 'e' : null }),
          unclaimedOverPosting(claimOf(gift), PLACE),
        );
        expect(left['2150']).toBe(-gift.grossMinor);
        expect([left['2130'], left['2900'], left['4000']]).toEqual([
          undefined,
          undefined,
          undefined,
        ]);
      }),
    );
  });
});
