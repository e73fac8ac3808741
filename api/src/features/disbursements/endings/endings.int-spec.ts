import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ChoiceOptionsView,
  ContributionView,
} from '@vatra/shared/contributions/contributions.views';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import { confirm, decide, propose, waiting, WHY } from '../../../../test/support/decisions.js';
import { decide as bankDecides, dispute } from '../../../../test/support/disputes.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { projectState, tranchesOf } from '../../../../test/support/funded.js';
import { asDonor } from '../../../../test/support/gifts.js';
import { fundOperator } from '../../../../test/support/operator.js';
import {
  importStatement,
  prepare,
  returnOf,
  send,
  theTranche,
} from '../../../../test/support/payments.js';
import { approvalCode } from '../../../../test/support/people.js';
import { ok } from '../../../../test/support/village.js';
import {
  aProjectUnderWay,
  proveShare,
  report,
  verify,
  type Works,
} from '../../../../test/support/works.js';

const SCENE_TIMEOUT_MS = 400_000;
/** EUR 6 and EUR 9: half of the first is a small share, half of the second nearly one. */
const SMALL = [600, 900];

let app: TestApp;
let works: Works;
let gifts: { id: string; email: string; giftMinor: number; netMinor: number }[];
/** Of this gift a bank claims all that is left while the project is ended (L10). */
let claimed: { id: string; email: string; disputeId: string; restsMinor: number };

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  works = await aProjectUnderWay(app, 3, [...SMALL, 1_600]);
  const rows = await app.database.query<Record<'id' | 'email' | 'gift' | 'net', string>>(
    `SELECT c.id, d.email, c.gift_minor AS gift, c.net_minor AS net FROM contributions c
       JOIN contribution_donors d ON d.contribution_id = c.id
      WHERE c.project_id = $1 ORDER BY c.gift_minor DESC, c.id`,
    [works.projectId],
  );
  gifts = rows.map(({ id, email, gift, net }) => ({
    id,
    email,
    giftMinor: Number(gift),
    netMinor: Number(net),
  }));
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const state = () => projectState(works.village, works.projectId);
const stateOfTranche = async (number: number) =>
  (await theTranche(works.village.mayor, works.projectId, number)).state;
const donorOf = ({ id, email }: { id: string; email: string }) =>
  asDonor(app, { id, email, key: '' }, 'donor.choice-cancelled');
const others = () => gifts.filter(({ id }) => id !== claimed.id);
const netOf = (list: typeof gifts) => list.reduce((sum, { netMinor }) => sum + netMinor, 0);

async function partsOf(ids: readonly string[]): Promise<Record<string, number>> {
  const rows = await app.database.query<{ id: string; share: string }>(
    `SELECT contribution_id AS id, share_minor AS share FROM share_out_parts
      WHERE contribution_id = ANY ($1::uuid[])`,
    [ids],
  );
  return Object.fromEntries(rows.map(({ id, share }) => [id, Number(share)]));
}

async function claimOne(): Promise<void> {
  const gift = gifts[2];
  if (gift === undefined) throw new Error('no gift');
  // The bank takes longer than the donors of the other gifts have.
  await app.emulator?.control('/knobs', { disputeResponseDays: 60 });
  await fundOperator(app, works.finance);
  const disputeId = await dispute(app, gift);
  await app.quiet();
  const restsMinor = await balanceOf(app, '2145', works.projectId);
  claimed = { ...gift, disputeId, restsMinor };
}

async function giftRow(id: string) {
  const [row] = await app.database.query<Record<'state' | 'fund' | 'back', string>>(
    'SELECT state, fund, returned_minor AS back FROM contributions WHERE id = $1',
    [id],
  );
  return row;
}

describe('R82: stopping works', () => {
  it('is for staff, and only where the works are', async () => {
    const { village, projectId, finance } = works;
    for (const person of [village.mayor, finance.checker, village.focalPoint]) {
      const refused = await refusalOf(app, () => propose(person, projectId, 'suspend'));
      expect(refused).toBe('http.forbidden');
    }
    expect(await refusalOf(app, () => propose(village.reviewer, projectId, 'cancel'))).toBe(
      'disbursements.decision-not-possible',
    );
    expect(await refusalOf(app, () => propose(village.reviewer, projectId, 'resume'))).toBe(
      'disbursements.decision-not-possible',
    );
  });

  it('takes two people, one decision at a time', async () => {
    const { reviewer, administrator } = works.village;
    const { projectId } = works;
    const opened = await ok(propose(reviewer, projectId, 'suspend'));
    expect(opened.possible).toEqual([]);
    const { id } = await waiting(reviewer, projectId);
    expect(await refusalOf(app, () => confirm(app, reviewer, id))).toBe(
      'disbursements.decision-needs-another',
    );
    expect(await refusalOf(app, () => propose(administrator, projectId, 'suspend'))).toBe(
      'disbursements.decision-waiting',
    );
    await ok(administrator.browser.post(`/project-decisions/${id}/withdrawal`));
    expect(await refusalOf(app, () => confirm(app, administrator, id))).toBe(
      'disbursements.decision-closed',
    );
    const nowhere = works.projectId;
    expect(await refusalOf(app, () => confirm(app, administrator, nowhere))).toBe(
      'disbursements.decision-not-found',
    );
    expect(await state()).toBe('implementing');
  });

  it('holds what could be paid, and lets it go on', async () => {
    await report(works, 1, 100_000);
    await verify(app, works, 1);
    await proveShare(app, works, 1);
    expect(await stateOfTranche(2)).toBe('conditions_met');
    const sheet = await prepare(
      works.finance,
      await theTranche(works.finance.maker, works.projectId, 2),
    );
    await decide(app, works.village, works.projectId, 'suspend');
    expect([await state(), await stateOfTranche(2)]).toEqual(['suspended', 'on_hold']);
    const { checker, maker } = works.finance;
    const body = {
      contentHash: sheet.tranche.contentHash,
      code: await approvalCode(app, checker),
    };
    const path = `/tranches/${sheet.tranche.id}`;
    expect(await refusalOf(app, () => checker.browser.post(`${path}/approvals`, body))).toBe(
      'disbursements.not-prepared',
    );
    const { amountMinor } = sheet.tranche;
    expect(
      await refusalOf(app, () => maker.browser.post(`${path}/preparation`, { amountMinor })),
    ).toBe('disbursements.project-stopped');
    await decide(app, works.village, works.projectId, 'resume');
    expect([await state(), await stateOfTranche(2)]).toEqual(['implementing', 'conditions_met']);
  });
});

describe('R82: ending a project during the works', () => {
  it('waits for the bank while a payment is under way', async () => {
    const { finance, projectId, village } = works;
    const sent = await send(app, finance, await theTranche(finance.maker, projectId, 2));
    await decide(app, village, projectId, 'suspend');
    await ok(propose(village.reviewer, projectId, 'cancel'));
    const { id } = await waiting(village.administrator, projectId);
    const early = await refusalOf(app, () => confirm(app, village.administrator, id));
    expect(early).toBe('disbursements.payment-under-way');
    const today = (await app.now()).toISOString().slice(0, 10);
    await importStatement(finance.maker, [returnOf(sent, today)]);
    await claimOne();
    await ok(confirm(app, village.administrator, id));
    await app.quiet();
    expect(await state()).toBe('cancelled');
    const states = (await tranchesOf(village.mayor, projectId)).map((tranche) => tranche.state);
    expect(states).toEqual(['confirmed', 'cancelled', 'cancelled']);
  });

  it('R81, L16: shares what was not paid out among all other gifts by their net credit', async () => {
    const { projectId } = works;
    const paid = (await theTranche(works.village.mayor, projectId, 1)).amountMinor;
    const held = netOf(gifts) - paid - claimed.restsMinor;
    expect(claimed.restsMinor).toBeGreaterThan(0);
    const parts = await partsOf(gifts.map(({ id }) => id));
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(held);
    for (const { id, netMinor } of others()) {
      expect(Math.abs((parts[id] ?? 0) - (held * netMinor) / netOf(others()))).toBeLessThan(1);
    }
    expect(parts).not.toHaveProperty(claimed.id);
    expect(await balanceOf(app, '2140', projectId)).toBe(held);
    expect(await balanceOf(app, '2100', projectId)).toBe(0);
  });

  it('R82: asks every donor about the share, without the tip and what was spent', async () => {
    const [large] = gifts;
    if (large === undefined) throw new Error('no gift');
    const donor = await donorOf(large);
    const share = (await partsOf([large.id]))[large.id] ?? 0;
    const path = `/me/contributions/${large.id}`;
    const options = await ok(donor.get<ChoiceOptionsView>(`${path}/choices`));
    expect(options).toMatchObject({
      reason: 'cancelled',
      options: ['refund', 'project', 'hometown_fund'],
      byDefault: 'refund',
      refund: { minor: share },
      kept: { minor: share },
      isShare: true,
    });
    expect(await refusalOf(app, () => donor.post(`${path}/choice`, { choice: 'reserve' }))).toBe(
      'contributions.choice-not-offered',
    );
    const view = await ok(donor.get<ContributionView>(path));
    expect(view).toMatchObject({
      held: { minor: share },
      spent: { minor: large.netMinor - share },
      choiceReason: 'cancelled',
      may: ['choose'],
    });
  });

  it('L18: gives the share to the hometown when its donor says so', async () => {
    const large = gifts[1];
    if (large === undefined) throw new Error('no gift');
    const share = (await partsOf([large.id]))[large.id] ?? 0;
    const before = await balanceOf(app, '2150', works.village.placeId);
    const donor = await donorOf(large);
    const body = { choice: 'hometown_fund' };
    await ok(donor.post(`/me/contributions/${large.id}/choice`, body));
    expect((await balanceOf(app, '2150', works.village.placeId)) - before).toBe(share);
    expect(await giftRow(large.id)).toMatchObject({ state: 'to_hometown_fund', fund: '2150' });
  });

  it('R81: leaves a share below EUR 5 with the hometown when nothing is said, and returns the others', async () => {
    const parts = await partsOf(gifts.map(({ id }) => id));
    await app.moveClock({ days: 31 });
    await app.quiet();
    for (const { id } of others().filter(({ id }) => id !== gifts[1]?.id)) {
      const share = parts[id] ?? 0;
      const isSmall = share < 500;
      expect(await giftRow(id)).toMatchObject(
        isSmall
          ? { state: 'to_hometown_fund', back: '0' }
          : { state: 'refunded', back: String(share) },
      );
    }
    const small = others()
      .filter(({ id }) => (parts[id] ?? 0) < 500)
      .map(({ giftMinor }) => giftMinor);
    expect(small).toEqual([900, 600]);
  });

  it('ends when nothing of its money is left with it, and says what was lost', async () => {
    const { village, projectId } = works;
    expect(await state()).toBe('wound_up');
    const balances = ['2100', '2110', '2140'].map((code) => balanceOf(app, code, projectId));
    expect(await Promise.all(balances)).toEqual([0, 0, 0]);
    const page = await pageOf(app, village, projectId);
    const paid = (await theTranche(village.mayor, projectId, 1)).amountMinor;
    // What a bank claims rests until the bank has decided.
    const heldMinor = claimed.restsMinor;
    expect(page.moneyFlow).toMatchObject({ disbursedMinor: paid, heldMinor });
    expect(page.history.find(({ to }) => to === 'cancelled')?.reason).toBe(WHY);
  });

  it('R81, R82, L11: gives what a bank gives back after that to its own donor alone', async () => {
    const { projectId } = works;
    const { id, disputeId, restsMinor } = claimed;
    expect(await giftRow(id)).toMatchObject({ state: 'committed', fund: '2100' });
    await bankDecides(app, disputeId, 'won');
    await app.quiet();
    expect(await partsOf([id])).toEqual({ [id]: restsMinor });
    const waits = ['2100', '2140', '2145'].map((code) => balanceOf(app, code, projectId));
    expect(await Promise.all(waits)).toEqual([0, restsMinor, 0]);
    const donor = await donorOf(claimed);
    const options = await ok(donor.get<ChoiceOptionsView>(`/me/contributions/${id}/choices`));
    expect(options).toMatchObject({
      reason: 'cancelled',
      byDefault: 'refund',
      refund: { minor: restsMinor },
    });
    await app.moveClock({ days: 31 });
    await app.quiet();
    expect(await giftRow(id)).toMatchObject({ state: 'refunded', back: String(restsMinor) });
    expect(await balanceOf(app, '2140', projectId)).toBe(0);
    expect(await state()).toBe('wound_up');
  });
});

async function pageOf(
  scene: TestApp,
  { mayor }: Works['village'],
  projectId: string,
): Promise<ProjectPageView> {
  const { slug } = await ok(mayor.browser.get<{ slug: string }>(`/projects/${projectId}/file`));
  return ok(scene.visitor().get<ProjectPageView>(`/projects/${slug}/page`));
}
