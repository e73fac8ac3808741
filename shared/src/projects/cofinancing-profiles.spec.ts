import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  evaluateProfile,
  needsPlanningRate,
  sumsOf,
  type ProfileName,
  type ShareLine,
} from './cofinancing-profiles.js';
import type { FundingSource } from './project-words.js';

type Plan = Readonly<Partial<Record<FundingSource, number>>>;

function lines(name: ProfileName, plan: Plan, rateE4: number | null = null): ShareLine[] {
  const items = Object.entries(plan).map(([source, amountMinor]) => ({
    source: source as FundingSource,
    amountMinor,
  }));
  const budgetMinor = items.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return evaluateProfile(name, sumsOf(items, budgetMinor), rateE4);
}

const unmet = (found: readonly ShareLine[]) =>
  found.filter(({ isMet }) => !isMet).map(({ kind, party }) => `${party} ${kind}`);

describe('R8: the default profile', () => {
  it('R8: says how far each share is: diaspora 7 % of 10 % needed', () => {
    const plan = { platform_contributions: 70_000, la_cash: 100_000, other_grant: 830_000 };
    const line = lines('default', plan).find(({ party }) => party === 'diaspora');
    expect(line).toMatchObject({ perMille: 70, limitPercent: 10, isMet: false });
  });

  it('R8: is met to the cent and not before', () => {
    const plan = (gift: number) => ({
      platform_contributions: gift,
      la_cash: 10_000,
      la_in_kind: 10_000,
      other_grant: 180_000 - gift,
    });
    expect(unmet(lines('default', plan(20_000)))).toEqual([]);
    expect(unmet(lines('default', plan(19_999)))).toEqual(['diaspora least']);
  });

  it('R8: no more than half of the authority’s share is work and goods', () => {
    const plan = { platform_contributions: 80_000, la_cash: 9_999, la_in_kind: 10_001 };
    expect(unmet(lines('default', plan))).toEqual(['authority in-kind']);
  });
});

describe('R8: DAR 1+3 of 2023', () => {
  const RATE = 200_000; // 20 lei for a euro

  it('R8: needs the planning rate of the project, since its limits are in lei', () => {
    expect(needsPlanningRate('DAR_2023')).toBe(true);
    expect(needsPlanningRate('default')).toBe(false);
    expect(lines('DAR_2023', { la_cash: 1 }).map(({ kind }) => kind)).not.toContain('total');
  });

  it('R8: MDL 300,000 at least in all, half and MDL 250,000 at most from the Government', () => {
    const good = { national_programme: 750_000, la_cash: 150_000, platform_contributions: 600_000 };
    expect(unmet(lines('DAR_2023', good, RATE))).toEqual([]);
    const small = {
      national_programme: 749_999,
      la_cash: 150_000,
      platform_contributions: 600_000,
    };
    expect(unmet(lines('DAR_2023', small, RATE))).toEqual(['government total']);
    const half = { national_programme: 750_001, la_cash: 150_001, platform_contributions: 599_999 };
    expect(unmet(lines('DAR_2023', half, RATE))).toEqual(['government most']);
    const large = {
      national_programme: 1_250_001,
      la_cash: 500_000,
      platform_contributions: 1_000_000,
    };
    expect(unmet(lines('DAR_2023', large, RATE))).toEqual(['government most-money']);
  });

  it('R8: a tenth of the authority and a tenth of the diaspora', () => {
    const plan = {
      national_programme: 500_000,
      other_grant: 702_000,
      la_cash: 149_000,
      platform_contributions: 149_000,
    };
    expect(unmet(lines('DAR_2023', plan, RATE))).toEqual(['authority least', 'diaspora least']);
  });

  it('R8: a limit in lei never becomes easier by rounding', () => {
    const rates = fc.integer({ min: 100_000, max: 400_000 });
    fc.assert(
      fc.property(rates, (rateE4) => {
        const found = lines('DAR_2023', { la_cash: 1 }, rateE4);
        const total = found.find(({ kind }) => kind === 'total')?.limitMinor ?? 0;
        const most = found.find(({ kind }) => kind === 'most-money')?.limitMinor ?? 0;
        expect(total * rateE4).toBeGreaterThanOrEqual(30_000_000 * 10_000);
        expect(most * rateE4).toBeLessThanOrEqual(25_000_000 * 10_000);
      }),
    );
  });
});

describe('R8: 3x1', () => {
  it('R8: four quarters, to the cent that cannot be split', () => {
    const plan = (diaspora: number, government: number) => ({
      platform_contributions: diaspora,
      la_cash: 25_000,
      other_grant: 25_000,
      national_programme: government,
    });
    expect(unmet(lines('3x1', plan(25_000, 25_000)))).toEqual([]);
    expect(unmet(lines('3x1', plan(25_001, 25_000)))).toEqual([]);
    expect(unmet(lines('3x1', plan(25_100, 24_900)))).toEqual([
      'diaspora exactly',
      'government exactly',
    ]);
  });
});
