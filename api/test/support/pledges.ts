import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { StartContributionDto } from '@vatra/shared/contributions/contributions.dto';
import type {
  PledgePageView,
  PledgeView,
  StartedPledgeView,
} from '@vatra/shared/contributions/pledges.views';
import type { Problem } from '@vatra/shared/problem';
import type { TestApp } from '../app.js';
import type { Answer, Browser } from './browser.js';
import { aLive, type Scene } from './campaign.js';
import { aCard, aWish, fillIn, type Given } from './gifts.js';
import { ok } from './village.js';

/** Cards of the provider: the bank always asks; saved, and declined whenever it is charged. */
export const ASKS_ALWAYS = '4000002760003184';
export const DECLINED_LATER = '4000000000000341';

/** Live, and its cards are charged only on success. */
export function aPledgeCampaign(scene: Scene): Promise<CampaignView> {
  return aLive(scene, undefined, 30, 'on_success');
}

export function tryPledge(
  app: TestApp,
  campaign: Pick<CampaignView, 'id'>,
  changes: Partial<StartContributionDto> = {},
): Promise<Answer<StartedPledgeView & Problem>> {
  return app.visitor().post(`/campaigns/${campaign.id}/pledges`, aWish(changes));
}

/** Promised with a card that was saved; not waited for. */
export async function aPledge(
  app: TestApp,
  campaign: Pick<CampaignView, 'id'>,
  minor: number,
  card = aCard(),
): Promise<Given> {
  const wish = aWish({ gift: { minor, currency: 'EUR' } });
  const { id, key, pageUrl } = await ok(tryPledge(app, campaign, wish));
  await saveCard(app, pageUrl, card);
  return { id, key, email: wish.email };
}

/** Fills in the provider's page; a bank that asks is told yes. */
export async function saveCard(app: TestApp, pageUrl: string | null, card: string): Promise<void> {
  const answer = await fillIn(pageUrl, card);
  if (answer.status !== 303) throw new Error(`the card was not saved: ${String(answer.status)}`);
  const to = answer.headers.get('location') ?? '';
  if (to.includes('/c/challenge/')) await sayYes(new URL(to, app.emulator?.url).href);
}

/** The bank's own page. */
export async function sayYes(bankUrl: string | null): Promise<void> {
  const answer = await fetch(bankUrl ?? '', {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ result: 'complete' }),
  });
  if (answer.status !== 303) throw new Error(`the bank said ${String(answer.status)}`);
}

export function pledgeOf(app: TestApp, { id, key }: Given): Promise<PledgeView> {
  return ok(app.visitor().get<PledgeView>(`/pledges/${id}/progress?key=${key}`));
}

/** One of the donor's own acts. */
export function act(
  browser: Browser,
  { id }: Given,
  verb: 'withdrawal' | 'confirmation' | 'card',
): Promise<Answer<PledgePageView & PledgeView & Problem>> {
  return browser.post(`/me/pledges/${id}/${verb}`, {});
}
