import { describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import { startTestApp, type TestApp } from '../app.js';
import { aFinanceTeam } from '../support/funded.js';
import { balanceOf } from '../support/funds.js';
import {
  aCard,
  aScheduledCampaign,
  aWish,
  payWith,
  progressOf,
  provePayee,
  startGift,
  untilOpen,
  type Given,
} from '../support/gifts.js';
import { atOnce } from '../support/races.js';
import { aVillage, anAssociation, type Association, type Village } from '../support/village.js';

const ROUNDS = Number(process.env.TEST_RACE_ROUNDS ?? 2);
/** Campaigns that open on one morning: most of a round is the way to its campaign. */
const ROUNDS_OF_A_MORNING = 20;
/** Every morning takes days of its own, and the holidays of far years are not known. */
const MORNINGS_OF_A_WORLD = 5;
const TIMEOUT_MS = 180_000 + ROUNDS * 30_000;
const CLICKS = 4;
/** One gift of EUR 1,000 is more than all that is missing. */
const NARROW = { minimumMinor: 60_000, optimumMinor: 90_000 };

interface World {
  readonly app: TestApp;
  readonly village: Village;
  readonly association: Association;
}

async function aWorld(): Promise<World> {
  const app = await startTestApp({ emulator: true });
  const village = await aVillage(app);
  await provePayee(village, await aFinanceTeam(app, village));
  return { app, village, association: await anAssociation(app, village, { members: 3 }) };
}

/** Sizes of the mornings that make up the rounds. */
function mornings(rounds: number): number[] {
  const whole = Array<number>(Math.floor(rounds / ROUNDS_OF_A_MORNING)).fill(ROUNDS_OF_A_MORNING);
  const rest = rounds % ROUNDS_OF_A_MORNING;
  return rest === 0 ? whole : [...whole, rest];
}

async function eachMorning(round: (world: World, campaigns: CampaignView[]) => Promise<void>) {
  const sizes = mornings(ROUNDS);
  for (let begun = 0; begun < sizes.length; begun += MORNINGS_OF_A_WORLD) {
    const world = await aWorld();
    for (const size of sizes.slice(begun, begun + MORNINGS_OF_A_WORLD)) {
      await round(world, await openTogether(world, size));
    }
    // Few payers: the campaigns end with a person who has to look at them, and their gifts wait for that.
    await world.app.moveClock({ days: 40 });
    await world.app.close();
  }
}

async function openTogether(world: World, size: number): Promise<CampaignView[]> {
  const { app, village, association } = world;
  const campaigns: CampaignView[] = [];
  while (campaigns.length < size) {
    campaigns.push(await aScheduledCampaign(app, village, { association, goals: NARROW }));
  }
  await untilOpen(app, campaigns);
  return campaigns;
}

async function race(app: TestApp, campaignId: string): Promise<Given[]> {
  const gift = { minor: 100_000, currency: 'EUR' as const };
  const racers = await atOnce(CLICKS, async () => {
    const wish = aWish({ gift });
    return { ...(await startGift(app.visitor(), campaignId, wish)), email: wish.email };
  });
  await Promise.all(racers.map((racer) => payWith(racer, aCard())));
  return racers;
}

async function expectOneAcross(app: TestApp, projectId: string, racers: Given[]): Promise<void> {
  const views = await Promise.all(racers.map((racer) => progressOf(app, racer)));
  const states = views.map(({ state }) => state).sort();
  expect(states).toEqual([...Array<string>(CLICKS - 1).fill('choice_pending'), 'succeeded']);
  const kept = views
    .filter(({ state }) => state === 'choice_pending')
    .reduce((sum, { netCredit }) => sum + (netCredit?.minor ?? 0), 0);
  expect(await balanceOf(app, '2140', projectId)).toBe(kept);
}

describe(`${String(ROUNDS)} rounds of the last euro`, () => {
  it(
    'ruling 25, L23: exactly one payment crosses the optimum',
    () =>
      eachMorning(async ({ app }, campaigns) => {
        const races = new Map<string, Given[]>();
        for (const { id, projectId } of campaigns) races.set(projectId, await race(app, id));
        await app.quiet();
        for (const [projectId, racers] of races) await expectOneAcross(app, projectId, racers);
      }),
    TIMEOUT_MS,
  );
});
