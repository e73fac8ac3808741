import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import { startTestApp, type TestApp } from '../../test/app.js';
import { growBooks } from '../../test/support/grown-books.js';
import { aFinanceTeam } from '../../test/support/funded.js';
import { asDonor, give, provePayee } from '../../test/support/gifts.js';
import { aSeeking, commitShare, endorse } from '../../test/support/project.js';
import { runVerify } from '../../test/support/verify-command.js';
import {
  aVillage,
  anAssociation,
  ok,
  type Association,
  type Village,
} from '../../test/support/village.js';
import { onConnections } from './connections.js';
import { asText, judge } from './report.js';
import { verify, type VerifyLine } from './verify.js';

/** 1,000,000 for the bench; few here, where the point is that the bench still fits the schema. */
const LINES = Number(process.env.TEST_LEDGER_LINES ?? 2_000);
const TIMEOUT_MS = LINES > 100_000 ? 1_800_000 : 240_000;
const GOALS = { minimumMinor: 100_000, optimumMinor: 500_000_000 };
const GIFTS = 6;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

let app: TestApp;
let campaign: CampaignView;
let lines: number;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  const village = await aVillage(app);
  await provePayee(village, await aFinanceTeam(app, village));
  const associations = [
    await anAssociation(app, village, { members: 3 }),
    await anAssociation(app, village, { members: 3 }),
  ];
  campaign = await aLargeCampaign(village, associations);
  await giveOften(campaign);
  lines = await growBooks(app.database, LINES);
}, TIMEOUT_MS);
afterAll(() => app.close(), TIMEOUT_MS);

/** More than EUR 25,000: two endorsements (R21). */
async function aLargeCampaign(
  village: Village,
  associations: readonly Association[],
): Promise<CampaignView> {
  const { id } = await aSeeking(village, GOALS);
  await commitShare(village, id, GOALS);
  for (const association of associations) await endorse(app, village, association, id);
  await app.quiet();
  const startsOn = new Date((await app.now()).getTime() + 2 * DAY_MS).toISOString().slice(0, 10);
  const dated = await ok(
    village.mayor.browser.post<CampaignView>(`/projects/${id}/campaign`, { startsOn, days: 30 }),
  );
  await app.moveClock(new Date(Date.parse(dated.startsAt) + HOUR_MS));
  return dated;
}

/** With and without a tip, and one that is taken back. */
async function giveOften({ id }: CampaignView): Promise<void> {
  const gift = { minor: 500, currency: 'EUR' as const };
  const withdrawn = await give(app, id, { wish: { gift, tipMinor: 100 } });
  for (let given = 1; given < GIFTS; given += 1) {
    await give(app, id, { wish: { gift, tipMinor: (given % 3) * 50, coverFee: given % 2 === 0 } });
  }
  await app.quiet();
  const donor = await asDonor(app, withdrawn, 'donor.receipt');
  await ok(donor.post(`/me/contributions/${withdrawn.id}/withdrawal`));
  await app.quiet();
}

/** As the worker does every minute once the whole takes too long: what has come since the look before. */
async function lookAtTail(since: string): Promise<VerifyLine[]> {
  return onConnections(app.database.appUrl, (database, beside) =>
    verify({ database, stripe: null, isLive: false, since }, { beside, looks: 1 }),
  );
}

async function nextTransaction(): Promise<string> {
  const [row] = await app.database.query<{ next: string }>(
    'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next',
  );
  return row?.next ?? '';
}

describe('large books', () => {
  it(
    'are read whole',
    async () => {
      const started = performance.now();
      const { code, output } = await runVerify(app.database, '', ['--books']);
      const seconds = ((performance.now() - started) / 1_000).toFixed(1);
      expect(lines).toBeGreaterThanOrEqual(LINES);
      expect([code, output.match(/VIOLATED/g)]).toEqual([0, null]);
      if (process.env.TEST_LEDGER_LINES !== undefined)
        console.info(`${output}${String(lines)} lines in ${seconds} s`);
    },
    TIMEOUT_MS,
  );

  it(
    'are read from where the look before has ended',
    async () => {
      const since = await nextTransaction();
      for (let given = 0; given < GIFTS; given += 1) await give(app, campaign.id);
      await app.quiet();
      const started = performance.now();
      const looked = await lookAtTail(since);
      const milliseconds = (performance.now() - started).toFixed(0);
      const { ok: isSound, bad } = judge(looked, false);
      expect([isSound, bad]).toEqual([true, []]);
      expect(looked.find(({ id }) => id === 'A1')?.examined).toBe(GIFTS);
      if (process.env.TEST_LEDGER_LINES !== undefined)
        console.info(
          `${asText({ ok: isSound, lines: looked, bad })}\nthe tail in ${milliseconds} ms`,
        );
    },
    TIMEOUT_MS,
  );
});
