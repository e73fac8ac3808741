import { randomInt } from 'node:crypto';
import type { CampaignLeftover } from '@vatra/shared/campaigns/campaign-limits';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { StartedContributionView } from '@vatra/shared/contributions/contributions.views';
import type {
  PayeeAccountView,
  TrancheView,
} from '@vatra/shared/disbursements/disbursements.views';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import type { TestApp } from '../app.js';
import { aPersonWith, type TestPerson } from './people.js';
import { aSeeking, commitShare, endorse, type Goals } from './project.js';
import { aFile, aVillage, anAssociation, ok, type Association, type Village } from './village.js';

const DAY_MS = 86_400_000;
const CAMPAIGN_DAYS = 30;
const GIFTS_AT_ONCE = 2;
const PAGE_TIMEOUT_MS = 30_000;
/** EUR 1,000: the largest gift by card (R43). */
const GIFT_MINOR = 100_000;

export interface Finance {
  readonly maker: TestPerson;
  readonly checker: TestPerson;
  readonly secondChecker: TestPerson;
}

export async function aFinanceTeam(app: TestApp, { administrator }: Village): Promise<Finance> {
  return {
    maker: await aPersonWith(app, administrator, 'finance_maker', 'Mara Maker'),
    checker: await aPersonWith(app, administrator, 'finance_checker', 'Cezar Checker'),
    secondChecker: await aPersonWith(app, administrator, 'finance_checker', 'Corina Checker'),
  };
}

/** The account the authority wants to be paid on, offered and not yet decided about. */
export async function offerPayee(
  village: Village,
  iban: string,
  holder = 'Primaria',
): Promise<PayeeAccountView> {
  const { browser } = village.mayor;
  return ok(
    browser.post<PayeeAccountView>(`/organisations/${village.authorityId}/payee-accounts`, {
      iban,
      holder,
      kind: 'bank',
      bankLetterFileId: await aFile(browser, 'bank-letter'),
    }),
  );
}

export async function verifyPayee(finance: Finance, id: string): Promise<PayeeAccountView> {
  const body = { decision: 'accept', reason: 'as in the letter of the bank' };
  return ok(
    finance.maker.browser.post<PayeeAccountView>(`/payee-accounts/${id}/verification`, body),
  );
}

/** EUR 42,000 from 42 people: each tranche is above EUR 10,000 and needs two checkers (R73). */
export async function aLargeGrant(
  app: TestApp,
  iban: string,
): Promise<{ village: Village; finance: Finance; projectId: string }> {
  const village = await aVillage(app);
  const finance = await aFinanceTeam(app, village);
  await verifyPayee(finance, (await offerPayee(village, iban)).id);
  const first = await anAssociation(app, village, { members: 3 });
  const second = await anAssociation(app, village, { members: 3 });
  const projectId = await aSettledProject(app, village, {
    associations: [first, second],
    goals: { minimumMinor: 4_000_000, optimumMinor: 6_000_000 },
    gifts: 42,
  });
  return { village, finance, projectId };
}

/** Through its campaign to a settled grant, with every gift paid on the provider's page. */
export async function aSettledProject(
  app: TestApp,
  village: Village,
  options: {
    associations: readonly Association[];
    goals: Goals;
    gifts: number;
    giftMinor?: number;
    /** Other gifts beside them. */
    more?: readonly number[];
    /** R80: where goes what is left; repairs when absent. */
    leftover?: CampaignLeftover;
  },
): Promise<string> {
  const { associations, goals, gifts, giftMinor = GIFT_MINOR, more = [], leftover } = options;
  const { id } = await aSeeking(village, goals);
  await commitShare(village, id, goals);
  for (const association of associations) await endorse(app, village, association, id);
  await app.quiet();
  const campaign = await schedule(app, village, id, leftover);
  await app.moveClock(new Date(Date.parse(campaign.startsAt) + DAY_MS));
  for (let given = 0; given < gifts; given += GIFTS_AT_ONCE) {
    const batch = Math.min(GIFTS_AT_ONCE, gifts - given);
    await Promise.all(Array.from({ length: batch }, () => give(app, campaign.id, giftMinor)));
  }
  for (const minor of more) await give(app, campaign.id, minor);
  await app.quiet();
  await app.moveClock(new Date(Date.parse(campaign.endsAt) + 2 * DAY_MS));
  await app.quiet();
  return id;
}

export async function projectState(village: Village, id: string): Promise<string> {
  return (await ok(village.mayor.browser.get<ProjectFileView>(`/projects/${id}/file`))).state;
}

export async function tranchesOf(person: TestPerson, projectId: string): Promise<TrancheView[]> {
  return ok(person.browser.get<TrancheView[]>(`/projects/${projectId}/tranches`));
}

async function schedule(
  app: TestApp,
  village: Village,
  id: string,
  leftover: CampaignLeftover = 'reserve',
): Promise<CampaignView> {
  const startsOn = new Date((await app.now()).getTime() + 2 * DAY_MS).toISOString().slice(0, 10);
  const body = { startsOn, days: CAMPAIGN_DAYS, leftover };
  return ok(village.mayor.browser.post<CampaignView>(`/projects/${id}/campaign`, body));
}

let donors = 0;

async function give(app: TestApp, campaignId: string, giftMinor: number): Promise<void> {
  donors += 1;
  const number = String(donors);
  const started = await ok(
    app.visitor().post<StartedContributionView>(`/campaigns/${campaignId}/contributions`, {
      gift: { minor: giftMinor, currency: 'EUR' },
      tipMinor: 0,
      coverFee: false,
      email: `donor-${number}-${String(randomInt(1e9))}@donors.demo.vatra.example`,
      donorName: 'Dana Donor',
      country: 'IT',
      locale: 'ro',
    }),
  );
  const card = withCheckDigit(`4929380${number.padStart(8, '0')}`);
  const paid = await fetch(await checkoutPage(app, started), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      cardNumber: card,
      cardExpiry: '12/34',
      cardCvc: '123',
      billingName: 'Dana Donor',
    }),
  });
  if (paid.status !== 303) throw new Error(`the card was not taken: ${String(paid.status)}`);
}

/** On a busy machine the provider's page comes a little later than the answer. */
async function checkoutPage(app: TestApp, started: StartedContributionView): Promise<string> {
  const path = `/contributions/${started.id}/progress?key=${started.key}`;
  const deadline = Date.now() + PAGE_TIMEOUT_MS;
  for (let url = started.checkoutUrl; ;) {
    if (url !== null) return url;
    if (Date.now() > deadline) throw new Error('the provider gave no page to pay on');
    await new Promise((resolve) => setTimeout(resolve, 200));
    url = (await ok(app.visitor().get<{ checkoutUrl: string | null }>(path))).checkoutUrl;
  }
}

/** Luhn: each number is another person's card for the emulator (ruling 21). */
function withCheckDigit(digits: string): string {
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return digits + String((10 - (sum % 10)) % 10);
}
