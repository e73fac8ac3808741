import type { FundingSource, TierName } from '@vatra/shared/projects/projects.dto';

/** R8, the default co-financing rules. */
export const AUTHORITY_PERCENT_MIN = 10;
export const IN_KIND_PERCENT_MAX = 50;
export const DIASPORA_PERCENT_MIN = 10;

export interface TypedItem {
  readonly tier?: TierName;
  readonly source?: FundingSource;
  readonly amountMinor?: number | null;
}

export interface FundingSums {
  readonly plannedMinor: number;
  /** What is still without a source; negative when there is too much. */
  readonly missingMinor: number;
  readonly isAuthorityTooLow: boolean;
  readonly isInKindTooHigh: boolean;
  readonly isDiasporaTooLow: boolean;
}

/** A tier's plan beside its budget, with the shares that R8 asks for. */
export function fundingSums(
  items: readonly TypedItem[],
  tier: TierName,
  budgetMinor: number,
): FundingSums {
  const plan = items.filter((item) => item.tier === tier);
  const of = (...sources: FundingSource[]): number =>
    plan
      .filter(({ source }) => source !== undefined && sources.includes(source))
      .reduce((sum, item) => sum + (item.amountMinor ?? 0), 0);
  const plannedMinor = plan.reduce((sum, item) => sum + (item.amountMinor ?? 0), 0);
  const authorityMinor = of('la_cash', 'la_in_kind');
  return {
    plannedMinor,
    missingMinor: budgetMinor - plannedMinor,
    isAuthorityTooLow: authorityMinor * 100 < budgetMinor * AUTHORITY_PERCENT_MIN,
    isInKindTooHigh: of('la_in_kind') * 100 > authorityMinor * IN_KIND_PERCENT_MAX,
    isDiasporaTooLow: of('platform_contributions') * 100 < budgetMinor * DIASPORA_PERCENT_MIN,
  };
}
