import type { CampaignView, ProgressView } from '@vatra/shared/campaigns/campaigns.views';
import { isOpen } from './accept-credit.policy.js';
import type { CampaignRecord } from './campaign.record.js';
import type { VisibleSums } from './credits.repository.js';
import type { Extension } from './extensions.repository.js';

export interface CampaignParts {
  readonly campaign: CampaignRecord;
  readonly sums: VisibleSums;
  /** What counted once and went back: why a bar may move backwards. */
  readonly returnedMinor: number;
  readonly promisedMinor: number;
  readonly extension: Extension | null;
  /** What the authority promised and proved; never part of what counts (R34). */
  readonly cofinancing: { readonly committedMinor: number; readonly evidencedMinor: number };
  readonly now: Date;
}

export function campaignView(parts: CampaignParts): CampaignView {
  const { campaign, extension, now } = parts;
  return {
    id: campaign.id,
    projectId: campaign.projectId,
    state: campaign.state,
    currency: campaign.currency,
    collection: campaign.collection,
    startsAt: campaign.startsAt.toISOString(),
    endsAt: campaign.endsAt.toISOString(),
    zone: campaign.zone,
    extendedFrom: campaign.extendedFrom?.toISOString() ?? null,
    extension:
      extension === null
        ? null
        : { days: extension.days, reason: extension.reason, state: extension.state },
    progress: progressView(parts),
    mayContribute: isOpen(campaign, now),
    leftover: campaign.leftover,
    holdReasons: campaign.holdReasons,
    closedAt: campaign.closedAt?.toISOString() ?? null,
  };
}

/** R33 and R34: net credits and reserved matching count; cash counts when the bank has shown it. */
function progressView(parts: CampaignParts): ProgressView {
  const { campaign, sums, cofinancing, returnedMinor, promisedMinor } = parts;
  return {
    countedMinor: sums.countedMinor,
    minimumMinor: campaign.minimumMinor,
    optimumMinor: campaign.optimumMinor,
    grossMinor: sums.grossMinor,
    feesMinor: sums.feeMinor,
    netContributionsMinor: sums.netMinor,
    returnedMinor,
    matchingMinor: sums.matchingMinor,
    matchCommittedMinor: sums.matchCommittedMinor,
    offlineMinor: sums.offlineMinor,
    laCommittedMinor: cofinancing.committedMinor,
    laEvidencedMinor: cofinancing.evidencedMinor,
    promisedMinor,
    payers: sums.payers,
    contributions: sums.contributions,
  };
}
