import type {
  FundingSectionDto,
  FundingSource,
  TierName,
} from '@vatra/shared/projects/projects.dto';
import type { WeaveKind } from '../../ui/weaveKind';

export const TIERS = ['minimum', 'optimum'] as const satisfies readonly TierName[];

export interface SourceRow {
  readonly source: FundingSource;
  readonly thread: WeaveKind | 'hollow';
  readonly minor: Readonly<Record<TierName, number>>;
}

const THREADS: Readonly<Record<FundingSource, WeaveKind | 'hollow'>> = {
  platform_contributions: 'donors',
  matching: 'matching',
  la_cash: 'town',
  la_in_kind: 'town',
  national_programme: 'hollow',
  other_grant: 'hollow',
};

/** Who pays how much of each tier; sources that pay nothing are left out. */
export function sourcesOf(funding: FundingSectionDto): SourceRow[] {
  const of = (source: FundingSource, tier: TierName) =>
    funding.items
      .filter((item) => item.source === source && item.tier === tier)
      .reduce((sum, item) => sum + item.amountMinor, 0);
  return (Object.keys(THREADS) as FundingSource[])
    .map((source) => ({
      source,
      thread: THREADS[source],
      minor: { minimum: of(source, 'minimum'), optimum: of(source, 'optimum') },
    }))
    .filter((row) => row.minor.minimum + row.minor.optimum > 0);
}
