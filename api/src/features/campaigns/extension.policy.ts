import type { CAMPAIGN_CODES } from '@vatra/shared/campaigns/campaigns.codes';
import type { CampaignRecord } from './campaign.record.js';

export const ASKED_BEFORE_END_MS = 3 * 24 * 60 * 60 * 1000;

type Refusal = Extract<
  keyof typeof CAMPAIGN_CODES,
  | 'campaigns.not-open'
  | 'campaigns.extension-once'
  | 'campaigns.extension-too-late'
  | 'campaigns.extension-too-little-counted'
>;

/** R32: once, at least half of the minimum counted, asked three days before the end; null = may ask. */
export function refusalToExtend(
  campaign: Pick<CampaignRecord, 'state' | 'endsAt' | 'extendedFrom' | 'minimumMinor'>,
  countedMinor: number,
  now: Date,
): Refusal | null {
  if (campaign.state !== 'live') return 'campaigns.not-open';
  if (campaign.extendedFrom !== null) return 'campaigns.extension-once';
  if (campaign.endsAt.getTime() - now.getTime() < ASKED_BEFORE_END_MS) {
    return 'campaigns.extension-too-late';
  }
  if (countedMinor * 2 < campaign.minimumMinor) return 'campaigns.extension-too-little-counted';
  return null;
}
