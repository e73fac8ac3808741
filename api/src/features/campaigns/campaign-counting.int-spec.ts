import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../../test/app.js';
import {
  aLive,
  aScene,
  campaignOf,
  gift,
  gifts,
  type Scene,
} from '../../../test/support/campaign.js';
import { untilSomebodyWaits } from '../../../test/support/lock-waits.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { JUDGE_CAMPAIGN } from './campaigns.jobs.js';
import { CampaignsService } from './campaigns.service.js';
import { JudgeCampaign } from './judge-campaign.js';

let app: TestApp;
let scene: Scene;

beforeAll(async () => {
  app = await startTestApp({
    emulator: true,
    unsound: {
      C10: 'counts credits that no payment stands behind',
      G3: 'counts credits that no payment stands behind',
      G6: 'counts credits that no payment stands behind',
    },
  });
  scene = await aScene(app);
});
afterAll(() => app.close());

function pushed<Result>(work: (campaigns: CampaignsService, tx: Tx) => Promise<Result>) {
  const campaigns = app.http.get(CampaignsService, { strict: false });
  return app.http.get(Database).inTransaction((tx) => work(campaigns, tx));
}

function takeBack(campaignId: string, contributionId: string, netMinor: number): Promise<void> {
  const debit = { campaignId, contributionId, grossMinor: netMinor + 50, feeMinor: 50, netMinor };
  return pushed((campaigns, tx) => campaigns.recordDebit(tx, debit));
}

async function results(
  campaignId: string,
): Promise<{ result: string; net: number; after: number }[]> {
  const rows = await app.database.query<{ result: string; net: string; after: string | null }>(
    `SELECT r.result, c.net_minor AS net, r.counted_after_minor AS after
       FROM campaign_credit_results r JOIN campaign_credits c ON c.id = r.credit_id
      WHERE r.campaign_id = $1 ORDER BY r.counted_after_minor`,
    [campaignId],
  );
  return rows.map((row) => ({ ...row, net: Number(row.net), after: Number(row.after) }));
}

describe('R33 and R34: what the bar shows', () => {
  it('R34: counts net credits only and shows the parts they are made of', async () => {
    const { id, projectId } = await aLive(scene);
    await gift(app, id, 1_000, { payerKeys: ['card:a'] });
    await gift(app, id, 2_000, { payerKeys: ['card:a', 'mail:x'] });
    await gift(app, id, 4_000, { payerKeys: ['card:b'] });
    await app.quiet();
    const { progress } = await campaignOf(app, id);
    expect(progress).toEqual({
      countedMinor: 7_000,
      minimumMinor: 100_000,
      optimumMinor: 200_000,
      grossMinor: 7_150,
      feesMinor: 150,
      netContributionsMinor: 7_000,
      returnedMinor: 0,
      matchingMinor: 0,
      matchCommittedMinor: 0,
      offlineMinor: 0,
      laCommittedMinor: 50_000,
      laEvidencedMinor: 0,
      promisedMinor: 0,
      payers: 2,
      contributions: 3,
    });
    const line = await pushed((campaigns, tx) => campaigns.progressLine(tx, id));
    expect(line.map(({ countedMinor }) => countedMinor)).toEqual([7_000]);
    const latest = await pushed((campaigns, tx) => campaigns.ofProject(tx, [projectId]));
    expect(latest.get(projectId)?.id).toBe(id);
  });

  it('R33: moves back when a gift is taken back, once and never below it', async () => {
    const { id } = await aLive(scene);
    const { contributionId } = await gift(app, id, 3_000, { payerKeys: ['card:a'] });
    await gift(app, id, 500, { payerKeys: ['card:b'] });
    await takeBack(id, contributionId, 3_000);
    await app.quiet();
    expect((await campaignOf(app, id)).progress).toMatchObject({
      countedMinor: 500,
      payers: 1,
      contributions: 1,
    });
    await takeBack(id, randomUUID(), 400);
    await app.quiet();
    expect((await campaignOf(app, id)).progress.countedMinor).toBe(500);
  });

  it('counts a gift once, however often it is told', async () => {
    const { id } = await aLive(scene);
    const { contributionId } = await gift(app, id, 900);
    await app.quiet();
    const again = await gift(app, id, 900, { contributionId });
    expect(again.result).toBe('counted');
    await app.quiet();
    expect((await campaignOf(app, id)).progress).toMatchObject({
      countedMinor: 900,
      contributions: 1,
    });
  });

  it('cannot be changed afterwards by the role the product works as', async () => {
    const [{ may } = { may: true }] = await app.database.query<{ may: boolean }>(
      `SELECT bool_or(has_table_privilege('vatra_app', name, privilege)) AS may
         FROM unnest(ARRAY['campaign_credits', 'campaign_credit_results']) AS name,
              unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS privilege`,
    );
    expect(may).toBe(false);
  });
});

describe('R35 and ruling 25: the optimum', () => {
  it('R35: closes after the payment that crosses it; those under way are kept apart', async () => {
    const { id } = await aLive(scene);
    const underWay = { submittedAt: await app.now() };
    expect((await gift(app, id, 199_999)).result).toBe('counted');
    expect((await campaignOf(app, id)).state).toBe('live');
    expect((await gift(app, id, 700)).result).toBe('counted');
    expect(await campaignOf(app, id)).toMatchObject({
      state: 'closing',
      mayContribute: false,
      progress: { countedMinor: 200_699 },
    });
    await expect(pushed((campaigns, tx) => campaigns.requireOpen(tx, id))).rejects.toMatchObject({
      code: 'campaigns.not-open',
    });
    expect((await gift(app, id, 5_000, underWay)).result).toBe('overflow');
    expect((await campaignOf(app, id)).progress.countedMinor).toBe(200_699);
  });

  it('ruling 25: of many payments in the same moment exactly one crosses', async () => {
    const { id } = await aLive(scene);
    await gift(app, id, 100_000);
    const racing = await Promise.all(
      Array.from({ length: 24 }, (_, index) => gift(app, id, 9_000 + index)),
    );
    await app.quiet();
    const told = racing.filter(({ result }) => result === 'counted').length;
    const rows = await results(id);
    const counted = rows.filter(({ result }) => result === 'counted');
    const crossing = counted.filter(({ after }) => after >= 200_000);
    expect(rows).toHaveLength(25);
    expect(crossing).toHaveLength(1);
    expect(crossing[0]?.after).toBe(counted.reduce((sum, { net }) => sum + net, 0));
    expect(counted.length - 1).toBeLessThanOrEqual(told);
    const { state, progress } = await campaignOf(app, id);
    expect([state, progress.contributions]).toEqual(['closing', counted.length]);
    expect(rows.filter(({ result }) => result === 'overflow')).toHaveLength(25 - counted.length);
  });

  it('does not make gifts wait for each other far from the optimum', async () => {
    const { id } = await aLive(scene);
    const campaigns = app.http.get(CampaignsService, { strict: false });
    const slow = app.http.get(Database).inTransaction(async (tx) => {
      await campaigns.recordCredit(tx, creditOf(id));
      const other = await gift(app, id, 1_000);
      return other.result;
    });
    await expect(slow).resolves.toBe('counted');
    await app.quiet();
    expect((await campaignOf(app, id)).progress.countedMinor).toBe(2_000);
  });
});

function creditOf(campaignId: string) {
  return {
    campaignId,
    contributionId: randomUUID(),
    entryId: randomUUID(),
    grossMinor: 1_050,
    feeMinor: 50,
    netMinor: 1_000,
    payerKeys: ['card:slow'],
    paidAt: new Date(),
  };
}

describe('R31: around the end', () => {
  it('R31: counts what began before the end and succeeded within the hour, and nothing else', async () => {
    const { id, endsAt } = await aLive(scene);
    const end = new Date(endsAt);
    const at = (minutes: number) => new Date(end.getTime() + minutes * 60_000);
    await app.moveClock(at(5));
    expect((await campaignOf(app, id)).state).toBe('closing');
    const begun = { submittedAt: at(-1) };
    expect((await gift(app, id, 1_000, { ...begun, paidAt: at(59) })).result).toBe('counted');
    expect((await gift(app, id, 1_000, { ...begun, paidAt: at(61) })).result).toBe('late');
    expect((await gift(app, id, 1_000, { submittedAt: at(2), paidAt: at(3) })).result).toBe('late');
    expect((await campaignOf(app, id)).progress.countedMinor).toBe(1_000);
  });

  it('ruling 20: the judgement waits for a payment under way, fourteen days at most', async () => {
    const { id, endsAt } = await aLive(scene);
    await gifts(app, id, 10, 100_000);
    const contributionId = randomUUID();
    const submittedAt = new Date(new Date(endsAt).getTime() - 60_000);
    await pushed((campaigns, tx) => campaigns.openPayment(tx, id, contributionId, submittedAt));
    await app.moveClock(new Date(new Date(endsAt).getTime() + 2 * 3_600_000));
    expect((await campaignOf(app, id)).state).toBe('closing');
    await pushed((campaigns, tx) => campaigns.closePayment(tx, id, contributionId));
    await app.quiet();
    expect((await campaignOf(app, id)).state).toBe('settled');

    const other = await aLive(scene);
    await gifts(app, other.id, 10, 100_000);
    await pushed((campaigns, tx) => campaigns.openPayment(tx, other.id, randomUUID(), new Date()));
    const end = new Date(other.endsAt).getTime();
    await app.moveClock(new Date(end + 13 * 86_400_000));
    expect((await campaignOf(app, other.id)).state).toBe('closing');
    await app.moveClock(new Date(end + 14 * 86_400_000 + 60_000));
    expect((await campaignOf(app, other.id)).state).toBe('succeeded');
  });

  it('ruling 20: a payment that ends while the judgement looks is not waited for', async () => {
    const { id, endsAt } = await aLive(scene);
    await gifts(app, id, 10, 100_000);
    const end = new Date(endsAt).getTime();
    const payment = randomUUID();
    await pushed((campaigns, tx) => campaigns.openPayment(tx, id, payment, new Date(end - 60_000)));
    await app.moveClock(new Date(end + 2 * 3_600_000));
    // As when its handler has begun: the row that waits is no longer there to be moved.
    const jobs = app.worker.get(Jobs);
    await app.worker.get(Database).inTransaction((tx) => jobs.cancel(tx, JUDGE_CAMPAIGN, id));
    const judging = app.worker.get(JudgeCampaign, { strict: false });
    let judged: Promise<void> = Promise.resolve();
    await pushed(async (campaigns, tx) => {
      await campaigns.closePayment(tx, id, payment);
      judged = app.worker.get(Database).inTransaction((other) => judging.judge(other, id));
      await untilSomebodyWaits(app);
    });
    await judged;
    await app.quiet();
    expect((await campaignOf(app, id)).state).toBe('settled');
  });

  it('ruling 20, R59: a payment that ends while the last judgement is made still lets it be settled', async () => {
    const { id, endsAt } = await aLive(scene);
    await gifts(app, id, 10, 100_000);
    const end = new Date(endsAt).getTime();
    const payment = randomUUID();
    await pushed((campaigns, tx) => campaigns.openPayment(tx, id, payment, new Date(end - 60_000)));
    await app.moveClock(new Date(end + 2 * 3_600_000));
    const database = app.worker.get(Database);
    await database.inTransaction((tx) => app.worker.get(Jobs).cancel(tx, JUDGE_CAMPAIGN, id));
    // Two weeks are over: nobody waits for the payment any more, and the judgement is made this moment.
    await app.moveClock(new Date(end + 14 * 86_400_000 + 60_000));
    expect((await campaignOf(app, id)).state).toBe('closing');
    const judging = app.worker.get(JudgeCampaign, { strict: false });
    let judged: Promise<void> = Promise.resolve();
    await pushed(async (campaigns, tx) => {
      await campaigns.closePayment(tx, id, payment);
      judged = database.inTransaction((other) => judging.judge(other, id));
      // Should it wait for nobody, the settlement looks while the payment is still under way.
      await Promise.race([judged.then(() => app.quiet()), untilSomebodyWaits(app)]);
    });
    await judged;
    await app.quiet();
    expect((await campaignOf(app, id)).state).toBe('settled');
  });

  it('R31: money behind the judgement is late', async () => {
    const { id, endsAt } = await aLive(scene);
    await gifts(app, id, 10, 100_000);
    await app.moveClock(new Date(new Date(endsAt).getTime() + 62 * 60_000));
    const before = new Date(new Date(endsAt).getTime() - 60_000);
    const late = await gift(app, id, 1_000, { submittedAt: before, paidAt: before });
    expect(late.result).toBe('late');
    expect((await campaignOf(app, id)).progress.countedMinor).toBe(100_000);
  });
});
