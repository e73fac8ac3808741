export const TIER_NAMES = ['minimum', 'optimum'] as const;
export type TierName = (typeof TIER_NAMES)[number];

export const FUNDING_SOURCES = [
  'platform_contributions',
  'matching',
  'la_cash',
  'la_in_kind',
  'national_programme',
  'other_grant',
] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];

/** What a budget line buys: contingency and supervision are capped (R6). */
export const BUDGET_LINE_KINDS = [
  'works',
  'goods',
  'services',
  'supervision',
  'contingency',
] as const;
export type BudgetLineKind = (typeof BUDGET_LINE_KINDS)[number];

/** The parts of a project's file, each saved on its own. */
export const PROJECT_SECTIONS = [
  'need',
  'photos',
  'polls',
  'owner',
  'budget',
  'funding',
  'milestones',
  'indicators',
] as const;
export type ProjectSection = (typeof PROJECT_SECTIONS)[number];
