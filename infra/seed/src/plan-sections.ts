import type {
  BudgetLineDto,
  BudgetSectionDto,
  FundingItemDto,
  FundingSectionDto,
  IndicatorsSectionDto,
  MilestonesSectionDto,
  NeedSectionDto,
  TierName,
} from '@vatra/shared/projects/projects.dto';
import type { Template } from './template.js';

/** What the campaign collects in each tier, in euro cents. */
export interface CampaignGoals {
  readonly minimumMinor: number;
  readonly optimumMinor: number;
}

export function needOf(template: Template): NeedSectionDto {
  return {
    title: template.title,
    problem: template.problem,
    solution: template.solution,
    beneficiaries: template.gains,
    beneficiariesTotal: template.people,
    isPublicService: true,
  };
}

/** Both tiers; lines above EUR 2,500 name a reference price (R6). */
export function budgetOf(template: Template): BudgetSectionDto {
  return {
    minimumWorksAlone: true,
    tiers: (['minimum', 'optimum'] as const).map((name) => ({
      name,
      deliverables: template.solution,
      lines: linesOf(template, name),
    })),
  };
}

export function totalOf(template: Template, tier: TierName): number {
  return linesOf(template, tier).reduce((sum, line) => sum + line.amountMinor, 0);
}

/** The rest after donors is the authority's: a fifth of the budget, a quarter of it in kind, then a grant. */
export function fundingOf(template: Template, goals: CampaignGoals): FundingSectionDto {
  return {
    items: (['minimum', 'optimum'] as const).flatMap((tier) => {
      const total = totalOf(template, tier);
      const { cashMinor, inKindMinor } = authorityShare(template, tier);
      const donors = tier === 'minimum' ? goals.minimumMinor : goals.optimumMinor;
      const rest = total - donors - cashMinor - inKindMinor;
      if (rest < 0) throw new Error(`${template.title.en}: goals above the ${tier} budget`);
      const items: FundingItemDto[] = [
        { tier, source: 'platform_contributions', amountMinor: donors },
        { tier, source: 'la_cash', amountMinor: cashMinor },
        { tier, source: 'la_in_kind', amountMinor: inKindMinor },
        { tier, source: 'national_programme', amountMinor: rest },
      ];
      return items.filter((item) => item.amountMinor > 0);
    }),
  };
}

/** R8: at least a tenth, in kind at most half of it; here a fifth and a quarter of that. */
export function authorityShare(
  template: Template,
  tier: TierName,
): { cashMinor: number; inKindMinor: number } {
  const share = Math.ceil(totalOf(template, tier) / 5);
  const inKindMinor = Math.floor(share / 4);
  return { cashMinor: share - inKindMinor, inKindMinor };
}

export function milestonesOf(template: Template, count: 2 | 3): MilestonesSectionDto {
  const chosen = count === 3 ? template.milestones : template.milestones.slice(1);
  return {
    milestones: chosen.map((milestone) => ({
      title: milestone.title,
      dueDays: milestone.dueDays,
      criteria: milestone.criteria.map((text) => ({ text })),
      evidence: ['photo', 'invoice'],
    })),
  };
}

export function indicatorsOf(template: Template): IndicatorsSectionDto {
  const { output, outcome } = template;
  return {
    indicators: [
      {
        kind: 'output',
        name: output.name,
        unit: output.unit,
        baseline: 0,
        targetMinimum: output.minimum,
        targetOptimum: output.optimum,
      },
      {
        kind: 'outcome',
        name: outcome.name,
        unit: outcome.unit,
        baseline: outcome.baseline,
        targetMinimum: outcome.target,
        targetOptimum: outcome.target,
      },
    ],
  };
}

function linesOf(template: Template, tier: TierName): BudgetLineDto[] {
  return template.lines.map(([kind, ro, en, minimum, optimum, unit, unitPriceMinor]) => {
    const quantity = tier === 'minimum' ? minimum : optimum;
    return {
      description: { ro, en },
      kind,
      quantity,
      unit,
      unitPriceMinor,
      amountMinor: quantity * unitPriceMinor,
      quoteFileIds: [],
      referencePrice: 'Reference prices of public works, demonstration edition 2025',
    };
  });
}
