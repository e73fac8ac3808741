import { defineEvent } from '../../platform/outbox/events.js';

interface CampaignFact extends Record<string, string> {
  campaignId: string;
  projectId: string;
}

export const CAMPAIGN_SCHEDULED = defineEvent<CampaignFact>('campaign.scheduled');
export const CAMPAIGN_LIVE = defineEvent<CampaignFact>('campaign.live');
/** No new payments; the page says why and until when at the latest. */
export const CAMPAIGN_PAUSED = defineEvent<CampaignFact>('campaign.paused');
export const CAMPAIGN_RESUMED = defineEvent<CampaignFact>('campaign.resumed');
export const EXTENSION_ASKED = defineEvent<CampaignFact>('campaign.extension-asked');
export const CAMPAIGN_EXTENDED = defineEvent<CampaignFact>('campaign.extended');
export const CAMPAIGN_CLOSING = defineEvent<CampaignFact>('campaign.closing');
export const CAMPAIGN_HELD = defineEvent<CampaignFact>('campaign.held');
export const CAMPAIGN_SUCCEEDED = defineEvent<CampaignFact>('campaign.succeeded');
export const CAMPAIGN_FAILED = defineEvent<CampaignFact>('campaign.failed');
export const CAMPAIGN_SETTLED = defineEvent<CampaignFact>('campaign.settled');
export const CAMPAIGN_WOUND_UP = defineEvent<CampaignFact>('campaign.wound_up');

/**
 * A credit that `recordCredit` had taken as counted fell behind the payment that crossed the optimum
 * (ruling 25) or behind the judgement: its money leaves the project's fund (L23, R83; R31).
 */
export const CREDIT_NOT_COUNTED = defineEvent<{
  campaignId: string;
  projectId: string;
  contributionId: string;
  result: 'overflow' | 'late';
}>('campaign.credit-not-counted');
