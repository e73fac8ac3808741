import type {
  BudgetLineDto,
  BudgetSectionDto,
  FundingItemDto,
  FundingSectionDto,
  FundingSource,
  TierBudgetDto,
  TierName,
} from '@vatra/shared/projects/projects.dto';
import type { CofinancingProfile } from './cofinancing-profiles.js';
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
  profile: CofinancingProfile,
): SectionProblem[] {
  return [
    ...repeatedSources(funding.items),
    ...(budget?.tiers ?? []).flatMap((tier) => planProblems(tier, funding.items, profile)),
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

function planProblems(
  tier: TierBudgetDto,
  items: readonly FundingItemDto[],
  profile: CofinancingProfile,
): SectionProblem[] {
  const budgetMinor = budgetOf(tier);
  const plan = items.filter((item) => item.tier === tier.name);
  const plannedMinor = plan.reduce((sum, item) => sum + item.amountMinor, 0);
  const cash = amountOf(plan, 'la_cash');
  const inKind = amountOf(plan, 'la_in_kind');
  const diaspora = amountOf(plan, 'platform_contributions');
  const params = (percent: number) => ({ tier: tier.name, percent });
  return [
    ...when(plannedMinor !== budgetMinor, () =>
      problem('projects.funding-does-not-add-up', '/items', {
        tier: tier.name,
        budgetMinor,
        plannedMinor,
      }),
    ),
    ...when((cash + inKind) * 100 < budgetMinor * profile.authorityPercentMin, () =>
      problem('projects.authority-share-too-low', '/items', params(profile.authorityPercentMin)),
    ),
    ...when(inKind * 100 > (cash + inKind) * profile.inKindOfAuthorityPercentMax, () =>
      problem('projects.in-kind-too-high', '/items', params(profile.inKindOfAuthorityPercentMax)),
    ),
    ...when(diaspora * 100 < budgetMinor * profile.diasporaPercentMin, () =>
      problem('projects.diaspora-share-too-low', '/items', params(profile.diasporaPercentMin)),
    ),
  ];
}

function amountOf(plan: readonly FundingItemDto[], source: FundingSource): number {
  return plan
    .filter((item) => item.source === source)
    .reduce((sum, item) => sum + item.amountMinor, 0);
}
