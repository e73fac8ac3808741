import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { aLive, aScene, campaignOf, type Scene } from '../../../../test/support/campaign.js';
import { aFinanceTeam, projectState, tranchesOf } from '../../../../test/support/funded.js';
import { asDonor, give, progressOf, type Given } from '../../../../test/support/gifts.js';
import { fundOperator } from '../../../../test/support/operator.js';
import { ok } from '../../../../test/support/village.js';

const HOUR_MS = 3_600_000;
const PEOPLE = 10;

let app: TestApp;
let scene: Scene;
let campaign: CampaignView;
const given: Given[] = [];

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  scene = await aScene(app);
  await fundOperator(app, await aFinanceTeam(app, scene.village));
  campaign = await aLive(scene);
  await app.moveClock(new Date(Date.parse(campaign.endsAt) - 24 * HOUR_MS));
  const wish = { gift: { minor: 11_000, currency: 'EUR' as const } };
  for (let person = 0; person < PEOPLE; person += 1) {
    given.push(await give(app, campaign.id, { wish }));
  }
  await app.quiet();
  await app.moveClock(new Date(Date.parse(campaign.endsAt) + 2 * HOUR_MS));
  await app.quiet();
}, 120_000);
afterAll(() => app.close());

async function withdraw(gift: Given): Promise<void> {
  const donor = await asDonor(app, gift, 'donor.receipt');
  await ok(donor.post(`/me/contributions/${gift.id}/withdrawal`));
}

it('R46, ruling 23: a project whose donors all withdraw after success ends without an agreement', async () => {
  expect((await campaignOf(app, campaign.id)).state).toBe('succeeded');
  for (const gift of given) await withdraw(gift);
  await app.quiet();
  await app.moveClock({ days: 15 });
  await app.quiet();
  expect((await campaignOf(app, campaign.id)).state).toBe('settled');
  const { village } = scene;
  expect(await projectState(village, campaign.projectId)).toBe('wound_up');
  expect(await tranchesOf(village.mayor, campaign.projectId)).toEqual([]);
  for (const gift of given) expect((await progressOf(app, gift)).state).toBe('refunded');
  const failed = await app.database.query(
    'SELECT handler, last_error FROM outbox WHERE attempts > 0',
  );
  expect(failed).toEqual([]);
});
