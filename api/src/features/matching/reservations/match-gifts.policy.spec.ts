import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MatchDonors } from './match-donors.js';
import { matchGifts, releaseOf, type FundAtWork } from './match-gifts.policy.js';
import type { MatchableGift, ReservationRecord } from './reservation.record.js';

const NOON = new Date('2026-03-01T12:00:00Z');
const nobody = () => false;

function gift(contributionId: string, giftMinor: number, keys: string[] = []): MatchableGift {
  return {
    contributionId,
    campaignId: 'campaign',
    projectId: 'project',
    giftMinor,
    paidAt: NOON,
    channel: 'online',
    payerKeys: keys,
    personId: null,
    verifiedEmail: null,
  };
}

interface Limits {
  readonly id: string;
  readonly pot: number;
  readonly donorCap: number;
  readonly projectCap: number;
  readonly ratio: number;
  readonly offline: boolean;
}

function fund(limits: Partial<Limits> = {}): FundAtWork {
  const { id = 'fund', pot = 100_000, donorCap = 50_000, projectCap = 80_000 } = limits;
  const { ratio = 100, offline = false } = limits;
  return {
    id,
    matchOffline: offline,
    opensAt: new Date('2026-02-01T00:00:00Z'),
    endsAt: new Date('2026-04-01T00:00:00Z'),
    donors: new MatchDonors(new Map(), new Map(), donorCap),
    projects: new Map([['project', { ratioPercent: ratio, restMinor: projectCap }]]),
    potMinor: pot,
  };
}

function amounts(gifts: readonly MatchableGift[], ...funds: FundAtWork[]): number[] {
  const matches = matchGifts(gifts, funds, nobody);
  return gifts.map(
    ({ contributionId }) =>
      matches.find((match) => match.gift.contributionId === contributionId)?.amountMinor ?? 0,
  );
}

describe('R53: how much is added', () => {
  it('R53: gift times ratio, half up on the cent', () => {
    expect(amounts([gift('a', 4_000)], fund())).toEqual([4_000]);
    expect(amounts([gift('a', 333)], fund({ ratio: 150 }))).toEqual([500]);
    expect(amounts([gift('a', 1)], fund({ ratio: 50 }))).toEqual([1]);
  });

  it('R53: the last fifty euros go to whoever is booked first, the next gets what is left', () => {
    const gifts = [gift('a', 4_000), gift('b', 4_000), gift('c', 4_000)];
    expect(amounts(gifts, fund({ pot: 5_000 }))).toEqual([4_000, 1_000, 0]);
  });

  it("R53: no further than the donor's cap, whichever card is used", () => {
    const gifts = [
      gift('a', 4_000, ['card:1', 'person:x']),
      gift('b', 4_000, ['card:2', 'person:x']),
      gift('c', 4_000, ['card:3']),
    ];
    expect(amounts(gifts, fund({ donorCap: 5_000 }))).toEqual([4_000, 1_000, 4_000]);
  });

  it("R53: no further than the project's cap", () => {
    expect(amounts([gift('a', 4_000), gift('b', 4_000)], fund({ projectCap: 4_500 }))).toEqual([
      4_000, 500,
    ]);
  });

  it('R53: donors who turn out to be one keep what they have and get nothing above the cap', () => {
    const gifts = [
      gift('a', 4_000, ['card:1']),
      gift('b', 4_000, ['card:2']),
      gift('c', 4_000, ['card:1', 'card:2']),
    ];
    const one = fund({ donorCap: 5_000 });
    expect(amounts(gifts, one)).toEqual([4_000, 4_000, 0]);
    expect([...one.donors.current()]).toEqual([['a', { capMinor: 8_000, matchedMinor: 8_000 }]]);
  });

  it('R53: a second fund matches what the first has nothing for', () => {
    const gifts = [gift('a', 1_000), gift('b', 1_000)];
    const funds = [fund({ id: 'first', pot: 1_000 }), fund({ id: 'second' })];
    const matches = matchGifts(gifts, funds, nobody);
    expect(matches.map(({ fundId }) => fundId)).toEqual(['first', 'second']);
  });

  it('R52: only in its window, only eligible projects, offline only where promised', () => {
    const early = { ...gift('a', 100), paidAt: new Date('2026-01-31T00:00:00Z') };
    const late = { ...gift('b', 100), paidAt: new Date('2026-04-01T00:00:01Z') };
    const elsewhere = { ...gift('c', 100), projectId: 'another' };
    const cash = { ...gift('d', 100), channel: 'offline' as const };
    expect(amounts([early, late, elsewhere, cash], fund())).toEqual([0, 0, 0, 0]);
    expect(amounts([cash], fund({ offline: true }))).toEqual([100]);
  });

  it('R57: whoever is excluded gets nothing and uses up nothing', () => {
    const one = fund({ pot: 1_000 });
    const gifts = [gift('staff', 1_000), gift('native', 1_000)];
    const matches = matchGifts(gifts, [one], ({ contributionId }) => contributionId === 'staff');
    expect(matches.map(({ gift: { contributionId } }) => contributionId)).toEqual(['native']);
  });

  it('R53: whatever comes in whatever order, no limit is passed and nothing is held back', () => {
    const drawn = fc.array(
      fc.record({ minor: fc.integer({ min: 1, max: 9_000 }), donor: fc.nat({ max: 4 }) }),
      { minLength: 1, maxLength: 30 },
    );
    const limit = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(drawn, limit, limit, limit, (rows, pot, donorCap, projectCap) => {
        const gifts = rows.map(({ minor, donor }, index) =>
          gift(`g${String(index)}`, minor, [`card:${String(donor)}`]),
        );
        const matched = amounts(gifts, fund({ pot, donorCap, projectCap }));
        const sum = matched.reduce((all, one) => all + one, 0);
        expect(sum).toBeLessThanOrEqual(Math.min(pot, projectCap));
        for (let donor = 0; donor <= 4; donor += 1) {
          const own = matched.filter((_, index) => rows[index]?.donor === donor);
          expect(own.reduce((all, one) => all + one, 0)).toBeLessThanOrEqual(donorCap);
        }
        matched.forEach((minor, index) => {
          expect(minor).toBeLessThanOrEqual(rows[index]?.minor ?? 0);
        });
      }),
    );
  });
});

function reservation(changes: Partial<ReservationRecord> = {}): ReservationRecord {
  return {
    id: 'r',
    fundId: 'fund',
    contributionId: 'a',
    campaignId: 'campaign',
    projectId: 'project',
    state: 'reserved',
    giftMinor: 1_000,
    ratioPercent: 100,
    amountMinor: 1_000,
    leftMinor: 1_000,
    spentMinor: 0,
    freedGiftMinor: 0,
    releases: 0,
    ...changes,
  };
}

describe('R48: the match falls as the gift does', () => {
  it('R48: match times refund over gift, half up', () => {
    const part = { numerator: 333, denominator: 1_000 };
    expect(releaseOf(reservation({ amountMinor: 500, leftMinor: 500 }), part)).toEqual({
      freedGiftMinor: 333,
      releasedMinor: 167,
    });
  });

  it('R48: however the gift goes back in parts, its whole match goes back with it', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 5_000 }), (refunds, amountMinor) => {
        const giftMinor = refunds.reduce((sum, one) => sum + one, 0);
        let row = reservation({ giftMinor, amountMinor, leftMinor: amountMinor });
        for (const numerator of refunds) {
          const { freedGiftMinor, releasedMinor } = releaseOf(row, {
            numerator,
            denominator: giftMinor,
          });
          expect(releasedMinor).toBeGreaterThanOrEqual(0);
          row = { ...row, freedGiftMinor, leftMinor: row.leftMinor - releasedMinor };
        }
        expect(row.leftMinor).toBe(0);
      }),
    );
  });

  it('R55: nothing is released twice', () => {
    const part = { numerator: 1, denominator: 1 };
    const gone = reservation({ leftMinor: 0, freedGiftMinor: 1_000 });
    expect(releaseOf(gone, part).releasedMinor).toBe(0);
  });
});
