import type { CampaignRecord } from '../../campaigns/campaigns.service.js';
import { SheetConflict } from './offline.errors.js';

/**
 * Cash counts when it was signed for before the end (ruling 20), so nothing is opened or signed
 * afterwards.
 */
export function isCollecting(
  { state, endsAt }: Pick<CampaignRecord, 'state' | 'endsAt'>,
  now: Date,
): boolean {
  return state === 'live' && now <= endsAt;
}

/** @throws SheetConflict */
export function requireCollecting(campaign: CampaignRecord, now: Date): void {
  if (isCollecting(campaign, now)) return;
  throw new SheetConflict('contributions.sheet-campaign-not-open', { state: campaign.state });
}
