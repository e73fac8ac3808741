import { randomInt } from 'node:crypto';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { StartContributionDto } from '@vatra/shared/contributions/contributions.dto';
import type {
  ContributionView,
  StartedContributionView,
} from '@vatra/shared/contributions/contributions.views';
import type { TestApp } from '../app.js';
import type { Browser } from './browser.js';
import { offerPayee, verifyPayee, type Finance } from './funded.js';
import { tokenInMail } from './people.js';
import { aSeeking, commitShare, endorse, type Goals } from './project.js';
import { ok, type Association, type Village } from './village.js';

const DAY_MS = 86_400_000;
const CAMPAIGN_DAYS = 30;
const HOUR_MS = 3_600_000;

/** A payee account good enough for one village of a test. */
export async function provePayee(village: Village, finance: Finance): Promise<void> {
  const payee = await offerPayee(village, 'MD24AG000225100013104168');
  await verifyPayee(finance, payee.id);
}

interface CampaignPlan {
  readonly association: Association;
  readonly goals: Goals;
}

/** Endorsed, co-financed and with dates to come, every step over HTTP. */
export async function aScheduledCampaign(
  app: TestApp,
  village: Village,
  { association, goals }: CampaignPlan,
): Promise<CampaignView> {
  const { id } = await aSeeking(village, goals);
  await commitShare(village, id, goals);
  await endorse(app, village, association, id);
  await app.quiet();
  const startsOn = new Date((await app.now()).getTime() + 2 * DAY_MS).toISOString().slice(0, 10);
  const dates = { startsOn, days: CAMPAIGN_DAYS };
  return ok(village.mayor.browser.post<CampaignView>(`/projects/${id}/campaign`, dates));
}

/** Open for gifts: the clock stands on its first day. */
export async function aLiveCampaign(
  app: TestApp,
  village: Village,
  plan: CampaignPlan,
): Promise<CampaignView> {
  const campaign = await aScheduledCampaign(app, village, plan);
  await untilOpen(app, [campaign]);
  return campaign;
}

/** The clock moves to the first morning of the last of them. */
export async function untilOpen(app: TestApp, campaigns: readonly CampaignView[]): Promise<void> {
  const latest = Math.max(...campaigns.map(({ startsAt }) => Date.parse(startsAt)));
  await app.moveClock(new Date(latest + HOUR_MS));
}

let donors = 0;

export function freshDonor(): string {
  donors += 1;
  return `donor.${String(process.pid)}.${String(donors)}@demo.vatra.example`;
}

/** What a donor fills in: EUR 50 unless said otherwise. */
export function aWish(changes: Partial<StartContributionDto> = {}): StartContributionDto {
  return {
    gift: { minor: 5_000, currency: 'EUR' },
    tipMinor: 0,
    coverFee: false,
    email: freshDonor(),
    locale: 'ro',
    ...changes,
  };
}

export function startGift(
  browser: Browser,
  campaignId: string,
  wish: StartContributionDto = aWish(),
): Promise<StartedContributionView> {
  return ok(browser.post<StartedContributionView>(`/campaigns/${campaignId}/contributions`, wish));
}

/** Fills in the provider's page; 303 = taken. */
export async function payWith(started: StartedContributionView, card: string): Promise<number> {
  return (await fillIn(started.checkoutUrl, card)).status;
}

/** The provider's page for a card, whether it is charged or saved. */
export function fillIn(pageUrl: string | null, card: string): Promise<Response> {
  return fetch(pageUrl ?? '', {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      cardNumber: card,
      cardExpiry: '12/40',
      cardCvc: '123',
      billingName: 'Dana Donor',
    }),
  });
}

export interface Given {
  readonly id: string;
  readonly key: string;
  readonly email: string;
}

/** Started and paid; not waited for. */
export async function give(
  app: TestApp,
  campaignId: string,
  options: { wish?: Partial<StartContributionDto>; card?: string; browser?: Browser } = {},
): Promise<Given> {
  const wish = aWish(options.wish);
  const started = await startGift(options.browser ?? app.visitor(), campaignId, wish);
  const status = await payWith(started, options.card ?? aCard());
  if (status !== 303) throw new Error(`the card was not taken: ${String(status)}`);
  return { id: started.id, key: started.key, email: wish.email };
}

/** What the page after paying shows. */
export function progressOf(app: TestApp, { id, key }: Given): Promise<ContributionView> {
  return ok(app.visitor().get<ContributionView>(`/contributions/${id}/progress?key=${key}`));
}

/** Waits for a state while the provider itself is not at rest. */
export async function untilState(app: TestApp, given: Given, state: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if ((await progressOf(app, given)).state === state) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never ${state}`);
}

/** A guest session of the donor, opened by the link of a mail. */
export async function asDonor(app: TestApp, given: Given, template: string): Promise<Browser> {
  const browser = app.visitor();
  const token = await tokenInMail(app, given.email, template);
  await ok(browser.post('/guest-sessions', { token }));
  return browser;
}

/** The provider takes a payment that names the gift, past its page. */
export async function payPastPage(
  app: TestApp,
  contributionId: string,
  minor: number,
): Promise<void> {
  const answer = await fetch(`${app.emulator?.url ?? ''}/v1/payment_intents`, {
    method: 'POST',
    headers: providerHeaders(app),
    body: new URLSearchParams({
      amount: String(minor),
      currency: 'eur',
      confirm: 'true',
      payment_method: 'pm_card_visa',
      'automatic_payment_methods[enabled]': 'true',
      'automatic_payment_methods[allow_redirects]': 'never',
      'metadata[contribution_id]': contributionId,
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

export function providerHeaders(app: TestApp): Record<string, string> {
  return {
    authorization: `Bearer ${app.config.stripeSecretKey}`,
    'stripe-version': '2026-10-28.endive',
    'content-type': 'application/x-www-form-urlencoded',
  };
}

/** An Italian card of one person; another person each time unless the person is given. */
export function aCard(person = randomInt(1e8)): string {
  return withCheckDigit(`4929380${String(person).padStart(8, '0')}`);
}

/** Luhn. */
function withCheckDigit(digits: string): string {
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return digits + String((10 - (sum % 10)) % 10);
}
