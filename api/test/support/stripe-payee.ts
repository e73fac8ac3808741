import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { PayeeAccountView } from '@vatra/shared/disbursements/disbursements.views';
import type { Locale } from '@vatra/shared/localized.dto';
import type { StripeRailView } from '@vatra/shared/disbursements/stripe-rail.views';
import type { TestApp } from '../app.js';
import { aFinanceTeam, aSettledProject, verifyPayee, type Finance } from './funded.js';
import { aLiveCampaign } from './gifts.js';
import { handInProcurementPapers, sign } from './payments.js';
import type { TestPerson } from './people.js';
import { aVillage, anAssociation, ok, type Village } from './village.js';

export const railOf = (village: Village, person: TestPerson = village.mayor) =>
  ok(person.browser.get<StripeRailView>(`/organisations/${village.authorityId}/stripe-account`));

const act = (village: Village, verb: string, body?: object) =>
  village.mayor.browser.post<StripeRailView>(
    `/organisations/${village.authorityId}/stripe-account${verb}`,
    body,
  );

export const openAccount = (village: Village) => act(village, '');
export const onboardingPage = async (village: Village, locale: Locale = 'ro'): Promise<string> =>
  (await ok(act(village, '/onboarding', { locale }))).account?.onboarding?.url ?? '';
export const offerAccount = (village: Village) =>
  village.mayor.browser.post<PayeeAccountView>(
    `/organisations/${village.authorityId}/stripe-account/offer`,
  );

/** What the authority does on the provider's page. */
export async function completeOnboarding(url: string, end = 'complete'): Promise<string> {
  const page = await (await fetch(url)).text();
  const visit = /name="visit" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ visit, end });
  const answer = await fetch(url, { method: 'POST', redirect: 'manual', body });
  return answer.headers.get('location') ?? '';
}

/** Through all of it: an account at Stripe that finance has verified. */
export async function aStripePayee(
  app: TestApp,
  village: Village,
  finance: Finance,
): Promise<PayeeAccountView> {
  await ok(openAccount(village));
  await completeOnboarding(await onboardingPage(village));
  await app.quiet();
  return verifyPayee(finance, (await ok(offerAccount(village))).id);
}

export interface StripeScene {
  readonly village: Village;
  readonly finance: Finance;
  readonly projectId: string;
}

/** An authority paid through Stripe, and a project of it whose first tranche can be prepared. */
export async function aStripeScene(app: TestApp): Promise<StripeScene> {
  const village = await aVillage(app, 1, 'RO');
  const finance = await aFinanceTeam(app, village);
  await aStripePayee(app, village, finance);
  const association = await anAssociation(app, village, { members: 3 });
  const goals = { minimumMinor: 100_000, optimumMinor: 190_000 };
  const plan = { associations: [association], goals, gifts: 12, giftMinor: 10_000 };
  const projectId = await aSettledProject(app, village, plan);
  await sign(village, projectId);
  await handInProcurementPapers(village, projectId);
  await app.quiet();
  return { village, finance, projectId };
}

/**
 * A live campaign beside it: Stripe keeps its fee of each gift, and each gift may go back in full, so
 * that less than nothing is free there.
 */
export async function aCampaignBeside(app: TestApp, village: Village): Promise<CampaignView> {
  const association = await anAssociation(app, village, { members: 3 });
  const goals = { minimumMinor: 100_000, optimumMinor: 190_000 };
  return aLiveCampaign(app, village, { association, goals });
}

/** A call of somebody who works on the provider's own pages. */
export async function onStripe<Answer>(
  app: TestApp,
  path: string,
  params: Record<string, string> | null = null,
  account: string | null = null,
): Promise<Answer> {
  const response = await fetch(`${app.emulator?.url ?? ''}/v1/${path}`, {
    headers: {
      authorization: `Bearer ${app.config.stripeSecretKey}`,
      ...(account === null ? {} : { 'stripe-account': account }),
    },
    ...(params === null ? {} : { method: 'POST', body: new URLSearchParams(params) }),
  });
  const answer = (await response.json()) as Answer;
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}
