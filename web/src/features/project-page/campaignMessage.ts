import type { CampaignState } from '@vatra/shared/campaigns/campaign.states';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';

const MESSAGES: Readonly<Record<CampaignState, string>> = {
  scheduled: 'scheduled',
  live: 'live',
  paused: 'paused',
  closing: 'closing',
  review_hold: 'held',
  failed: 'failed',
  wound_up: 'returned',
  succeeded: 'closed',
  settled: 'closed',
};

/** The one sentence above the button: what happens if the goal is, or is not, met. */
export function campaignMessage(campaign: CampaignView): string {
  const { countedMinor, minimumMinor } = campaign.progress;
  const isReached = campaign.state === 'live' && countedMinor >= minimumMinor;
  return `project.message.${isReached ? 'reached' : MESSAGES[campaign.state]}`;
}
