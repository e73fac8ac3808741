import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChoiceOptionsView } from '@vatra/shared/contributions/contributions.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import { decide } from '../../../../test/support/decisions.js';
import { decide as bankDecides, dispute } from '../../../../test/support/disputes.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { projectState } from '../../../../test/support/funded.js';
import { asDonor } from '../../../../test/support/gifts.js';
import { fundOperator } from '../../../../test/support/operator.js';
import { theTranche } from '../../../../test/support/payments.js';
import { demand, receive, theRecovery } from '../../../../test/support/recoveries.js';
import { ok } from '../../../../test/support/village.js';
import { aProjectUnderWay, type Works } from '../../../../test/support/works.js';

const SCENE_TIMEOUT_MS = 400_000;

interface Gift {
  readonly id: string;
  readonly email: string;
}

let app: TestApp;
let works: Works;
/** Its bank returned the whole payment after half of it had been spent. */
let repaid: Gift;
/** Its bank claims the whole payment when the share of the first is sent, and keeps it later. */
let claimed: Gift & { readonly disputeId: string };
let paid: number;

/** A project that was ended after its first payment, and whose donors have all decided. */
beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  works = await aProjectUnderWay(app, 0);
  await fundOperator(app, works.finance);
  await app.emulator?.control('/knobs', { disputeResponseDays: 400 });
  const gifts = await app.database.query<Gift>(
    `SELECT c.id, d.email FROM contributions c
       JOIN contribution_donors d ON d.contribution_id = c.id
      WHERE c.project_id = $1 ORDER BY c.id LIMIT 2`,
    [works.projectId],
  );
  const [first, second] = gifts as [Gift, Gift];
  repaid = first;
  await bankDecides(app, await dispute(app, repaid), 'lost');
  await app.quiet();
  claimed = { ...second, disputeId: await dispute(app, second) };
  await app.quiet();
  await decide(app, works.village, works.projectId, 'suspend');
  await decide(app, works.village, works.projectId, 'cancel');
  await app.moveClock({ days: 31 });
  await app.quiet();
  paid = (await theTranche(works.village.mayor, works.projectId, 1)).amountMinor;
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const hometown = () => balanceOf(app, '2150', works.village.placeId);

async function stateOf({ id }: Gift): Promise<string | undefined> {
  const [row] = await app.database.query<{ state: string }>(
    'SELECT state FROM contributions WHERE id = $1',
    [id],
  );
  return row?.state;
}

async function shareOf({ id }: Gift): Promise<number> {
  const [row] = await app.database.query<{ share: number }>(
    `SELECT p.share_minor::integer AS share FROM share_out_parts p
       JOIN share_outs s ON s.id = p.share_out_id
      WHERE s.reason = 'recovered' AND p.contribution_id = $1`,
    [id],
  );
  return row?.share ?? 0;
}

async function mailsAbout({ id }: Gift, template: string): Promise<number> {
  const [row] = await app.database.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM mails
      WHERE template = $1 AND recipient = (SELECT email FROM contribution_donors
                                            WHERE contribution_id = $2)`,
    [template, id],
  );
  return row?.n ?? 0;
}

describe('R82, L12: money comes back of gifts whose banks have returned them already', () => {
  it('gives that part to the hometown at once, and asks the others', async () => {
    const { village, finance, projectId } = works;
    const before = await hometown();
    await ok(demand(app, village.reviewer, projectId, { amountMinor: paid }));
    const { id } = await theRecovery(village.reviewer, projectId);
    await ok(receive(app, finance.maker, id, paid));
    await app.quiet();
    const share = await shareOf(repaid);
    expect(share).toBeGreaterThan(500);
    expect(await stateOf(repaid)).toBe('to_hometown_fund');
    expect((await hometown()) - before).toBe(share);
    expect(await mailsAbout(repaid, 'donor.choice-recovered')).toBe(0);
    expect(await stateOf(claimed)).toBe('choice_pending');
    expect(await mailsAbout(claimed, 'donor.choice-recovered')).toBe(1);
  });

  it('offers no refund of a part whose bank has decided since', async () => {
    await bankDecides(app, claimed.disputeId, 'lost');
    await app.quiet();
    const donor = await asDonor(app, { ...claimed, key: '' }, 'donor.choice-recovered');
    const path = `/me/contributions/${claimed.id}`;
    const { options, byDefault } = await ok(donor.get<ChoiceOptionsView>(`${path}/choices`));
    expect(options).toEqual(['project', 'hometown_fund']);
    expect(byDefault).toBe('hometown_fund');
    const back = () => donor.post(`${path}/choice`, { choice: 'refund' });
    expect(await refusalOf(app, back)).toBe('contributions.choice-not-offered');
  });

  it('R81: leaves it with the hometown when the donor says nothing', async () => {
    const before = await hometown();
    await app.moveClock({ days: 31 });
    await app.quiet();
    expect(await stateOf(claimed)).toBe('to_hometown_fund');
    expect((await hometown()) - before).toBe(await shareOf(claimed));
    expect(await projectState(works.village, works.projectId)).toBe('wound_up');
  });
});
