import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { amountInWords } from '@vatra/shared/amount-in-words';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf, entryOf } from '../../../../test/support/balances.js';
import { decide, dispute, refundByHand } from '../../../../test/support/disputes.js';
import {
  aFinanceTeam,
  aSettledProject,
  tranchesOf,
  type Finance,
} from '../../../../test/support/funded.js';
import { provePayee } from '../../../../test/support/gifts.js';
import { fundOperator } from '../../../../test/support/operator.js';
import { handInProcurementPapers, pay, sign } from '../../../../test/support/payments.js';
import { mailsTo } from '../../../../test/support/people.js';
import {
  aVillage,
  anAssociation,
  ok,
  type Association,
  type Village,
} from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 400_000;
const GOALS = { minimumMinor: 90_000, optimumMinor: 300_000 };
/** Twelve gifts of EUR 100 and one that is lost at once; an Italian card leaves 98.25 of each. */
const GIFTS = 12;
const GROSS = 10_000;
const FEE = 175;
const NET = GROSS - FEE;
const DISPUTE_FEE = 2_000;

let app: TestApp;
let village: Village;
let finance: Finance;
let association: Association;
let projectId: string;
let gifts: { readonly id: string }[];
/** As nobody has signed it yet, before and after a bank has taken a gift. */
let agreements: AgreementView[];

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  association = await anAssociation(app, village, { members: 3 });
  projectId = await aSettledProject(app, village, {
    associations: [association],
    goals: GOALS,
    gifts: GIFTS + 1,
    giftMinor: GROSS,
  });
  // The youngest gift has to be fourteen days old (ruling 23, R72).
  await app.moveClock({ days: 15 });
  await app.quiet();
  await loseOne();
  // The bank's fee and loss are the operator's to pay before anything else is, at the end of the day (L27).
  await fundOperator(app, finance);
  await app.moveClock({ hours: 1 });
  await app.quiet();
  await sign(village, projectId);
  await handInProcurementPapers(village, projectId);
  await pay(app, finance, { projectId, number: 1 });
  gifts = await committed();
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const committed = () =>
  app.database.query<{ id: string }>(
    `SELECT id FROM contributions WHERE project_id = $1 AND state = 'committed' ORDER BY id`,
    [projectId],
  );
const theAgreement = () =>
  ok(village.mayor.browser.get<AgreementView>(`/projects/${projectId}/agreement`));
async function loseOne(): Promise<void> {
  const before = await theAgreement();
  const [gift] = await committed();
  const id = await dispute(app, gift ?? { id: '' });
  await app.quiet();
  await decide(app, id, 'lost');
  await app.quiet();
  agreements = [before, await theAgreement()];
}
const giftAt = (at: number): { readonly id: string } => {
  const gift = gifts[at];
  if (gift === undefined) throw new Error(`no gift ${String(at)}`);
  return gift;
};
const held = () => balanceOf(app, '2100', projectId);
const row = async (id: string) => {
  const [found] = await app.database.query<{ state: string; id: string }>(
    `SELECT c.state, d.id FROM contributions c JOIN disputes d ON d.holder_id = c.id WHERE c.id = $1`,
    [id],
  );
  return found;
};

describe('a dispute before anybody has signed', () => {
  it('R59, L12: lost, the text to be signed says the smaller grant', () => {
    const [before, after] = agreements;
    const grants = [before?.grantTotalMinor, after?.grantTotalMinor];
    expect(grants).toEqual([NET * (GIFTS + 1), NET * GIFTS]);
    expect(after?.textVersion).toBe((before?.textVersion ?? 0) + 1);
    expect(after?.text.en).toContain('1,179.00 EUR in total');
    expect(after?.text.ro).toContain('1.179,00 EUR în total');
  });
});

describe('a dispute after half of the grant was paid out', () => {
  it('L10, ruling 14: freezes only the part that has not been disbursed', async () => {
    const before = await held();
    expect(before).toBe((NET * GIFTS) / 2);
    await dispute(app, giftAt(0));
    await app.quiet();
    const found = await row(giftAt(0).id);
    expect(await entryOf(app, `L10:${found?.id ?? ''}`)).toEqual({
      '1400': GROSS,
      '5020': DISPUTE_FEE,
      '1010': -GROSS - DISPUTE_FEE,
      '2100': Math.round(NET / 2),
      '2145': -Math.round(NET / 2),
    });
  });

  it('L12, R51: lost, the platform bears what was paid out, no other donor does', async () => {
    const share = Math.round(NET / 2);
    const before = await held();
    const [open] = await app.database.query<{ id: string }>(
      `SELECT stripe_dispute_id AS id FROM disputes WHERE holder_id = $1`,
      [giftAt(0).id],
    );
    await decide(app, open?.id ?? '', 'lost');
    await app.quiet();
    const found = await row(giftAt(0).id);
    expect(found?.state).toBe('committed');
    expect(await entryOf(app, `L12:${found?.id ?? ''}`)).toEqual({
      '2145': share,
      '5000': FEE,
      '5030': GROSS - share - FEE,
      '1400': -GROSS,
    });
    expect(await held()).toBe(before);
  });

  it('R59, L12: what was lost is no longer planned, and who planned with it is told', async () => {
    const share = Math.round(NET / 2);
    const whole = NET * GIFTS;
    expect((await theAgreement()).grantTotalMinor).toBe(whole - share);
    const amounts = (await tranchesOf(village.mayor, projectId)).map((one) => one.amountMinor);
    const [first, second = 0, last = 0] = amounts;
    expect(first).toBe(whole / 2);
    expect(second + last).toBe(await held());
    // As before, four parts in five of what is still to come.
    expect(Math.abs(second - (4 * (second + last)) / 5)).toBeLessThan(1);
    const member = association.members[0]?.email ?? '';
    for (const [email, template] of [
      [village.mayor.email, 'authority.grant-shrunk'],
      [member, 'association.grant-shrunk'],
    ] as const) {
      const mails = (await mailsTo(app, email)).filter((mail) => mail.template === template);
      // One for each gift that was lost, the newest first.
      expect(mails).toHaveLength(2);
      expect(mails[0]?.text).toContain(amountInWords(whole - share, 'ro'));
    }
  });

  it('L11: won, the undisbursed part is the project’s again', async () => {
    const before = await held();
    const id = await dispute(app, giftAt(1));
    await app.quiet();
    expect(await held()).toBeLessThan(before);
    await decide(app, id, 'won');
    await app.quiet();
    expect(await held()).toBe(before);
  });

  it('L10, ruling 14: two at once freeze the same part, and leave the others theirs', async () => {
    const before = await held();
    const ids = [];
    for (const at of [3, 4]) {
      ids.push(await dispute(app, giftAt(at)));
      await app.quiet();
    }
    // Half of each, to the cent that the first one was rounded up by.
    expect(Math.abs(before - (await held()) - NET)).toBeLessThanOrEqual(1);
    for (const id of ids) await decide(app, id, 'won');
    await app.quiet();
    expect(await held()).toBe(before);
  });

  it('R48: of a refund by hand the project gives what it still holds, the platform the rest', async () => {
    const before = await held();
    await refundByHand(app, giftAt(2));
    await app.quiet();
    const [refund] = await app.database.query<{ id: string }>(
      `SELECT id FROM refunds WHERE contribution_id = $1`,
      [giftAt(2).id],
    );
    const share = before - (await held());
    // Half of it was paid out, as of all others: what a bank took of one of them changes nothing.
    expect(Math.abs(share - NET / 2)).toBeLessThan(1);
    expect(await entryOf(app, `L13:${refund?.id ?? ''}`)).toEqual({
      '2100': share,
      '5000': FEE,
      '5030': NET - share,
      '2130': -GROSS,
    });
  });

  it('R59, L13: what went back by hand is no longer planned either', async () => {
    const unpaid = (await tranchesOf(village.mayor, projectId)).slice(1);
    expect(unpaid.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(await held());
    const mails = await mailsTo(app, village.mayor.email);
    expect(mails.filter(({ template }) => template === 'authority.grant-shrunk')).toHaveLength(3);
  });
});
