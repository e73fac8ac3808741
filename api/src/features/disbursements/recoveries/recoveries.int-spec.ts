import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { ChoiceOptionsView } from '@vatra/shared/contributions/contributions.views';
import type { OpenRecoveryView } from '@vatra/shared/disbursements/recoveries.views';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import { localDay } from '../../../../test/support/campaign.js';
import { decide, propose, WHY } from '../../../../test/support/decisions.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { projectState } from '../../../../test/support/funded.js';
import { aBankLine } from '../../../../test/support/funds.js';
import { asDonor } from '../../../../test/support/gifts.js';
import { theTranche } from '../../../../test/support/payments.js';
import type { TestPerson } from '../../../../test/support/people.js';
import { demand, receive, recoveriesOf, theRecovery } from '../../../../test/support/recoveries.js';
import { ok } from '../../../../test/support/village.js';
import { aProjectUnderWay, type Works } from '../../../../test/support/works.js';

const SCENE_TIMEOUT_MS = 400_000;
const SAID = 'Consiliul local a votat cum se întorc banii.';
/** EUR 9: what is left of it is too little to be sent back by itself. */
const SMALL = 900;

let app: TestApp;
let works: Works;
/** The largest first. */
let gifts: { id: string; email: string; giftMinor: number }[];
let paid: number;

/** A project that was ended after its first payment, and whose donors have all decided. */
beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  works = await aProjectUnderWay(app, 0, [SMALL]);
  const rows = await app.database.query<Record<'id' | 'email' | 'gift', string>>(
    `SELECT c.id, d.email, c.gift_minor AS gift FROM contributions c
       JOIN contribution_donors d ON d.contribution_id = c.id
      WHERE c.project_id = $1 ORDER BY c.gift_minor DESC, c.id`,
    [works.projectId],
  );
  gifts = rows.map(({ id, email, gift }) => ({ id, email, giftMinor: Number(gift) }));
  await decide(app, works.village, works.projectId, 'suspend');
  await decide(app, works.village, works.projectId, 'cancel');
  const [, generous] = gifts;
  if (generous === undefined) throw new Error('no gift');
  const donor = await asDonor(app, { ...generous, key: '' }, 'donor.choice-cancelled');
  await ok(donor.post(`/me/contributions/${generous.id}/choice`, { choice: 'hometown_fund' }));
  await app.moveClock({ days: 31 });
  await app.quiet();
  paid = (await theTranche(works.village.mayor, works.projectId, 1)).amountMinor;
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const state = () => projectState(works.village, works.projectId);

async function giftRow(id: string) {
  const [row] = await app.database.query<Record<'state' | 'fund' | 'back', string>>(
    'SELECT state, fund, returned_minor AS back FROM contributions WHERE id = $1',
    [id],
  );
  return row;
}

describe('R82, L21: money comes back after the project has ended', () => {
  const recovery = () => theRecovery(works.village.reviewer, works.projectId);
  const step = async (person: TestPerson, body: object) =>
    person.browser.post(`/recoveries/${(await recovery()).id}/steps`, { note: SAID, ...body });
  const held = (code: string) => balanceOf(app, code, works.projectId);
  const hometown = () => balanceOf(app, '2150', works.village.placeId);

  it('R58: is demanded by staff outside the authority, and never more than was paid', async () => {
    const { village, projectId, finance } = works;
    for (const person of [village.mayor, finance.maker]) {
      const refused = () => demand(app, person, projectId, { amountMinor: 100 });
      expect(await refusalOf(app, refused)).toBe('http.forbidden');
    }
    const { reviewer } = village;
    const more = () => demand(app, reviewer, projectId, { amountMinor: paid + 1 });
    expect(await refusalOf(app, more)).toBe('disbursements.recovery-amount');
    const today = () => demand(app, reviewer, projectId, { amountMinor: paid, days: 0 });
    expect(await refusalOf(app, today)).toBe('disbursements.recovery-day');
    await ok(demand(app, reviewer, projectId, { amountMinor: paid }));
    const nowhere = `/recoveries/${projectId}/steps`;
    const unknown = () => reviewer.browser.post(nowhere, { step: 'refer', note: SAID });
    expect(await refusalOf(app, unknown)).toBe('disbursements.recovery-not-found');
    const again = () => demand(app, reviewer, projectId, { amountMinor: 1 });
    expect(await refusalOf(app, again)).toBe('disbursements.recovery-open');
  });

  it('leads those who work on it to the page of its project', async () => {
    const { village, finance, projectId } = works;
    const { slug } = await recoveriesOf(village.reviewer, projectId);
    const page = await ok(app.visitor().get<ProjectPageView>(`/projects/${slug}/page`));
    expect(page.card.id).toBe(projectId);
    const open = await ok(finance.maker.browser.get<OpenRecoveryView[]>('/recoveries'));
    expect(open.map(({ projectSlug }) => projectSlug)).toEqual([slug]);
  });

  it('L21: a demand is owed and lies apart, so that nothing is paid or shared out of it', async () => {
    expect([await held('1310'), await held('2120'), await held('2100')]).toEqual([paid, paid, 0]);
    await app.quiet();
    expect(await mailsTo('authority.recovery-demanded')).toBeGreaterThan(0);
    expect(await state()).toBe('wound_up');
  });

  it('goes by a plan that comes to what is open, and says so when a day is missed', async () => {
    const { reviewer } = works.village;
    const [soon, later] = [await localDay(app, 10), await localDay(app, 40)];
    const short = [{ dueOn: soon, amountMinor: paid - 1 }];
    const wrong = () => step(reviewer, { step: 'plan', instalments: short });
    expect(await refusalOf(app, wrong)).toBe('disbursements.recovery-plan');
    const half = Math.floor(paid / 2);
    const instalments = [
      { dueOn: soon, amountMinor: half },
      { dueOn: later, amountMinor: paid - half },
    ];
    await ok(step(reviewer, { step: 'plan', instalments }));
    const planned = { state: 'agreed_plan', instalments, waitsFor: instalments[0] };
    expect(await recovery()).toMatchObject(planned);
    await app.moveClock({ days: 12 });
    await app.quiet();
    expect(await mailsTo('authority.recovery-overdue')).toBeGreaterThan(0);
    const duties = await ok(reviewer.browser.get<DutyView[]>('/me/duties'));
    const late = duties.find(({ kind }) => kind === 'duty.disbursements.recovery-late');
    // Ten days from the day of the plan that was missed, not from the day of the demand.
    expect(late?.dueAt?.slice(0, 10)).toBe(await localDay(app, 8));
  });

  it('L21: comes by a line of the bank that finance assigns to it, and stays apart', async () => {
    const { finance } = works;
    const { id } = await recovery();
    const tooMuch = await aBankLine(app, finance.maker, paid + 1);
    const body = { bankLineId: tooMuch.id };
    const path = `/recoveries/${id}/receipts`;
    const refused = () => finance.maker.browser.post(path, body);
    expect(await refusalOf(app, refused)).toBe('disbursements.recovery-line');
    const half = Math.floor(paid / 2);
    await ok(receive(app, finance.maker, id, half));
    const came = { state: 'agreed_plan', recoveredMinor: half };
    const rest = { dueOn: await localDay(app, 28), amountMinor: paid - half };
    expect(await recovery()).toMatchObject({ ...came, waitsFor: rest });
    expect([await held('1310'), await held('2120'), await held('2100')]).toEqual([
      paid - half,
      paid,
      0,
    ]);
  });

  it('R81, L16: what has come is shared out when others look into the rest', async () => {
    const { reviewer } = works.village;
    const half = Math.floor(paid / 2);
    const lost = () => propose(reviewer, works.projectId, 'write_off');
    expect(await refusalOf(app, lost)).toBe('disbursements.decision-not-possible');
    const before = await hometown();
    await ok(step(reviewer, { step: 'refer' }));
    await app.quiet();
    const no = () => step(reviewer, { step: 'dispute' });
    expect(await refusalOf(app, no)).toBe('disbursements.recovery-not-possible');
    const kept = (await hometown()) - before;
    expect(await held('2140')).toBe(half - kept);
    expect([await held('2100'), await held('2120')]).toEqual([0, paid - half]);
    // Who had given the first share to the hometown gives it this one too.
    const [asked, given] = [await giftRow(gifts[0]?.id ?? ''), await giftRow(gifts[1]?.id ?? '')];
    expect([asked?.state, given?.state]).toEqual(['choice_pending', 'to_hometown_fund']);
    const generous = gifts.filter(({ giftMinor }, index) => index === 1 || giftMinor < 1_000);
    const ofThem = await recoveredParts(generous.map(({ id }) => id));
    expect(Object.values(ofThem).reduce((sum, part) => sum + part, 0)).toBe(kept);
  });

  it('R82: asks those who had the first share back about this one, without tip and fee', async () => {
    const [large] = gifts;
    if (large === undefined) throw new Error('no gift');
    const share = (await recoveredParts([large.id]))[large.id] ?? 0;
    const donor = await asDonor(app, { ...large, key: '' }, 'donor.choice-recovered');
    const path = `/me/contributions/${large.id}`;
    const options = await ok(donor.get<ChoiceOptionsView>(`${path}/choices`));
    expect(options).toMatchObject({ reason: 'recovered', kept: { minor: share }, isShare: true });
    const backBefore = Number((await giftRow(large.id))?.back);
    await app.moveClock({ days: 31 });
    await app.quiet();
    const row = await giftRow(large.id);
    expect(row).toMatchObject({ state: 'refunded', back: String(backBefore + share) });
    expect(await held('2140')).toBe(0);
  });

  it('R82: what will not come is written off by two people, and the loss is public', async () => {
    const { village, projectId, finance } = works;
    const { id } = await recovery();
    await ok(receive(app, finance.maker, id, 4_000));
    await decide(app, village, projectId, 'write_off');
    const lostMinor = paid - Math.floor(paid / 2) - 4_000;
    expect([await held('1310'), await held('2120'), await held('2100')]).toEqual([0, 0, 0]);
    const [shown] = (await pageOf(app, village, projectId)).agreement?.recoveries ?? [];
    const end = { state: 'written_off', demandedMinor: paid, note: WHY, waitsFor: null };
    expect(shown).toMatchObject(end);
    expect((shown?.demandedMinor ?? 0) - (shown?.recoveredMinor ?? 0)).toBe(lostMinor);
    const late = () => receive(app, finance.maker, id, 1);
    expect((await late()).body).toMatchObject({ code: 'disbursements.recovery-closed' });
    await app.moveClock({ days: 31 });
    await app.quiet();
    expect(await held('2140')).toBe(0);
    expect(await state()).toBe('wound_up');
    expect((await pageOf(app, village, projectId)).moneyFlow.disbursedMinor).toBe(lostMinor);
  });
});

async function mailsTo(template: string): Promise<number> {
  const [row] = await app.database.query<{ n: number }>(
    'SELECT count(*)::integer AS n FROM mails WHERE template = $1',
    [template],
  );
  return row?.n ?? 0;
}

async function recoveredParts(ids: readonly string[]): Promise<Record<string, number>> {
  const rows = await app.database.query<{ id: string; share: string }>(
    `SELECT p.contribution_id AS id, p.share_minor AS share FROM share_out_parts p
       JOIN share_outs s ON s.id = p.share_out_id
      WHERE s.reason = 'recovered' AND p.contribution_id = ANY ($1::uuid[])`,
    [ids],
  );
  return Object.fromEntries(rows.map(({ id, share }) => [id, Number(share)]));
}

async function pageOf(
  scene: TestApp,
  { mayor }: Works['village'],
  projectId: string,
): Promise<ProjectPageView> {
  const { slug } = await ok(mayor.browser.get<{ slug: string }>(`/projects/${projectId}/file`));
  return ok(scene.visitor().get<ProjectPageView>(`/projects/${slug}/page`));
}
