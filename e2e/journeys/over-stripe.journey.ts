import { expect, test } from '@playwright/test';
import { Association } from '../support/association.js';
import { Cast, PEOPLE } from '../support/cast.js';
import { DemoBar, dayAfter } from '../support/demo-bar.js';
import { Finance } from '../support/finance.js';
import { Camera, paper } from '../support/papers.js';
import { PlatformDesks } from '../support/platform-desks.js';
import { PublicProject } from '../support/public-project.js';
import { Refills } from '../support/refills.js';
import { StripeRail } from '../support/stripe-rail.js';
import { TownHall } from '../support/town-hall.js';
import { Visitor } from '../support/visitor.js';

const TITLE = 'New windows for the kindergarten';
/** What donors gave has been fetched from Stripe since, week by week. */
const WEEKS_BACK = 100;
const euros = (cents: number): string => (cents / 100).toFixed(2);

test('a payment through Stripe: from an account there to the money that was fetched too early', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const cast = new Cast(browser);
  const bar = new DemoBar(page);
  const atStripe = { mayor: PEOPLE.mayorAtStripe, focalPoint: PEOPLE.focalPointAtStripe };
  const townHall = new TownHall(cast, new Camera(browser), TITLE, atStripe);
  const rail = new StripeRail(cast, PEOPLE.mayorAtStripe);
  const association = new Association(cast, TITLE, PEOPLE.chairwomanInParis);
  const platform = new PlatformDesks(cast, TITLE);
  const finance = new Finance(cast, bar, TITLE);
  const refills = new Refills(cast, bar);
  let today = await bar.today();

  const visitor = new Visitor(page);
  await visitor.findHometown('doina', 'Doina');
  const project = new PublicProject(page, await visitor.openProject(TITLE));
  const before = await project.openBooks();
  expect([before.disbursedMinor, await project.heldNow()]).toEqual([0, before.heldMinor]);

  await test.step('The town hall opens an account at Stripe and wants to be paid there', async () => {
    await rail.openAccount();
    await rail.giveAccount();
    await finance.acceptAccount('Doina');
    await rail.expectAccepted();
  });

  await test.step('The statement shows what was fetched from Stripe week by week', async () => {
    await finance.bringStatement(today, dayAfter(today, -WEEKS_BACK));
    today = await bar.goOn(4);
  });

  await test.step('Three sign, the papers of the purchase are handed in', async () => {
    await townHall.signAgreement();
    await association.witnessAgreement();
    await platform.signAgreement();
    await townHall.handInProcurementPapers();
  });

  const release = async (): Promise<number> => {
    const amount = await finance.prepare();
    await finance.release(PEOPLE.checker);
    await finance.release(PEOPLE.secondChecker);
    return amount;
  };

  let amount = 0;
  let left = 0;
  await test.step('Two release the first part; Stripe holds too little for it', async () => {
    amount = await release();
    await finance.expectStanding('Stripe does not hold enough');
  });

  await test.step('The council takes its share back: the money can stay at the bank', async () => {
    const share = await townHall.withdrawShare(today);
    left = await refills.leaveAtBank();
    await townHall.decideShare({
      decisionNumber: '8/2',
      decisionDate: today,
      cashMinor: euros(share.cash),
      inKindMinor: euros(share.inKind),
      budgetCode: '6402',
      fileId: paper('Council decision 8-2 about the windows'),
    });
    await platform.acceptShare();
  });

  await test.step('Released again: what is missing goes to Stripe by a file', async () => {
    expect(await release()).toBe(amount);
    expect(await refills.takeToBank()).toBe(left);
  });

  await test.step('Two days later the bank shows it gone, and Stripe sends the payment by itself', async () => {
    today = await bar.goOn(2);
    await finance.bringStatement(today);
    await finance.expectStanding('In the town hall');
    expect((await project.openBooks()).disbursedMinor).toBe(0);
    today = await bar.goOn(3);
  });

  await test.step('Everybody sees it paid, to the cent', async () => {
    await expect(async () => {
      await project.open();
      const books = await project.openBooks();
      expect(books.disbursedMinor).toBe(amount);
      expect(books.heldMinor).toBe(before.heldMinor - amount);
      expect(await project.heldNow()).toBe(books.heldMinor);
      const confirmed = { effect: amount, heldAfter: books.heldMinor };
      expect(await project.newestEntry()).toEqual(confirmed);
    }).toPass({ timeout: 20_000 });
    expect(await finance.findOverStripe()).toBe(amount);
  });
});
