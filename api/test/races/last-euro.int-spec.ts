import { describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../app.js';
import { aFinanceTeam } from '../support/funded.js';
import { balanceOf } from '../support/funds.js';
import {
  aCard,
  aLiveCampaign,
  aWish,
  payWith,
  progressOf,
  provePayee,
  startGift,
} from '../support/gifts.js';
import { atOnce } from '../support/races.js';
import { aVillage, anAssociation, type Association, type Village } from '../support/village.js';

const ROUNDS = Number(process.env.TEST_RACE_ROUNDS ?? 2);
/** Every campaign takes days of its own, and the holidays of far years are not known. */
const ROUNDS_OF_A_WORLD = 40;
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

async function eachWorld(round: (world: World) => Promise<void>): Promise<void> {
  for (let done = 0; done < ROUNDS; done += ROUNDS_OF_A_WORLD) {
    const world = await aWorld();
    const until = Math.min(ROUNDS, done + ROUNDS_OF_A_WORLD);
    for (let number = done; number < until; number += 1) await round(world);
    // Few payers: the campaigns end with a person who has to look at them, and their gifts wait for that.
    await world.app.moveClock({ days: 40 });
    await world.app.close();
  }
}

describe(`${String(ROUNDS)} rounds of the last euro`, () => {
  it(
    'ruling 25, L23: exactly one payment crosses the optimum',
    () =>
      eachWorld(async ({ app, village, association }) => {
        const narrow = await aLiveCampaign(app, village, { association, goals: NARROW });
        const gift = { minor: 100_000, currency: 'EUR' as const };
        const racers = await atOnce(CLICKS, async () => {
          const wish = aWish({ gift });
          return { ...(await startGift(app.visitor(), narrow.id, wish)), email: wish.email };
        });
        await Promise.all(racers.map((racer) => payWith(racer, aCard())));
        await app.quiet();
        const views = await Promise.all(racers.map((racer) => progressOf(app, racer)));
        const states = views.map(({ state }) => state).sort();
        expect(states).toEqual([...Array<string>(CLICKS - 1).fill('choice_pending'), 'succeeded']);
        const kept = views
          .filter(({ state }) => state === 'choice_pending')
          .reduce((sum, { netCredit }) => sum + (netCredit?.minor ?? 0), 0);
        expect(await balanceOf(app, '2140', narrow.projectId)).toBe(kept);
      }),
    TIMEOUT_MS,
  );
});
