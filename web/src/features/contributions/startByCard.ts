import type { Collection } from '@vatra/shared/campaigns/campaign-limits';
import type { StartContributionDto } from '@vatra/shared/contributions/contributions.dto';
import { startContribution } from './contributions.api';
import { sendIntent } from './intentKey';
import { startPledge } from './pledges.api';

export interface StartedByCard {
  readonly id: string;
  readonly key: string;
  /** The provider's page; null when it has not answered yet. */
  readonly pageUrl: string | null;
  /** Which page of ours tells how it stands. */
  readonly at: 'gifts' | 'pledges';
}

/** By card: a page to pay on, or one to save the card on where it is charged only on success (R42). */
export async function startByCard(
  slug: string,
  campaign: { readonly id: string; readonly collection: Collection },
  wish: StartContributionDto,
): Promise<StartedByCard> {
  const { id: campaignId, collection } = campaign;
  if (collection === 'on_success') {
    const body = { way: 'pledge', wish };
    const started = await sendIntent(slug, body, (key) => startPledge(campaignId, wish, key));
    return { ...started, at: 'pledges' };
  }
  const started = await sendIntent(slug, wish, (key) => startContribution(campaignId, wish, key));
  return { ...started, pageUrl: started.checkoutUrl, at: 'gifts' };
}
