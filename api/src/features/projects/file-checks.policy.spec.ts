import { describe, expect, it } from '@jest/globals';
import { PROJECT_SECTIONS } from '@vatra/shared/projects/project-words';
import type {
  BudgetLineDto,
  BudgetSectionDto,
  FundingItemDto,
  IndicatorDto,
  OwnerSectionDto,
} from '@vatra/shared/projects/projects.dto';
import fc from 'fast-check';
import { sectionProblems, statusOf, submissionProblems } from './file-checks.policy.js';
import { budgetProblems, fundingProblems } from './plan-checks.policy.js';

const words = (text: string) => ({ ro: text, en: text });

function line(changes: Partial<BudgetLineDto> = {}): BudgetLineDto {
  const { quantity = 1, unitPriceMinor = 200_000 } = changes;
  return {
    description: words('Ferestre'),
    kind: 'works',
    unit: 'buc',
    quoteFileIds: [],
    amountMinor: quantity * unitPriceMinor,
    ...changes,
    quantity,
    unitPriceMinor,
  };
}

function budget(minimum: BudgetLineDto[], optimum: BudgetLineDto[]): BudgetSectionDto {
  return {
    tiers: [
      { name: 'minimum', deliverables: words('o sală'), lines: minimum },
      { name: 'optimum', deliverables: words('două săli'), lines: optimum },
    ],
    minimumWorksAlone: true,
  };
}

const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);
const PLAIN = budget([line()], [line(), line()]);

describe('R2, R5: what is handed in', () => {
  const need = {
    title: words('Lămpi'),
    problem: words('Întuneric'),
    solution: words('Lumină'),
    beneficiaries: words('Locuitorii'),
    beneficiariesTotal: 60,
  };

  it('R2: is a public service open to all', () => {
    const closed = sectionProblems('need', { need: { ...need, isPublicService: false } });
    expect(codes(closed)).toEqual(['projects.not-public-service']);
    expect(sectionProblems('need', { need: { ...need, isPublicService: true } })).toEqual([]);
  });

  it('R5: has every section', () => {
    const others = PROJECT_SECTIONS.filter((section) => section !== 'owner');
    const missing = submissionProblems({}).filter(
      ({ code }) => code === 'projects.section-missing',
    );
    expect(missing.map(({ pointer }) => pointer)).toEqual(
      others.map((section) => `/sections/${section}`),
    );
  });
});

describe('R5: two tiers', () => {
  it('R5: a minimum that works alone and an optimum above it pass', () => {
    expect(budgetProblems(PLAIN)).toEqual([]);
  });

  it('R5: half a pump, a missing tier and a minimum above the optimum do not', () => {
    expect(codes(budgetProblems({ ...PLAIN, minimumWorksAlone: false }))).toEqual([
      'projects.minimum-not-alone',
    ]);
    const [minimum] = PLAIN.tiers;
    const twice = { ...PLAIN, tiers: minimum ? [minimum, minimum] : [] };
    expect(codes(budgetProblems(twice))).toEqual(['projects.tier-missing']);
    expect(codes(budgetProblems(budget([line(), line()], [line()])))).toEqual([
      'projects.minimum-above-optimum',
    ]);
  });
});

describe('R6: budget lines', () => {
  it('R6: above EUR 2,500 a line needs three quotes or a reference price', () => {
    const dear = { unitPriceMinor: 250_001 };
    const found = budgetProblems(
      budget([line(dear)], [line(dear), line({ unitPriceMinor: 250_000 })]),
    );
    expect(found.map(({ pointer }) => pointer)).toEqual([
      '/tiers/0/lines/0/quoteFileIds',
      '/tiers/1/lines/0/quoteFileIds',
    ]);
    const quoted = line({ ...dear, quoteFileIds: ['a', 'b', 'c'] });
    const referred = line({ ...dear, referencePrice: 'catalog 2026' });
    expect(budgetProblems(budget([quoted], [referred]))).toEqual([]);
    expect(
      codes(budgetProblems(budget([line({ ...dear, quoteFileIds: ['a', 'b'] })], [quoted]))),
    ).toEqual(['projects.line-needs-quotes']);
  });

  it('R6: the amount is quantity times price', () => {
    const wrong = line({ quantity: 3, unitPriceMinor: 1_000, amountMinor: 2_999 });
    const [found] = budgetProblems(budget([wrong], [line()]));
    expect(found).toMatchObject({
      rule: 'R6',
      code: 'projects.line-amount',
      pointer: '/tiers/0/lines/0/amountMinor',
      params: { expectedMinor: 3_000 },
    });
  });

  it.each([
    ['contingency', 'projects.contingency-too-high', 20_000, 22_223],
    ['supervision', 'projects.supervision-too-high', 16_000, 17_392],
  ] as const)('R6: %s is capped by percent of the tier', (kind, code, allowed, tooMuch) => {
    const tier = (minor: number) => [
      line({ unitPriceMinor: 200_000 }),
      line({ kind, unitPriceMinor: minor }),
    ];
    expect(budgetProblems(budget(tier(allowed), tier(allowed)))).toEqual([]);
    expect(codes(budgetProblems(budget(tier(tooMuch), tier(tooMuch))))).toEqual([code, code]);
  });
});

describe('R7 and R8: the funding plan', () => {
  const plan = (tier: 'minimum' | 'optimum', amounts: Record<string, number>): FundingItemDto[] =>
    Object.entries(amounts).map(([source, amountMinor]) => ({
      tier,
      source: source as FundingItemDto['source'],
      amountMinor,
    }));
  const check = (minimum: Record<string, number>, file = PLAIN) =>
    codes(
      fundingProblems(
        {
          items: [
            ...plan('minimum', minimum),
            ...plan('optimum', { platform_contributions: 300_000, la_cash: 100_000 }),
          ],
        },
        file,
      ),
    );

  it('R7: items add up exactly to the tier', () => {
    expect(check({ platform_contributions: 180_000, la_cash: 20_000 })).toEqual([]);
    expect(check({ platform_contributions: 180_000, la_cash: 20_001 })).toEqual([
      'projects.funding-does-not-add-up',
    ]);
    expect(check({ platform_contributions: 179_999, la_cash: 20_000 })).toEqual([
      'projects.funding-does-not-add-up',
    ]);
  });

  it('R8: the authority brings a tenth, at most half of it in kind, natives abroad a tenth', () => {
    expect(check({ platform_contributions: 180_001, la_cash: 19_999 })).toEqual([
      'projects.authority-share-too-low',
    ]);
    expect(check({ platform_contributions: 180_000, la_cash: 10_000, la_in_kind: 10_000 })).toEqual(
      [],
    );
    expect(check({ platform_contributions: 180_000, la_cash: 9_999, la_in_kind: 10_001 })).toEqual([
      'projects.in-kind-too-high',
    ]);
    const grant = { platform_contributions: 19_999, la_cash: 20_000, other_grant: 160_001 };
    expect(check(grant)).toEqual(['projects.diaspora-share-too-low']);
    expect(
      check({ platform_contributions: 20_000, la_cash: 20_000, other_grant: 160_000 }),
    ).toEqual([]);
  });

  it('R7: a source named twice for a tier is one too many', () => {
    const items = [
      ...plan('minimum', { la_cash: 20_000, platform_contributions: 180_000 }),
      ...plan('minimum', { la_cash: 0 }),
      ...plan('optimum', { platform_contributions: 300_000, la_cash: 100_000 }),
    ];
    expect(fundingProblems({ items }, PLAIN)).toMatchObject([
      { code: 'projects.funding-source-twice', pointer: '/items/2/source' },
    ]);
  });

  it('R7: whatever the split, only the exact sum passes', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(parts, fc.integer({ min: -2, max: 2 }), (grants, slip) => {
        const [national = 0, other = 0, matching = 0] = grants;
        const rest = 200_000 - 20_000 - national - other - matching + slip;
        const found = check({
          national_programme: national,
          other_grant: other,
          matching,
          la_cash: 20_000,
          platform_contributions: Math.max(rest, 0),
        });
        const isExact = rest >= 0 && slip === 0;
        expect(found.includes('projects.funding-does-not-add-up')).toBe(!isExact);
      }),
    );
  });
});

describe('R10, R11 and R13', () => {
  const owner: OwnerSectionDto = {
    assetOwner: 'Primăria',
    maintenanceRole: 'administrator',
    maintenanceYearlyMinor: 50_000,
    maintenanceBudgetLine: '2.1',
    landTitle: 'right_of_use',
    landUseYears: 10,
    landProofFileId: 'f',
    permits: [],
  };
  const indicator = (changes: Partial<IndicatorDto> = {}): IndicatorDto => ({
    kind: 'output',
    name: words('săli'),
    unit: 'săli',
    baseline: 0,
    targetMinimum: 1,
    targetOptimum: 2,
    ...changes,
  });

  it('R11: a right of use lasts ten years or is public ownership', () => {
    expect(sectionProblems('owner', { owner })).toEqual([]);
    expect(codes(sectionProblems('owner', { owner: { ...owner, landUseYears: 9 } }))).toEqual([
      'projects.right-of-use-too-short',
    ]);
    expect(codes(sectionProblems('owner', { owner: { ...owner, landUseYears: 0 } }))).toEqual([
      'projects.right-of-use-too-short',
    ]);
    expect(
      sectionProblems('owner', {
        owner: { ...owner, landUseYears: 0, landTitle: 'public_ownership' },
      }),
    ).toEqual([]);
  });

  it('R13: one output and one outcome with targets that differ from the baseline', () => {
    const outcome = indicator({
      kind: 'outcome',
      baseline: 20,
      targetMinimum: 10,
      targetOptimum: 5,
    });
    const check = (indicators: IndicatorDto[]) =>
      codes(sectionProblems('indicators', { indicators: { indicators } }));
    expect(check([indicator(), outcome])).toEqual([]);
    expect(check([indicator(), indicator()])).toEqual(['projects.outcome-missing']);
    expect(check([outcome, outcome])).toEqual(['projects.output-missing']);
    expect(check([indicator(), { ...outcome, targetOptimum: 20 }])).toEqual([
      'projects.target-equals-baseline',
    ]);
  });

  it('R10: a file without an owner is not submitted, and each problem says where', () => {
    const problems = submissionProblems({ owner: { ...owner, landUseYears: 3 } });
    expect(problems).toContainEqual({
      pointer: '/sections/owner/landUseYears',
      code: 'projects.right-of-use-too-short',
      params: { years: 10, rule: 'R11' },
    });
    expect(submissionProblems({})).toContainEqual({
      pointer: '/sections/owner',
      code: 'projects.owner-missing',
      params: { rule: 'R10' },
    });
  });

  it('tells how far each section is', () => {
    expect(statusOf('owner', {})).toBe('not_started');
    expect(statusOf('owner', { owner: { ...owner, landUseYears: 1 } })).toBe('in_progress');
    expect(statusOf('owner', { owner })).toBe('done');
  });
});

describe('R60: milestones', () => {
  const milestone = (dueDays: number) => ({
    title: words('etapă'),
    dueDays,
    criteria: [{ text: words('gata') }],
    evidence: ['photo'],
  });
  const check = (days: readonly number[], collectedMinor: number) =>
    codes(
      sectionProblems('milestones', {
        milestones: { milestones: days.map(milestone) },
        funding: {
          items: [
            { tier: 'minimum', source: 'platform_contributions', amountMinor: collectedMinor },
            { tier: 'minimum', source: 'la_cash', amountMinor: 900_000 },
            { tier: 'optimum', source: 'platform_contributions', amountMinor: 900_000 },
          ],
        },
      }),
    );

  it('R60: two up to EUR 5,000, three above it', () => {
    expect(check([30, 60], 500_000)).toEqual([]);
    expect(check([30, 60], 500_001)).toEqual(['projects.milestones-too-few']);
    expect(check([30, 60, 90], 500_001)).toEqual([]);
  });

  it('are due one after the other', () => {
    expect(check([60, 60], 400_000)).toEqual(['projects.milestones-out-of-order']);
  });
});
