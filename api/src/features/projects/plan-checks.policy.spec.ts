import { describe, expect, it } from '@jest/globals';
import type { ProfileName } from '@vatra/shared/projects/cofinancing-profiles';
import type { FundingSource } from '@vatra/shared/projects/project-words';
import type { BudgetSectionDto } from '@vatra/shared/projects/projects.dto';
import { fundingProblems } from './plan-checks.policy.js';

const words = (text: string) => ({ ro: text, en: text });
type Amounts = Partial<Record<FundingSource, number>>;

/** Both tiers cost what the plan brings, so that only the profile can be broken. */
function budgetOf(amounts: Amounts): BudgetSectionDto {
  const amountMinor = Object.values(amounts).reduce((sum, part) => sum + part, 0);
  const line = {
    description: words('Lucrări'),
    kind: 'works' as const,
    quantity: 1,
    unit: 'buc',
    unitPriceMinor: amountMinor,
    amountMinor,
    quoteFileIds: [],
    referencePrice: 'catalog',
  };
  const tier = { deliverables: words('o sală'), lines: [line] };
  return {
    minimumWorksAlone: true,
    tiers: [
      { name: 'minimum', ...tier },
      { name: 'optimum', ...tier },
    ],
  };
}

/** The codes of the minimum's problems, of a plan with a rate of 19.4750 MDL. */
function check(profile: ProfileName, amounts: Amounts, rateE4: number | null = 194_750) {
  const items = (['minimum', 'optimum'] as const).flatMap((tier) =>
    Object.entries(amounts).map(([source, amountMinor]) => ({
      tier,
      source: source as FundingSource,
      amountMinor,
    })),
  );
  const planningRate =
    rateE4 === null ? {} : { planningRate: { rateE4, on: '2026-01-15', source: 'BNM' } };
  return fundingProblems({ profile, items, ...planningRate }, budgetOf(amounts))
    .filter(({ params }) => params?.tier !== 'optimum')
    .map(({ code, params }) => [code, params?.party]);
}

describe('R8: a plan under a programme', () => {
  it('R8: 3x1 is a quarter of each and nothing else', () => {
    const quarter = 50_000;
    const plan = { la_cash: quarter, other_grant: quarter, national_programme: quarter };
    expect(check('3x1', { platform_contributions: quarter, ...plan })).toEqual([]);
    expect(check('3x1', { platform_contributions: 49_999, ...plan, la_cash: 50_001 })).toEqual([
      ['projects.share-not-exact', 'diaspora'],
      ['projects.share-not-exact', 'authority'],
    ]);
  });

  it('R8: DAR pays half at most, and no more than MDL 250,000', () => {
    const small = { platform_contributions: 600_000, la_cash: 400_000 };
    expect(check('DAR_2023', { ...small, national_programme: 1_000_000 })).toEqual([]);
    expect(check('DAR_2023', { ...small, national_programme: 1_000_001 })).toEqual([
      ['projects.share-too-high', 'government'],
    ]);
    // MDL 250,000 are EUR 12,836.97 at the planning rate.
    const large = { platform_contributions: 1_000_000, la_cash: 600_000 };
    expect(check('DAR_2023', { ...large, national_programme: 1_283_697 })).toEqual([]);
    expect(check('DAR_2023', { ...large, national_programme: 1_283_698 })).toEqual([
      ['projects.share-too-high', 'government'],
    ]);
  });

  it('R8: DAR is for projects of MDL 300,000 or more', () => {
    // EUR 15,404.37, rounded up: a floor is never missed by rounding.
    const plan = { la_cash: 500_000, national_programme: 500_000 };
    expect(check('DAR_2023', { platform_contributions: 540_437, ...plan })).toEqual([]);
    expect(check('DAR_2023', { platform_contributions: 540_436, ...plan })).toEqual([
      ['projects.total-too-low', 'government'],
    ]);
  });

  it('R8: limits in lei are not judged without the rate the project plans with', () => {
    const plan = { platform_contributions: 1_000, la_cash: 1_000 };
    expect(check('DAR_2023', plan, null)).toEqual([['projects.planning-rate-missing', undefined]]);
    expect(check('default', plan, null)).toEqual([]);
  });
});
