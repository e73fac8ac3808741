import {
  evaluateProfile,
  needsPlanningRate,
  sumsOf,
  type CofinancingParty,
  type ShareLine,
} from '@vatra/shared/projects/cofinancing-profiles';
import type { ProjectCheckCode } from '@vatra/shared/projects/projects.codes';
import type {
  BudgetLineDto,
  BudgetSectionDto,
  FundingItemDto,
  FundingSectionDto,
  TierBudgetDto,
  TierName,
} from '@vatra/shared/projects/projects.dto';
import { problem, when, type SectionProblem } from './section-problem.js';

/** R6: above this a line needs three quotes or a reference price, EUR cents. */
const LINE_WITHOUT_QUOTES_MINOR_MAX = 250_000;
const QUOTES_MIN = 3;
const CONTINGENCY_PERCENT_MAX = 10;
const SUPERVISION_PERCENT_MAX = 8;
const TIERS: readonly TierName[] = ['minimum', 'optimum'];

export function budgetOf(tier: TierBudgetDto): number {
  return tier.lines.reduce((sum, line) => sum + line.amountMinor, 0);
}

/** R5 and R6. */
export function budgetProblems(budget: BudgetSectionDto): SectionProblem[] {
  const minimum = budget.tiers.find(({ name }) => name === 'minimum');
  const optimum = budget.tiers.find(({ name }) => name === 'optimum');
  const isReversed =
    minimum !== undefined && optimum !== undefined && budgetOf(minimum) > budgetOf(optimum);
  return [
    ...TIERS.flatMap((tier) =>
      when(
        budget.tiers.every(({ name }) => name !== tier),
        () => problem('projects.tier-missing', '/tiers', { tier }),
      ),
    ),
    ...when(!budget.minimumWorksAlone, () =>
      problem('projects.minimum-not-alone', '/minimumWorksAlone'),
    ),
    ...when(isReversed, () => problem('projects.minimum-above-optimum', '/tiers')),
    ...budget.tiers.flatMap((tier, index) => tierProblems(tier, `/tiers/${String(index)}`)),
  ];
}

function tierProblems(tier: TierBudgetDto, pointer: string): SectionProblem[] {
  return [
    ...tier.lines.flatMap((line, index) => lineProblems(line, `${pointer}/lines/${String(index)}`)),
    ...when(isAbove(tier, 'contingency', CONTINGENCY_PERCENT_MAX), () =>
      problem('projects.contingency-too-high', `${pointer}/lines`, {
        percent: CONTINGENCY_PERCENT_MAX,
      }),
    ),
    ...when(isAbove(tier, 'supervision', SUPERVISION_PERCENT_MAX), () =>
      problem('projects.supervision-too-high', `${pointer}/lines`, {
        percent: SUPERVISION_PERCENT_MAX,
      }),
    ),
  ];
}

function lineProblems(line: BudgetLineDto, pointer: string): SectionProblem[] {
  const isCosted = line.quoteFileIds.length >= QUOTES_MIN || line.referencePrice !== undefined;
  return [
    ...when(line.quantity * line.unitPriceMinor !== line.amountMinor, () =>
      problem('projects.line-amount', `${pointer}/amountMinor`, {
        expectedMinor: line.quantity * line.unitPriceMinor,
      }),
    ),
    ...when(line.amountMinor > LINE_WITHOUT_QUOTES_MINOR_MAX && !isCosted, () =>
      problem('projects.line-needs-quotes', `${pointer}/quoteFileIds`, { quotes: QUOTES_MIN }),
    ),
  ];
}

function isAbove(tier: TierBudgetDto, kind: BudgetLineDto['kind'], percent: number): boolean {
  const part = tier.lines
    .filter((line) => line.kind === kind)
    .reduce((sum, line) => sum + line.amountMinor, 0);
  return part * 100 > budgetOf(tier) * percent;
}

/** R7 and R8, against the budget when there is one. */
export function fundingProblems(
  funding: FundingSectionDto,
  budget: BudgetSectionDto | undefined,
): SectionProblem[] {
  const { profile = 'default', planningRate, items } = funding;
  const isRateMissing = planningRate === undefined && needsPlanningRate(profile);
  return [
    ...repeatedSources(items),
    ...when(isRateMissing, () => problem('projects.planning-rate-missing', '/planningRate')),
    ...(budget?.tiers ?? []).flatMap((tier) => planProblems(tier, funding)),
  ];
}

function repeatedSources(items: readonly FundingItemDto[]): SectionProblem[] {
  const seen = new Set<string>();
  return items.flatMap(({ tier, source }, index) => {
    const key = `${tier} ${source}`;
    const isRepeated = seen.has(key);
    seen.add(key);
    return when(isRepeated, () =>
      problem('projects.funding-source-twice', `/items/${String(index)}/source`),
    );
  });
}

function planProblems(tier: TierBudgetDto, funding: FundingSectionDto): SectionProblem[] {
  const budgetMinor = budgetOf(tier);
  const plan = funding.items.filter((item) => item.tier === tier.name);
  const plannedMinor = plan.reduce((sum, item) => sum + item.amountMinor, 0);
  const { profile = 'default', planningRate } = funding;
  const lines = evaluateProfile(profile, sumsOf(plan, budgetMinor), planningRate?.rateE4 ?? null);
  return [
    ...when(plannedMinor !== budgetMinor, () =>
      problem('projects.funding-does-not-add-up', '/items', {
        tier: tier.name,
        budgetMinor,
        plannedMinor,
      }),
    ),
    ...lines.filter(({ isMet }) => !isMet).map((line) => shareProblem(line, tier.name)),
  ];
}

const TOO_LOW: Readonly<Record<CofinancingParty, ProjectCheckCode>> = {
  authority: 'projects.authority-share-too-low',
  diaspora: 'projects.diaspora-share-too-low',
  government: 'projects.partner-share-too-low',
  partners: 'projects.partner-share-too-low',
};

function shareProblem(line: ShareLine, tier: TierName): SectionProblem {
  const { kind, party, limitPercent, limitMinor } = line;
  const params = {
    ...{ tier, party },
    ...(limitPercent === null ? {} : { percent: limitPercent }),
    ...(limitMinor === null ? {} : { limitMinor }),
  };
  const code: Readonly<Record<ShareLine['kind'], ProjectCheckCode>> = {
    least: TOO_LOW[party],
    most: 'projects.share-too-high',
    'most-money': 'projects.share-too-high',
    exactly: 'projects.share-not-exact',
    'in-kind': 'projects.in-kind-too-high',
    total: 'projects.total-too-low',
  };
  return problem(code[kind], '/items', params);
}
