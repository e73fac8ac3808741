import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';

/** The one sentence above the button: what happens if the goal is, or is not, met. */
export function campaignMessage(campaign: CampaignView): string | null {
  const { countedMinor, minimumMinor } = campaign.progress;
  switch (campaign.state) {
    case 'scheduled':
      return 'project.message.scheduled';
    case 'live':
      return countedMinor >= minimumMinor ? 'project.message.reached' : 'project.message.live';
    case 'paused':
      return 'project.message.paused';
    case 'closing':
      return 'project.message.closing';
    case 'review_hold':
      return 'project.message.held';
    case 'failed':
    case 'wound_up':
      return 'project.message.failed';
    case 'succeeded':
    case 'settled':
      return 'project.message.closed';
  }
}
