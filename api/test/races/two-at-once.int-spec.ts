import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import { startTestApp, type TestApp } from '../app.js';
import { aFinanceTeam, type Finance } from '../support/funded.js';
import {
  aLiveCampaign,
  asDonor,
  aWish,
  give,
  progressOf,
  provePayee,
  untilState,
  type Given,
} from '../support/gifts.js';
import { approvalCode, aPersonWith, demoCode } from '../support/people.js';
import { atOnce, bookedAtOnce, statusesOf } from '../support/races.js';
import { aVillage, anAssociation, ok, type Village } from '../support/village.js';

const ROUNDS = Number(process.env.TEST_RACE_ROUNDS ?? 3);
/** A round signs somebody up at most, and a busy machine takes its time. */
const TIMEOUT_MS = 120_000 + ROUNDS * 20_000;
const SCENE_MS = 180_000;
const CLICKS = 4;
const RECEIPT = 'donor.receipt';
const GOALS = { minimumMinor: 1_500_000, optimumMinor: 1_900_000 };
/** The smallest there is: a thousand of each race fit into the campaign. */
const GIFT = { minor: 500, currency: 'EUR' as const };

let app: TestApp;
let village: Village;
let finance: Finance;
let campaign: CampaignView;

beforeAll(async () => {
  app = await startTestApp({
    emulator: true,
    unsound: { A11: 'posts entries about gifts that do not exist' },
  });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  const association = await anAssociation(app, village, { members: 3 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
}, SCENE_MS);
afterAll(() => app.close());

async function eachRound(round: () => Promise<void>): Promise<void> {
  for (let number = 0; number < ROUNDS; number += 1) await round();
}

async function count(of: string, id: string): Promise<number> {
  const text = `SELECT count(*)::int AS found FROM ${of} = $1`;
  const [row] = await app.database.query<{ found: number }>(text, [id]);
  return row?.found ?? -1;
}

async function aSettledGift(): Promise<Given> {
  const given = await give(app, campaign.id, { wish: { gift: GIFT } });
  await untilState(app, given, 'succeeded');
  return given;
}

describe(`${String(ROUNDS)} rounds of two at once`, () => {
  it(
    'ruling 41: a double click is one gift',
    () =>
      eachRound(async () => {
        const wish = aWish({ gift: GIFT });
        const idempotencyKey = randomUUID();
        const browser = app.visitor();
        const path = `/campaigns/${campaign.id}/contributions`;
        const answers = await atOnce(CLICKS, () => browser.post(path, wish, { idempotencyKey }));
        expect(statusesOf(answers).filter((status) => status !== 409)).toContain(201);
        expect(await count('contribution_donors WHERE email', wish.email)).toBe(1);
      }),
    TIMEOUT_MS,
  );

  it(
    'R46: a gift asked back twice at once goes back once',
    () =>
      eachRound(async () => {
        const given = await aSettledGift();
        await app.quiet();
        const donor = await asDonor(app, given, RECEIPT);
        const answers = await atOnce(CLICKS, () =>
          donor.post(`/me/contributions/${given.id}/withdrawal`),
        );
        expect(statusesOf(answers)).toEqual([200, ...Array<number>(CLICKS - 1).fill(409)]);
        expect(await count('refunds WHERE contribution_id', given.id)).toBe(1);
      }),
    TIMEOUT_MS,
  );

  it(
    'R73, ruling 37: the same approver twice is one approval',
    () =>
      eachRound(async () => {
        const given = await aSettledGift();
        const receipt = (await progressOf(app, given)).receiptNumber ?? '';
        const items = [{ receipt, kind: 'whole', reason: 'as decided in the grievance' }];
        const { id, contentHash } = await ok(
          finance.maker.browser.post<{ id: string; contentHash: string }>('/refund-batches', {
            items,
          }),
        );
        const { administrator } = village;
        const checker = await aPersonWith(app, administrator, 'finance_checker', 'Cezar Checker');
        const codes = [
          await approvalCode(app, checker),
          await demoCode(app, checker.id, 'sign-in'),
        ];
        const answers = await Promise.all(
          codes.map((code) =>
            checker.browser.post(`/refund-batches/${id}/approvals`, { contentHash, code }),
          ),
        );
        expect(statusesOf(answers)).toEqual([200, 409]);
        expect(await count('refund_batch_approvals WHERE batch_id', id)).toBe(1);
        expect(await count('refunds WHERE contribution_id', given.id)).toBe(1);
      }),
    TIMEOUT_MS,
  );

  it(
    'ruling 8, L9, L13: a refund and a disbursement never take the same money',
    () =>
      eachRound(async () => {
        const { taken, heldMinor } = await bookedAtOnce(app);
        expect(taken).toBe(1);
        expect(heldMinor).toBe(300);
      }),
    TIMEOUT_MS,
  );
});
