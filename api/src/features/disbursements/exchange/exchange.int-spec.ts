import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type {
  AgreementView,
  TrancheSheetView,
} from '@vatra/shared/disbursements/disbursements.views';
import { euroFor, leiBoughtBy } from '@vatra/shared/disbursements/exchange';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import {
  aFinanceTeam,
  aSettledProject,
  offerPayee,
  tranchesOf,
  verifyPayee,
  type Finance,
} from '../../../../test/support/funded.js';
import {
  approve,
  handInProcurementPapers,
  importStatement,
  prove,
  returnOf,
  sign,
  theTranche,
} from '../../../../test/support/payments.js';
import { GOALS } from '../../../../test/support/project.js';
import { aVillage, anAssociation, ok, type Village } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 400_000;
const PLANNED = { rateE4: 194_750, on: '2026-01-15', source: 'BNM' };
/** Dearer than planned, and affordable. */
const DEAR_E4 = 189_000;
const CHEAP_E4 = 201_234;

let app: TestApp;
let village: Village;
let finance: Finance;
let projectId: string;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await verifyPayee(finance, (await offerPayee(village, 'MD24AG000225100013104168')).id);
  projectId = await aSettledProject(app, village, {
    associations: [await anAssociation(app, village, { members: 3 })],
    goals: { ...GOALS, contingencyMinor: 5_000 },
    ...{ gifts: 12, giftMinor: 10_000 },
  });
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const choose = (body: object, person = village.mayor) =>
  person.browser.put<AgreementView>(`/projects/${projectId}/agreement/currency`, body);
const agreement = () =>
  ok(village.mayor.browser.get<AgreementView>(`/projects/${projectId}/agreement`));
const first = () => theTranche(finance.maker, projectId, 1);
const amounts = async () =>
  (await tranchesOf(finance.maker, projectId)).reduce(
    (sum, { amountMinor }) => sum + amountMinor,
    0,
  );

describe('R76: lei instead of euro', () => {
  it('R76: is the mayor’s choice, needs a rate, and keeps a part of the reserve back', async () => {
    const refusal = (body: object, person = village.mayor) =>
      refusalOf(app, () => choose(body, person));
    const target = { mode: 'TARGET_MDL' };
    expect(await refusal(target)).toBe('disbursements.planning-rate-missing');
    expect(await refusal(target, village.focalPoint)).toBe('http.forbidden');
    const before = await agreement();
    const after = await ok(choose({ ...target, planningRate: PLANNED }));
    const { grantTotalMinor } = before;
    // The grant's part of EUR 50 in a budget of EUR 1,250.
    const reserveMinor = Math.floor((5_000 * grantTotalMinor) / 125_000);
    expect(after).toMatchObject({ currencyMode: 'TARGET_MDL', grantTotalMinor, reserveMinor });
    expect(after.textVersion).toBe(before.textVersion + 1);
    const { amountMinor, exchange } = await first();
    expect(await amounts()).toBe(grantTotalMinor - reserveMinor);
    expect(exchange?.plannedMdlMinor).toBe(leiBoughtBy(amountMinor, PLANNED.rateE4));
    expect(after.text.en).toMatch(/The amounts in lei are fixed: part 1 [\d,.]+ MDL,/);
    expect(after.text.ro).toMatch(/Sumele în lei sunt fixe: tranșa 1 [\d.]+,\d\d MDL,/);
  });

  it('R76: may be taken back until somebody has signed', async () => {
    const back = await ok(choose({ mode: 'SEND_EUR' }));
    expect([back.reserveMinor, back.planningRate]).toEqual([0, PLANNED]);
    expect(await amounts()).toBe(back.grantTotalMinor);
    await ok(choose({ mode: 'TARGET_MDL' }));
    await sign(village, projectId);
    expect(await refusalOf(app, () => choose({ mode: 'SEND_EUR' }))).toBe(
      'disbursements.currency-frozen',
    );
    for (const change of [
      "currency_mode = 'SEND_EUR', reserve_minor = 0",
      'planning_rate_e4 = 200000',
    ]) {
      await expect(
        app.database.query(`UPDATE agreements SET ${change} WHERE project_id = $1`, [projectId]),
      ).rejects.toMatchObject({ code: 'VA076' });
    }
  });
});

describe('R76: what lei cost on the day', () => {
  const preparing = async (body: object) => {
    const { id } = await first();
    return () => finance.maker.browser.post<TrancheSheetView>(`/tranches/${id}/preparation`, body);
  };
  const priced = async (rateE4: number) => {
    const { exchange } = await first();
    return { rateE4, amountMinor: euroFor(exchange?.plannedMdlMinor ?? 0, rateE4) };
  };
  const refused = async (body: object) => refusalOf(app, await preparing(body));
  /** The payments of which the mayor is asked what arrived. */
  const asked = async () => {
    const duties = await ok(village.mayor.browser.get<DutyView[]>('/me/duties'));
    const kind = 'duty.disbursements.say-received';
    return duties.filter((duty) => duty.kind === kind).map(({ subjectId }) => subjectId);
  };

  it('R76: the maker says what the bank asks, and pays no more than plan and reserve', async () => {
    await handInProcurementPapers(village, projectId);
    const { amountMinor } = await first();
    expect(await refused({ amountMinor })).toBe('disbursements.bank-rate');
    expect(await refused(await priced(1_890_000))).toBe('disbursements.bank-rate');
    expect(await refused(await priced(170_000))).toBe('disbursements.cost-above-reserve');
    const right = await priced(DEAR_E4);
    expect(await refused({ ...right, amountMinor })).toBe('disbursements.wrong-amount');
  });

  it('R76, L9: moves the real euro, and takes what is more from the reserve', async () => {
    const [before, planned] = [await agreement(), await first()];
    const body = await priced(DEAR_E4);
    const sheet = await ok((await preparing(body))());
    const { reserveMinor } = await agreement();
    expect(sheet.tranche).toMatchObject({ amountMinor: body.amountMinor });
    expect(sheet.tranche.exchange?.bankRateE4).toBe(DEAR_E4);
    expect(before.reserveMinor - reserveMinor).toBe(body.amountMinor - planned.amountMinor);
    expect(reserveMinor).toBeLessThan(before.reserveMinor);
    expect(reserveMinor + (await amounts())).toBe(before.grantTotalMinor);
    const held = await balanceOf(app, '2100', projectId);
    await approve(app, finance.checker, sheet);
    await app.quiet();
    expect((await first()).state).toBe('sent');
    expect(held - (await balanceOf(app, '2100', projectId))).toBe(body.amountMinor);
  });

  it('R75, R76: another attempt has another price, and cheaper lei give the reserve back', async () => {
    const day = (await app.now()).toISOString().slice(0, 10);
    await importStatement(finance.maker, [returnOf(await first(), day)]);
    await app.quiet();
    const before = await agreement();
    const body = await priced(CHEAP_E4);
    const sheet = await ok((await preparing(body))());
    const after = await agreement();
    expect(after.reserveMinor).toBeGreaterThan(before.reserveMinor);
    expect(after.reserveMinor + (await amounts())).toBe(after.grantTotalMinor);
    await approve(app, finance.checker, sheet);
    await app.quiet();
    await prove(app, finance, await first());
    const { exchange, id } = await first();
    const receivedMinor = (exchange?.plannedMdlMinor ?? 0) + 13;
    expect(await asked()).toEqual([id]);
    await ok(village.mayor.browser.post(`/tranches/${id}/receipts`, { receivedMinor }));
    expect(await asked()).toEqual([]);
    expect((await first()).exchange).toMatchObject({
      receivedMdlMinor: receivedMinor,
      differenceMdlMinor: 13,
    });
  });

  it('R76: the database knows what lei cost at a rate, and no reserve below zero', async () => {
    const { id } = await first();
    await expect(
      app.database.query(
        `INSERT INTO tranche_preparations SELECT tranche_id, attempt + 7, amount_minor - 1, currency,
           payee_account_id, content_hash, approvals_needed, prepared_by, prepared_at, target_mdl_minor, rate_e4
           FROM tranche_preparations WHERE tranche_id = $1 ORDER BY attempt DESC LIMIT 1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '23514' });
    await expect(
      app.database.query('UPDATE agreements SET reserve_minor = -1 WHERE project_id = $1', [
        projectId,
      ]),
    ).rejects.toMatchObject({ code: '23514' });
  });
});
