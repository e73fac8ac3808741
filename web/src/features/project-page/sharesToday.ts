import {
  evaluateProfile,
  sumsOf,
  type CofinancingSums,
  type ShareLine,
} from '@vatra/shared/projects/cofinancing-profiles';
import type { TierName } from '@vatra/shared/projects/projects.dto';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import { tierTotal } from './budgetRows';

type Shares = Pick<ProjectPageView, 'campaign' | 'commitments'> & {
  readonly file: Pick<ProjectPageView['file'], 'budget' | 'funding'>;
};

/** The smaller plan is what shares are measured by until its money is there. */
export function measuredTier({ campaign }: Pick<Shares, 'campaign'>): TierName {
  const { countedMinor = 0, minimumMinor = 1 } = campaign?.progress ?? {};
  return countedMinor > minimumMinor ? 'optimum' : 'minimum';
}

/**
 * R8 as it stands today: what donors gave and the council decided, the others as planned. Nothing
 * before there is a campaign.
 */
export function sharesToday(view: Shares): ShareLine[] {
  const { budget, funding } = view.file;
  const progress = view.campaign?.progress;
  if (funding === null || budget === null || progress === undefined) return [];
  const tier = measuredTier(view);
  const items = funding.items.filter((item) => item.tier === tier);
  const planned = sumsOf(items, tierTotal(budget, tier));
  const sums: CofinancingSums = {
    ...planned,
    ...ofAuthority(planned, progress.laCommittedMinor, view.commitments),
  };
  const parties = { ...sums.parties, diaspora: progress.netContributionsMinor };
  return evaluateProfile(
    funding.profile ?? 'default',
    { ...sums, parties },
    funding.planningRate?.rateE4 ?? null,
  );
}

/** A decision for the larger plan covers the smaller one, which then has the share it planned. */
function ofAuthority(
  { parties, inKindMinor }: CofinancingSums,
  committedMinor: number,
  commitments: Shares['commitments'],
): Pick<CofinancingSums, 'parties' | 'inKindMinor'> {
  if (committedMinor >= parties.authority) return { parties, inKindMinor };
  const decided = commitments.filter(({ state }) => state !== 'declared' && state !== 'withdrawn');
  return {
    parties: { ...parties, authority: committedMinor },
    inKindMinor: decided.reduce((sum, one) => sum + one.inKindMinor, 0),
  };
}
