import {
  evaluateProfile,
  sumsOf,
  type ShareLine,
} from '@vatra/shared/projects/cofinancing-profiles';
import type {
  FundingSectionDto,
  FundingSource,
  TierName,
} from '@vatra/shared/projects/projects.dto';
import type { FormValues } from '../../../ui/form/useDtoForm';

export interface TypedItem {
  readonly tier?: TierName;
  readonly source?: FundingSource;
  readonly amountMinor?: number | null;
}

export interface FundingSums {
  readonly plannedMinor: number;
  /** What is still without a source; negative when there is too much. */
  readonly missingMinor: number;
}

/** A tier's plan beside its budget. */
export function fundingSums(
  items: readonly TypedItem[],
  tier: TierName,
  budgetMinor: number,
): FundingSums {
  const plannedMinor = planOf(items, tier).reduce((sum, item) => sum + item.amountMinor, 0);
  return { plannedMinor, missingMinor: budgetMinor - plannedMinor };
}

/** The shares of the programme as they are typed (R8). */
export function shareLines(
  values: FormValues<FundingSectionDto>,
  tier: TierName,
  budgetMinor: number,
): ShareLine[] {
  const rateE4 = values.planningRate?.rateE4;
  return evaluateProfile(
    values.profile ?? 'default',
    sumsOf(planOf(values.items ?? [], tier), budgetMinor),
    typeof rateE4 === 'number' && rateE4 > 0 ? rateE4 : null,
  );
}

function planOf(items: readonly TypedItem[], tier: TierName) {
  return items.flatMap((item) =>
    item.tier === tier && item.source !== undefined
      ? [{ source: item.source, amountMinor: item.amountMinor ?? 0 }]
      : [],
  );
}
