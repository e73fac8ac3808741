import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { RefundBatchView } from '@vatra/shared/contributions/refund-batches.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { bankSays, payOnAccounts, refundFiles } from '../../../../test/support/bank-refunds.js';
import { aLive, aScene, type Scene } from '../../../../test/support/campaign.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam, type Finance } from '../../../../test/support/funded.js';
import { asDonor, freshDonor } from '../../../../test/support/gifts.js';
import { approvalCode, type TestPerson } from '../../../../test/support/people.js';
import { differencesNow } from '../../../../test/support/reconciliation.js';
import { aTransfer, ION, progressOf, transferIn } from '../../../../test/support/transfers.js';
import { ok } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;
const GIFT = 4_000;

let app: TestApp;
let scene: Scene;
let finance: Finance;
let campaign: CampaignView;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  scene = await aScene(app);
  finance = await aFinanceTeam(app, scene.village);
  campaign = await aLive(scene);
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

/** A transfer that came and is owed back to its account; the id of its refund. */
async function owedBack(email: string): Promise<string> {
  const started = await aTransfer(app, campaign, GIFT, { email });
  const words = started.instructions.reference;
  await transferIn(app, finance.maker, { minor: GIFT, words, payer: ION });
  const donor = await asDonor(app, { ...started, email }, 'donor.receipt-transfer');
  await ok(donor.post(`/me/contributions/${started.id}/withdrawal`));
  await app.quiet();
  const [refund] = (await progressOf(app, started)).refunds;
  return refund?.id ?? '';
}

async function later(days: number): Promise<void> {
  await app.moveClock({ days });
  await app.quiet();
}

const found = async () =>
  (await differencesNow(finance.maker)).filter(({ check }) => check === 'R2');

describe('R73: who has a hand in a refund by the bank', () => {
  const giveRole = ({ email }: TestPerson, role: string) =>
    ok(scene.village.administrator.browser.post('/people/roles', { email, role }));
  const preparing =
    ({ browser }: TestPerson, claimId: string) =>
    () =>
      browser.post<RefundBatchView>('/refund-batches', { claimIds: [claimId] });
  const approving = async (person: TestPerson, { id, contentHash }: RefundBatchView) => {
    const code = await approvalCode(app, person);
    return () => person.browser.post(`/refund-batches/${id}/approvals`, { contentHash, code });
  };

  it('R73, ruling 37: neither who gave it nor who reviewed the project, nor the maker twice', async () => {
    const { maker, checker, secondChecker } = finance;
    const { reviewer } = scene.village;
    const own = await owedBack(secondChecker.email);
    await giveRole(secondChecker, 'finance_maker');
    await giveRole(reviewer, 'finance_maker');
    expect(await refusalOf(app, preparing(secondChecker, own))).toBe('contributions.no-distance');
    expect(await refusalOf(app, preparing(reviewer, own))).toBe('contributions.no-distance');
    const batch = await ok(preparing(maker, own)());
    expect(await refusalOf(app, await approving(secondChecker, batch))).toBe(
      'contributions.no-distance',
    );
    await giveRole(maker, 'finance_checker');
    expect(await refusalOf(app, await approving(maker, batch))).toBe(
      'contributions.prepared-by-you',
    );
    await ok((await approving(checker, batch))());
    await app.quiet();
    await bankSays(app, finance, { direction: 'DBIT' });
  });
});

describe('reconciliation R2: a refund by the bank that the bank does not show', () => {
  it('R2: is a difference of finance after a week, until its line comes; one that came back is none', async () => {
    const [unpaid, back] = [await owedBack(freshDonor()), await owedBack(freshDonor())];
    // Nothing is on its way while the file is not written.
    await later(8);
    expect(await found()).toEqual([]);
    await payOnAccounts(app, finance, [unpaid]);
    const [file] = await refundFiles(finance);
    if (file === undefined) throw new Error('no file');
    await payOnAccounts(app, finance, [back]);
    await bankSays(app, finance, { direction: 'CRDT', returnReason: 'AC04' });
    await later(6);
    expect(await found()).toEqual([]);
    await later(2);
    expect(await found()).toMatchObject([
      {
        ...{ side: 'bank', where: 'here', kind: 'refund', owner: 'finance_maker' },
        ...{ subject: file.instructionId, ours: { minor: GIFT, currency: 'EUR' }, theirs: null },
      },
    ]);
    await bankSays(app, finance, { direction: 'DBIT', file });
    expect(await found()).toEqual([]);
  });
});
