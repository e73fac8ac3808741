import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import { startTestApp, type TestApp } from './app.js';
import { aFinanceTeam, type Finance } from './support/funded.js';
import { aCard, aLiveCampaign, asDonor, give, provePayee, type Given } from './support/gifts.js';
import { handInProcurementPapers, pay, sign, theTranche } from './support/payments.js';
import { startPrivateRedis, type PrivateRedis } from './support/private-redis.js';
import { Random } from './support/random.js';
import { aVillage, anAssociation, ok, type Village } from './support/village.js';

const SEED = 20_251;
const PAUSE_MS_MAX = 60;
/** How long a wipe waits for something to be in flight before it strikes all the same. */
const HUNT_MS_MAX = 400;
/** The provider takes its time, so that calls are under way when Redis is emptied. */
const LATENCY_MS = 40;
const GIFTS = 14;
const DAY_MS = 86_400_000;
/** A Monday: both runs live through the same days of the same weeks. */
const FIRST_DAY = new Date('2026-03-02T09:00:00Z');
const GOALS = { minimumMinor: 100_000, optimumMinor: 200_000 };

let redis: PrivateRedis;

beforeAll(async () => {
  redis = await startPrivateRedis();
});
afterAll(() => redis.stop());

interface Scene {
  readonly app: TestApp;
  readonly village: Village;
  readonly finance: Finance;
  readonly campaign: CampaignView;
}

async function setScene(app: TestApp): Promise<Scene> {
  await app.moveClock(FIRST_DAY);
  const village = await aVillage(app);
  const finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  const association = await anAssociation(app, village, { members: 3 });
  const campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
  await app.emulator?.control('/knobs', { latencyMs: LATENCY_MS });
  return { app, village, finance, campaign };
}

/** Does a step of the story while Redis is emptied so many times. */
type During = (wipes: number, step: () => Promise<void>) => Promise<void>;

/** Gifts, withdrawals, the end of the campaign, the sweeps to the bank, agreement and first tranche. */
async function liveThrough(scene: Scene, during: During): Promise<void> {
  const { app, village, finance, campaign } = scene;
  const random = new Random(SEED);
  const given: Given[] = [];
  for (let at = 0; at < GIFTS; at += 2) {
    const pair = [at, at + 1].map((person) => {
      const wish = { gift: { minor: 10_000, currency: 'EUR' as const }, country: 'IT' };
      const tipMinor = random.between(0, 3) * 100;
      return () => give(app, campaign.id, { card: aCard(person), wish: { ...wish, tipMinor } });
    });
    await during(2, async () => {
      given.push(...(await Promise.all(pair.map((start) => start()))));
    });
  }
  await app.quiet();
  for (const gift of random.shuffled(given).slice(0, 3)) {
    const donor = await asDonor(app, gift, 'donor.receipt');
    await during(1, async () => {
      await ok(donor.post(`/me/contributions/${gift.id}/withdrawal`));
      await app.quiet();
    });
  }
  await during(2, () => app.moveClock(new Date(Date.parse(campaign.endsAt) + 2 * DAY_MS)));
  await app.quiet();
  await sign(village, campaign.projectId);
  await handInProcurementPapers(village, campaign.projectId);
  await during(1, () => pay(app, finance, { projectId: campaign.projectId, number: 1 }));
}

/** Every entry as its kind, accounts and amounts; ids and times of day differ between any two runs. */
async function books(app: TestApp): Promise<string[]> {
  const entries = await app.database.query<{ entry: string }>(
    `SELECT e.kind || ': ' || string_agg(
              a.code || ' ' || l.amount_minor, ', ' ORDER BY a.code, l.amount_minor) AS entry
       FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
       JOIN ledger_account a ON a.id = l.account_id GROUP BY e.id`,
  );
  return entries.map(({ entry }) => entry).sort();
}

/** Empties Redis at seeded moments, and notes which operations were leased just then. */
class Wiper {
  struck = 0;
  readonly inFlight: Record<string, number> = {};
  private readonly random = new Random(SEED + 1);

  constructor(private readonly app: TestApp) {}

  async strike(): Promise<void> {
    await pause(this.random.between(0, PAUSE_MS_MAX));
    const leased = await hunt(this.app);
    await redis.flushAll();
    this.struck += 1;
    for (const kind of leased) this.inFlight[kind] = (this.inFlight[kind] ?? 0) + 1;
  }
}

async function hunt(app: TestApp): Promise<string[]> {
  const until = Date.now() + HUNT_MS_MAX;
  for (;;) {
    const rows = await app.database.query<{ kind: string }>(
      `SELECT kind FROM operations WHERE state = 'unknown' AND lease_until > clock_timestamp()`,
    );
    if (rows.length > 0 || Date.now() > until) return rows.map(({ kind }) => kind);
    await pause(2);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function run(isWiped: boolean) {
  const app = await startTestApp({ emulator: true, redisUrl: redis.url });
  try {
    const scene = await setScene(app);
    const wiper = new Wiper(app);
    await liveThrough(scene, async (wipes, step) => {
      const stepping = step();
      for (let at = 0; isWiped && at < wipes; at += 1) await wiper.strike();
      await stepping;
    });
    const tranche = await theTranche(scene.finance.maker, scene.campaign.projectId, 1);
    const { struck, inFlight } = wiper;
    return { entries: await books(app), struck, inFlight, paid: tranche.state };
  } finally {
    await app.close();
  }
}

describe('Redis', () => {
  it('emptied at twenty moments with work in flight loses nothing and repeats nothing (law 1)', async () => {
    const undisturbed = await run(false);
    const { entries, struck, inFlight, paid } = await run(true);
    console.info(`seed ${String(SEED)}: ${String(struck)} wipes, in flight`, inFlight);
    expect(struck).toBe(20);
    expect(Object.keys(inFlight).length).toBeGreaterThan(0);
    expect(paid).toBe('confirmed');
    expect(entries.length).toBeGreaterThan(GIFTS);
    expect(entries).toEqual(undisturbed.entries);
  }, 300_000);
});
