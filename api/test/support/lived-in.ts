import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { TestApp } from '../app.js';
import { localDay } from './campaign.js';
import { decide as bankDecides, dispute, refundByHand } from './disputes.js';
import { aFinanceTeam, type Finance } from './funded.js';
import { aFunder, draftFund, moveMoney } from './funds.js';
import {
  aCard,
  aLiveCampaign,
  asDonor,
  aWish,
  freshDonor,
  give,
  payWith,
  progressOf,
  provePayee,
  startGift,
  type Given,
} from './gifts.js';
import {
  handInProcurementPapers,
  importStatement,
  pay,
  returnOf,
  send,
  sign,
  theTranche,
} from './payments.js';
import { decide } from './decisions.js';
import { fundOperator } from './operator.js';
import { aPledge, aPledgeCampaign } from './pledges.js';
import { demand, receive, theRecovery } from './recoveries.js';
import { aReceipt, aRecordedSheet, payIn } from './sheets.js';
import { aTransfer, ION, transferIn } from './transfers.js';
import { aPerson, aPersonWith, enrolSecondFactor, type TestPerson } from './people.js';
import { aVillage, anAssociation, join, ok, type Association, type Village } from './village.js';
import { proveShare, report, verify, type Works } from './works.js';

const DAY_MS = 86_400_000;
const REFUND_FAILS_LATER = '4000000000005126';
const GIFT = { minor: 5_000, currency: 'EUR' as const };
const FRANCS = { minor: 5_000, currency: 'CHF' as const };
/** Enough that an account has more than fifty lines and gets a snapshot. */
const GIFTS = 30;
/** What a matching fund has only by letter at first. */
const PROMISED_MINOR = 10_000;
/** Reached by ten people and a few. */
const SMALL_GOALS = { minimumMinor: 50_000, optimumMinor: 300_000 };
const GOALS = { minimumMinor: 100_000, optimumMinor: 300_000 };

/**
 * A place where everything has happened once, all of it over HTTP: a campaign that succeeded with a
 * gift withdrawn and another whose refund came back, one that failed and gave its gifts back, a payout
 * of the provider found at the bank, two tranches paid with a milestone verified between them, one of
 * them at the second attempt; a project that was stopped and ended, its gifts shared out, and money of it
 * demanded back; and a campaign
 * that is still collecting, with gifts that banks claim back. A fund, partly guaranteed at first, matches
 * all of them. In each some gift came in francs, and one of those went back at another rate. A transfer
 * goes back by the bank.
 */
export async function aLivedInPlace(app: TestApp): Promise<Works> {
  const village = await aVillage(app);
  const finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  const fundId = await aFundByLetter(app, village, finance);
  await fundOperator(app, finance);
  const association = await anAssociation(app, village, { members: 3, board: 3 });
  const failing = await aLiveCampaign(app, village, { association, goals: GOALS });
  const campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
  await giveOften(app, campaign.id, GIFTS);
  await giveOften(app, failing.id, 2);
  await comesBack(app, campaign.id);
  const ending = await aLiveCampaign(app, village, { association, goals: SMALL_GOALS });
  await giveOften(app, ending.id, 12);
  await collectCash(app, { village, finance, association, campaign });
  await moveMoney(app, finance, fundId, { kind: 'received', amountMinor: PROMISED_MINOR });
  await app.quiet();
  await app.moveClock(new Date(Date.parse(campaign.endsAt) + 2 * DAY_MS));
  await app.quiet();
  const works = await theWork(app, { village, finance, association, campaign });
  await endWorks(app, { village, finance, projectId: ending.projectId });
  await app.moveClock({ days: 30 });
  await app.quiet();
  await demandBack(app, { village, finance, projectId: ending.projectId });
  const others = await anAssociation(app, village, { members: 3 });
  const running = await aLiveCampaign(app, village, { association: others, goals: GOALS });
  await give(app, running.id, { wish: { gift: GIFT } });
  await givesMuch(app, finance, running.id);
  const promised = await aPledgeCampaign({ app, village, council: others });
  await aPledge(app, promised, GIFT.minor);
  await claimedBack(app, running.id);
  await transferGoesBack(app, finance, running);
  await startGift(app.visitor(), running.id);
  await app.quiet();
  return works;
}

/** Part of it is paid in, part is guaranteed; it matches all three campaigns. */
async function aFundByLetter(app: TestApp, village: Village, finance: Finance): Promise<string> {
  const funder = await aFunder(app, village);
  const { id } = await draftFund(app, funder, {
    potMinor: 3 * PROMISED_MINOR,
    projectCapMinor: 2 * PROMISED_MINOR,
    donorCapMinor: GIFT.minor,
    closesOn: await localDay(app, 365),
  });
  await moveMoney(app, finance, id, { kind: 'paid_in', amountMinor: 2 * PROMISED_MINOR });
  await moveMoney(app, finance, id, { kind: 'guarantee', amountMinor: PROMISED_MINOR });
  await app.quiet();
  return id;
}

async function giveOften(app: TestApp, campaignId: string, times: number): Promise<void> {
  const withdrawn = await give(app, campaignId, {
    wish: { gift: GIFT, tipMinor: 300, coverFee: true },
  });
  for (let given = 1; given < times; given += 1) {
    const gift = given === times - 1 ? FRANCS : GIFT;
    await give(app, campaignId, { wish: { gift, tipMinor: given % 2 === 0 ? 0 : 200 } });
  }
  await app.quiet();
  const donor = await asDonor(app, withdrawn, 'donor.receipt');
  await ok(donor.post(`/me/contributions/${withdrawn.id}/withdrawal`));
  await app.quiet();
}

/** A refund that its donor's card takes at first, and does not keep (R47). */
async function comesBack(app: TestApp, campaignId: string): Promise<void> {
  const given = await give(app, campaignId, { card: REFUND_FAILS_LATER, wish: { gift: GIFT } });
  await app.quiet();
  const donor = await asDonor(app, given, 'donor.receipt');
  await ok(donor.post(`/me/contributions/${given.id}/withdrawal`));
}

/** R43: more than EUR 1,000, with no list to be compared with: finance lets it through. */
async function givesMuch(app: TestApp, finance: Finance, campaignId: string): Promise<void> {
  const gift = { minor: 120_000, currency: 'EUR' as const };
  const wish = aWish({ gift, donorName: 'Ana Rusu', country: 'IT' });
  const started = await startGift(app.visitor(), campaignId, wish);
  const decision = { decision: 'accept', reason: 'Scrisoarea băncii este la dosar.' };
  await ok(finance.checker.browser.post(`/giver-checks/${started.id}/decision`, decision));
  await app.quiet();
  const { checkoutUrl } = await progressOf(app, { ...started, email: wish.email });
  await payWith({ ...started, checkoutUrl }, aCard());
  await app.quiet();
}

/** One dispute open, one won, one lost; and a part of a gift sent back on the provider's own pages. */
async function claimedBack(app: TestApp, campaignId: string): Promise<void> {
  const gifts = [];
  for (let given = 0; given < 4; given += 1) {
    gifts.push(await give(app, campaignId, { wish: { gift: GIFT } }));
  }
  await app.quiet();
  const [open, won, lost, byHand] = gifts as [Given, Given, Given, Given];
  await dispute(app, open);
  await bankDecides(app, await dispute(app, won), 'won');
  await bankDecides(app, await dispute(app, lost), 'lost');
  await refundByHand(app, byHand, 1_000);
  await app.quiet();
}

/** Withdrawn, and owed to the account it came from until finance pays it. */
async function transferGoesBack(
  app: TestApp,
  { maker }: Finance,
  campaign: CampaignView,
): Promise<void> {
  const email = freshDonor();
  const started = await aTransfer(app, campaign, 2_000, { email });
  await transferIn(app, maker, { minor: 2_000, words: started.instructions.reference, payer: ION });
  const donor = await asDonor(app, { ...started, email }, 'donor.receipt-transfer');
  await ok(donor.post(`/me/contributions/${started.id}/withdrawal`));
  await app.quiet();
}

/** One sheet that came to the bank, one that nobody has brought there, and a transfer. */
async function collectCash(
  app: TestApp,
  about: { village: Village; finance: Finance; association: Association; campaign: CampaignView },
): Promise<void> {
  const { village, finance, association: council, campaign } = about;
  const scene = { app, village, council };
  const lines = () => [aReceipt(), aReceipt({ donorName: 'Ana Rusu', amountMinor: 2_000 })];
  const whole = await aRecordedSheet(scene, campaign, lines());
  await aRecordedSheet(scene, campaign, lines());
  await payIn(app, finance.maker, whole.recordedMinor, whole.reference);
  const { instructions } = await aTransfer(app, campaign, 3_000);
  await transferIn(app, finance.maker, { minor: 3_000, words: instructions.reference, payer: ION });
  // Nobody knows what this is for.
  await payIn(app, finance.maker, 1_500, 'pentru sat');
}

async function theWork(
  app: TestApp,
  about: { village: Village; finance: Finance; association: Association; campaign: CampaignView },
): Promise<Works> {
  const { village, finance, association, campaign } = about;
  const { projectId } = campaign;
  const htaVerifier = await aVerifier(app, association);
  const volunteers: TestPerson[] = [];
  for (const name of ['Volunteer a', 'Volunteer b']) {
    volunteers.push(await aPersonWith(app, village.administrator, 'volunteer_verifier', name));
  }
  const works = { village, finance, association, htaVerifier, volunteers, projectId };
  // The judgement waits fourteen days for cash that does not come (ruling 20).
  await app.moveClock({ days: 14 });
  await app.quiet();
  await fetchMoney(app, finance);
  await sign(village, projectId);
  await handInProcurementPapers(village, projectId);
  await pay(app, finance, { projectId, number: 1 });
  await report(works, 1, 100_000);
  await verify(app, works, 1);
  await proveShare(app, works, 1);
  await refusedByTheBank(app, finance, projectId);
  await pay(app, finance, { projectId, number: 2 });
  return works;
}

/** R82: a first tranche is paid, then the works are stopped and the project is ended. */
async function endWorks(
  app: TestApp,
  about: { village: Village; finance: Finance; projectId: string },
): Promise<void> {
  const { village, finance, projectId } = about;
  await sign(village, projectId);
  await handInProcurementPapers(village, projectId);
  await app.quiet();
  await pay(app, finance, { projectId, number: 1 });
  await decide(app, village, projectId, 'suspend');
  await decide(app, village, projectId, 'cancel');
}

/** L21: of what the ended project was paid some is wanted back, and a part of that has come. */
async function demandBack(
  app: TestApp,
  about: { village: Village; finance: Finance; projectId: string },
): Promise<void> {
  const { village, finance, projectId } = about;
  await ok(demand(app, village.reviewer, projectId, { amountMinor: 9_000 }));
  const { id } = await theRecovery(village.reviewer, projectId);
  await ok(receive(app, finance.maker, id, 2_500));
}

/** R75: sent once and sent back; what follows is a second attempt under the same id. */
async function refusedByTheBank(app: TestApp, finance: Finance, projectId: string): Promise<void> {
  const sent = await send(app, finance, await theTranche(finance.maker, projectId, 2));
  const today = (await app.now()).toISOString().slice(0, 10);
  await importStatement(finance.maker, [returnOf(sent, today)]);
  await app.quiet();
}

async function aVerifier(app: TestApp, association: Association): Promise<TestPerson> {
  const [chair] = association.board;
  const person = await aPerson(app, 'Vera Verifier');
  if (chair === undefined) throw new Error('an association without a board');
  await join(chair, person, association.id, ['hta_verifier']);
  await enrolSecondFactor(app, person);
  return person;
}

/** The statement of the bank that shows every payout of the provider so far. */
async function fetchMoney(app: TestApp, finance: Finance): Promise<void> {
  const payouts = await app.database.query<{ id: string; minor: string }>(
    `SELECT id, amount_minor AS minor FROM stripe_payouts WHERE status = 'paid' ORDER BY id`,
  );
  const day = (await app.now()).toISOString().slice(0, 10);
  await importStatement(
    finance.maker,
    payouts.map(({ id, minor }) => ({
      reference: `STRIPE-${id}`,
      endToEndId: id,
      amountMinor: Number(minor),
      direction: 'CRDT',
      day,
    })),
  );
  await app.quiet();
}
