import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LedgerPageView } from '@vatra/shared/ledger/ledger.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { HomeView, NamedEntryView } from '@vatra/shared/publishing/publishing.views';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { balanceOf, entryOf } from '../../../test/support/balances.js';
import type { Answer } from '../../../test/support/browser.js';
import { localDay } from '../../../test/support/campaign.js';
import { cardOf } from '../../../test/support/cards.js';
import { decide } from '../../../test/support/disputes.js';
import { refusalOf } from '../../../test/support/footprint.js';
import { projectState } from '../../../test/support/funded.js';
import { bankPays, order, prepareOrder } from '../../../test/support/operator.js';
import {
  drawnOn,
  importStatement,
  pay,
  returnOf,
  theTranche,
} from '../../../test/support/payments.js';
import { enrolSecondFactor, type TestPerson } from '../../../test/support/people.js';
import { aCompletion, indicatorsOf, reportOf, valueOf } from '../../../test/support/reports.js';
import { letTwoRest, sharesOfFunds, winLate, type Resting } from '../../../test/support/resting.js';
import { ok } from '../../../test/support/village.js';
import {
  aProjectUnderWay,
  anInvoice,
  drawnFor,
  accept,
  answer,
  proveShare,
  report,
  theMilestone,
  verify,
  type Works,
} from '../../../test/support/works.js';

const SCENE_TIMEOUT_MS = 500_000;
const DAY_MS = 86_400_000;
/** Together they add a fifth to every gift; what the project does not need goes to different places. */
const fundsUntil = (closesOn: string) => [
  { potMinor: 20_000, ratioPercent: 20, leftover: 'fund' as const, closesOn },
  { potMinor: 10_000, ratioPercent: 20, leftover: 'reserve' as const, closesOn },
];

/** Its share of what is left is below EUR 5. */
const SMALL_GIFT = 3_000;

let app: TestApp;
let works: Works;

/** Both milestones verified, both first tranches paid, the whole share of the authority proved. */
beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  const matching = fundsUntil(await localDay(app, 700));
  works = await aProjectUnderWay(app, 4, [SMALL_GIFT], { matching, leftover: 'return' });
  const { projectId, finance } = works;
  await report(works, 1, (await theTranche(finance.maker, projectId, 1)).amountMinor);
  await verify(app, works, 1);
  await proveShare(app, works, 1);
  await pay(app, finance, { projectId, number: 2 });
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const refusal = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);
const state = () => projectState(works.village, works.projectId);
const author = () => works.village.focalPoint.browser;
const today = async () => (await app.now()).toISOString().slice(0, 10);

const complete = (body: object) => () =>
  author().post(`/projects/${works.projectId}/completion-report`, body);
const review =
  (id: string, decision: string, by: TestPerson = works.village.reviewer) =>
  () =>
    by.browser.post(`/reports/${id}/review`, { decision, reason: 'compared with the ledger' });

describe('the completion report', () => {
  it('comes after every milestone has been verified', async () => {
    const body = await aCompletion(app, works);
    expect(await refusal(complete(body))).toBe('results.milestones-open');
    await report(works, 2, 1_000);
    await verify(app, works, 2);
    const due = await reportOf(works, 'completion');
    expect([due.state, due.may]).toEqual(['due', ['submit']]);
  });

  it('R13: measures the outputs of the plan, on days that have been', async () => {
    const [known] = (await aCompletion(app, works)).values;
    const unknown = { ...known, indicatorId: works.projectId };
    const send = async (values: unknown[]) =>
      refusal(complete(await aCompletion(app, works, { values })));
    expect(await send([unknown])).toBe('results.indicator-unknown');
    expect(await send([{ ...known, measuredOn: '2031-01-01' }])).toBe('results.measured-in-future');
    expect(await send([await valueOf(app, works, 'outcome', 30)])).toBe(
      'results.indicators-missing',
    );
  });

  it('is accepted only after two others have seen the whole work', async () => {
    await ok(complete(await aCompletion(app, works))());
    expect(await state()).toBe('completion_reported');
    const { id } = await reportOf(works, 'completion');
    expect(await refusal(review(id, 'accept'))).toBe('results.not-verified');
  });

  it('is not reviewed by somebody of the authority, whatever else they are', async () => {
    const { administrator, mayor } = works.village;
    const role = { email: mayor.email, role: 'platform_reviewer' };
    await ok(administrator.browser.post('/people/roles', role));
    await enrolSecondFactor(app, mayor);
    const { id } = await reportOf(works, 'completion');
    expect(await refusal(review(id, 'accept', mayor))).toBe('results.not-yours');
  });

  it('comes back with the work when one of them says no', async () => {
    const whole = await theMilestone(works, 3);
    expect([whole.kind, whole.state]).toEqual(['completion', 'reported']);
    const [one] = await drawnFor(works, whole.id);
    if (one === undefined) throw new Error('nobody was drawn');
    await ok(accept(one.person, one.drawn));
    await ok(answer(app, one.person, one.drawn, 'no'));
    const path = `/milestones/${whole.id}/doubt-decision`;
    const rework = { decision: 'rework', reason: 'one window does not close' };
    await ok(works.village.reviewer.browser.post(path, rework));
    await app.quiet();
    expect((await reportOf(works, 'completion')).state).toBe('returned');
    await ok(complete(await aCompletion(app, works))());
    await verify(app, works, 3);
    expect((await theMilestone(works, 3)).state).toBe('verified');
  });

  it('R87: is accepted only when what was paid is shown with invoices', async () => {
    const { id } = await reportOf(works, 'completion');
    expect(await refusal(review(id, 'accept'))).toBe('results.accounts-do-not-balance');
    expect((await cardOf(app, works.projectId)).result).toBeNull();
    const { amountMinor } = await theTranche(works.finance.maker, works.projectId, 2);
    const invoice = await anInvoice(works.village.focalPoint, amountMinor - 1_000);
    const path = `/projects/${works.projectId}/spending-reports`;
    await ok(author().post(path, { invoices: [invoice] }));
    await ok(review(id, 'accept')());
    await app.quiet();
    expect(await state()).toBe('completed');
    expect(await refusal(review(id, 'return'))).toBe('results.not-submitted');
    expect(await refusal(complete(await aCompletion(app, works)))).toBe('results.not-open');
  });

  it('R63: opens the last tranche, which empties the fund', async () => {
    await pay(app, works.finance, { projectId: works.projectId, number: 3 });
    const book = await ok(app.visitor().get<LedgerPageView>(`/ledger/projects/${works.projectId}`));
    expect(book.heldMinor).toBe(0);
    expect(book.disbursedMinor).toBe(book.receivedMinor - book.feesMinor - book.refundedMinor);
  });

  it('shows the accepted result on the card, beside the need and the picture from before', async () => {
    const card = await cardOf(app, works.projectId);
    expect(card.result).toMatchObject({ alt: { en: 'After the work' } });
    expect(card.photo).not.toMatchObject({ fileId: card.result?.fileId });
    expect(card.need).toMatchObject({ en: expect.stringMatching(/\w{3}/) });
    const { finished, latestEntries } = await ok(app.visitor().get<HomeView>('/home'));
    expect(finished.map(({ id }) => id)).toContain(works.projectId);
    expect(latestEntries[0]?.project?.slug).toBe(card.slug);
  });

  it('names the project of each line in the whole book, page after page', async () => {
    const seen: NamedEntryView[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page<NamedEntryView> = await ok(app.visitor().get(`/books?limit=7${more}`));
      seen.push(...page.items);
      cursor = page.next;
    }
    const ofProject = seen.filter(({ projectId }) => projectId === works.projectId);
    expect(ofProject.length).toBeGreaterThan(12);
    expect(new Set(ofProject.map(({ project }) => project?.slug))).toEqual(
      new Set([(await cardOf(app, works.projectId)).slug]),
    );
    expect(seen.map(({ position }) => position)).toEqual(
      Array.from({ length: seen.length }, (_, index) => seen.length - index),
    );
  });
});

describe('the follow-up', () => {
  /** Since shortly before the project is closed. */
  let rests: Resting;
  /** As `rests`, of the same fund, and its bank does not give way. */
  let isLost: Resting;
  const funds = () => sharesOfFunds(app, works.projectId);
  const submit =
    (id: string, values: unknown[] = []) =>
    () =>
      author().post(`/reports/${id}/follow-up`, {
        working: 'yes',
        narrative: 'Totul funcționează.',
        maintenancePaidMinor: 20_000,
        values,
      });

  it('is not asked before its time', async () => {
    const { id, may } = await reportOf(works, 'follow_up_6');
    expect(may).toEqual([]);
    expect(await refusal(submit(id))).toBe('results.too-early');
  });

  it('L21: money that comes back meanwhile lies in the fund until the end', async () => {
    const { maker } = works.finance;
    const paid = await theTranche(maker, works.projectId, 3);
    await importStatement(maker, [returnOf(paid, await today())]);
    await app.quiet();
    const { contributions, matching } = await drawnOn(app, works.projectId, 3);
    expect(contributions + matching).toBe(paid.amountMinor);
    expect(await balanceOf(app, '2100', works.projectId)).toBe(contributions);
    expect(await balanceOf(app, '2110', works.projectId)).toBe(matching);
  });

  it('after 6 and 12 months closes the project, with the measured outcome in public', async () => {
    for (const kind of ['follow_up_6', 'follow_up_12'] as const) {
      const { id, dueAt } = await reportOf(works, kind);
      await app.moveClock(new Date(Date.parse(dueAt) - DAY_MS));
      expect(await state()).toBe('in_follow_up');
      await ok(submit(id, [await valueOf(app, works, 'outcome', 30)])());
      if (kind === 'follow_up_12') [rests, isLost] = await letTwoRest(app, works);
      await ok(review(id, 'accept')());
      await app.quiet();
    }
    expect(await state()).toBe('closed');
    const outcome = (await indicatorsOf(app, works)).find(({ kind }) => kind === 'outcome');
    expect(outcome?.values.map(({ report: told, value }) => [told, value])).toEqual([
      ['follow_up_6', 30],
      ['follow_up_12', 30],
    ]);
  });

  it('R80, R81, L22: what is left goes back to those who gave, in proportion, as was published', async () => {
    const { contributions } = await drawnOn(app, works.projectId, 3);
    const [shareOut] = await app.database.query<Record<'id' | 'reason' | 'parts' | 'sum', string>>(
      `SELECT s.id, s.reason, count(*) AS parts, sum(p.share_minor) AS sum FROM share_outs s
         JOIN share_out_parts p ON p.share_out_id = s.id WHERE s.project_id = $1 GROUP BY s.id`,
      [works.projectId],
    );
    const sum = contributions - rests.gift - isLost.gift;
    expect(shareOut).toMatchObject({ reason: 'returned', parts: '11', sum: String(sum) });
    expect(await entryOf(app, `L22:share-out:${shareOut?.id ?? ''}`)).toEqual({
      '2100': sum,
      '2140': -sum,
    });
  });

  it("R80, L10, L22: what is left of the matching follows each fund's own rule, less what rests of its own", async () => {
    const { projectId } = works;
    const { back, kept, toFund, toReserve } = await funds();
    const own = toFund - rests.match - isLost.match;
    expect(own).toBeGreaterThan(2);
    // It had nothing left before, and matches again.
    expect(back.state).toBe('open');
    const entries = [back, kept].map(({ id }) => entryOf(app, `L22:${id}:${projectId}`));
    expect(await Promise.all(entries)).toEqual([
      { '2110': own, '2200': -own },
      { '2110': toReserve, '2160': -toReserve },
    ]);
    expect(await balanceOf(app, '2110', projectId)).toBe(toFund - own);
  });

  it('R80, L12: lost, what rested of a match is free in its fund', async () => {
    const { back, toFund } = await funds();
    await decide(app, isLost.stripeId, 'lost');
    await app.quiet();
    expect(await balanceOf(app, '2110', works.projectId)).toBe(rests.match);
    expect(await balanceOf(app, '2200', back.id)).toBe(toFund - rests.match);
  });

  it('R80, L11, L22: won, it follows the rule of its own fund, and all have what they would have had', async () => {
    const { back, toFund, toReserve } = await funds();
    const { left, kept, entry } = await winLate(app, works.projectId, rests);
    expect(left).toEqual([0, 0, 0]);
    expect(entry).toEqual({ '2100': rests.gift, '2160': -rests.gift });
    expect(kept).toBe(rests.gift);
    expect(await balanceOf(app, '2200', back.id)).toBe(toFund);
    expect(await balanceOf(app, '2160', works.projectId)).toBe(toReserve + rests.gift);
  });

  it('R81: silence sends a share back; one below EUR 5 is kept for repairs', async () => {
    const before = await balanceOf(app, '2160', works.projectId);
    await app.moveClock({ days: 31 });
    await app.quiet();
    const gifts = await app.database.query<{ state: string; held: number }>(
      `SELECT state, (net_minor - spent_minor)::integer AS held FROM contributions
        WHERE project_id = $1 AND spent_minor > 0 ORDER BY gift_minor`,
      [works.projectId],
    );
    const [small, ...others] = gifts;
    expect([small?.state, others.length]).toEqual(['to_reserve', 10]);
    expect(new Set(others.map(({ state: fate }) => fate))).toEqual(new Set(['refunded']));
    expect(small?.held).toBeLessThan(500);
    expect((await balanceOf(app, '2160', works.projectId)) - before).toBe(small?.held);
  });

  it('L21, L22: what comes back after that is kept for repairs of what was built', async () => {
    const { projectId, finance } = works;
    const paid = await theTranche(finance.maker, projectId, 2);
    await importStatement(finance.maker, [returnOf(paid, await today())]);
    await app.quiet();
    const { contributions } = await drawnOn(app, projectId, 2);
    expect(await entryOf(app, `L22:reserve:${paid.id}`)).toEqual({
      '2100': contributions,
      '2160': -contributions,
    });
    expect(await balanceOf(app, '2110', projectId)).toBe(0);
  });

  it('L29: a repair is paid from the reserve, to the authority, and no more than is there', async () => {
    const { projectId, finance } = works;
    const held = await balanceOf(app, '2160', projectId);
    const of = { sourceId: projectId };
    expect(
      await refusalOf(app, () => prepareOrder(finance.maker, 'repair_grant', held + 1, of)),
    ).toBe('disbursements.order-amount');
    const grant = await order(app, finance, 'repair_grant', held - 100, of);
    expect(grant.state).toBe('sent');
    expect(await entryOf(app, `L29:${grant.id}`)).toEqual({
      '2160': held - 100,
      '2300': 100 - held,
    });
    await bankPays(app, finance.maker, grant);
    expect(await entryOf(app, `L9:proved:${grant.id}`)).toEqual({
      '2300': held - 100,
      '1100': 100 - held,
    });
    expect(await balanceOf(app, '2160', projectId)).toBe(100);
  });
});
