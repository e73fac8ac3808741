import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import type { LedgerPageView } from '@vatra/shared/ledger/ledger.views';
import type { MilestoneView } from '@vatra/shared/milestones/milestones.views';
import { startTestApp, type TestApp } from '../../../test/app.js';
import type { Answer } from '../../../test/support/browser.js';
import { refusalOf } from '../../../test/support/footprint.js';
import {
  aLargeGrant,
  offerPayee,
  projectState,
  tranchesOf,
  verifyPayee,
  type Finance,
} from '../../../test/support/funded.js';
import {
  approve,
  debitOf,
  handInProcurementPapers,
  importStatement,
  paymentFileOf,
  prepare,
  preparing,
  returnOf,
  sign,
  theTranche,
  uploadStatement,
} from '../../../test/support/payments.js';
import {
  approvalCode,
  demoCode,
  enrolSecondFactor,
  type TestPerson,
} from '../../../test/support/people.js';
import { ok, type Village } from '../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 400_000;
const IBAN = 'MD24AG000225100013104168';
const OTHER_IBAN = 'RO49AAAA1B31007593840000';

let app: TestApp;
let village: Village;
let finance: Finance;
let projectId: string;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  ({ village, finance, projectId } = await aLargeGrant(app, IBAN));
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const refusal = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);
const first = () => theTranche(finance.maker, projectId, 1);
const today = async () => (await app.now()).toISOString().slice(0, 10);
const book = () => ok(app.visitor().get<LedgerPageView>(`/ledger/projects/${projectId}`));
describe('the agreement', () => {
  it('R59 to R61: grants what lies in the fund, in parts that add up to the cent', async () => {
    expect(await projectState(village, projectId)).toBe('agreement_pending');
    const agreement = await ok(
      village.mayor.browser.get<AgreementView>(`/projects/${projectId}/agreement`),
    );
    expect(agreement.tier).toBe('minimum');
    expect(agreement.grantTotalMinor).toBe((await book()).heldMinor);
    const tranches = await tranchesOf(village.mayor, projectId);
    expect(tranches.map(({ percent }) => percent)).toEqual([30, 30, 30, 10]);
    const sum = tranches.reduce((total, { amountMinor }) => total + amountMinor, 0);
    expect(sum).toBe(agreement.grantTotalMinor);
    expect(agreement.text.ro).toContain('41.359,50 EUR');
    expect(agreement.grantTotalMinor).toBe(4_135_950);
  });

  it('R58: with both signatures lacks only the papers of the authority', async () => {
    await sign(village, projectId);
    expect((await first()).conditions.filter(({ met }) => !met).map(({ code }) => code)).toEqual([
      'procurement-papers',
    ]);
    await handInProcurementPapers(village, projectId);
    const tranche = await first(); // R65
    expect(tranche.state).toBe('conditions_met');
    expect(tranche.dueAt).not.toBeNull();
    const others = (await tranchesOf(finance.maker, projectId)).slice(1);
    expect(others.every(({ state }) => state === 'planned')).toBe(true);
  });
});

describe('the maker', () => {
  it('types the amount of the plan and no other', async () => {
    const { id, amountMinor } = await first();
    const path = `/tranches/${id}/preparation`;
    const post = (minor: number) => finance.maker.browser.post(path, { amountMinor: minor });
    expect(await refusal(() => post(amountMinor + 1))).toBe('disbursements.wrong-amount');
    const foreign = () => finance.checker.browser.post(path, { amountMinor });
    expect(await refusal(foreign)).toBe('http.forbidden');
  });

  it('does not belong to the authority that is paid', async () => {
    const { administrator, mayor } = village;
    const role = { email: mayor.email, role: 'finance_maker' };
    await ok(administrator.browser.post('/people/roles', role));
    await enrolSecondFactor(app, mayor);
    const { id, amountMinor } = await first();
    const post = () => mayor.browser.post(`/tranches/${id}/preparation`, { amountMinor });
    expect(await refusal(post)).toBe('disbursements.own-authority');
  });

  it('cannot prepare a tranche whose conditions are not met', async () => {
    const second = await theTranche(finance.maker, projectId, 2);
    expect(await refusal(preparing(finance, second))).toBe('disbursements.conditions-not-met');
  });
});

describe('the checker (R73)', () => {
  const giveRole = (person: TestPerson, role: string) =>
    ok(village.administrator.browser.post('/people/roles', { email: person.email, role }));
  const approval = async (person: TestPerson, changes: object = {}) => {
    const { id, contentHash } = await first();
    const body = { contentHash, code: await approvalCode(app, person), ...changes };
    return () => person.browser.post(`/tranches/${id}/approvals`, body);
  };

  it('is another person than the maker, also when the maker holds both roles', async () => {
    const sheet = await prepare(finance, await first());
    expect(sheet.tranche.state).toBe('prepared');
    expect(sheet.tranche.approvalsNeeded).toBe(2);
    await giveRole(finance.maker, 'finance_checker');
    expect(await refusal(await approval(finance.maker))).toBe('disbursements.maker-cannot-check');
  });

  it('did not review the project', async () => {
    await giveRole(village.reviewer, 'finance_checker');
    expect(await refusal(await approval(village.reviewer))).toBe('disbursements.reviewed-project');
  });

  it('approves what was prepared and nothing else', async () => {
    const stale = await approval(finance.checker, { contentHash: 'f'.repeat(64) });
    expect(await refusal(stale)).toBe('disbursements.content-changed');
  });

  it('proves the second factor with a fresh code', async () => {
    const foreign = await approvalCode(app, finance.secondChecker);
    const refusedWith = async (code?: string) => refusal(await approval(finance.checker, { code }));
    expect(await refusedWith('000000')).toBe('accounts.wrong-code');
    expect(await refusedWith(foreign)).toBe('accounts.wrong-code');
    expect(await refusedWith()).toBe('http.invalid');
  });

  it('counts once, also when both clicks arrive together', async () => {
    const { id, contentHash } = await first();
    const codes = [
      await approvalCode(app, finance.checker),
      await demoCode(app, finance.checker.id, 'sign-in'),
    ];
    expect(new Set(codes).size).toBe(2);
    const answers = await Promise.all(
      codes.map((code) =>
        finance.checker.browser.post(`/tranches/${id}/approvals`, { contentHash, code }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await refusal(await approval(finance.checker))).toBe('disbursements.already-approved');
    const tranche = await first();
    expect([tranche.state, tranche.approvals]).toEqual(['prepared', 1]);
  });
});

describe('a changed account (R73)', () => {
  let used: { contentHash: string | null; code: string };

  it('voids what was prepared for the old one and rests 72 hours', async () => {
    const offered = await offerPayee(village, OTHER_IBAN);
    expect(offered.ibanMasked).toBe('RO…0000');
    const words = { decision: 'accept', reason: 'it is ours' };
    const own = () =>
      village.mayor.browser.post(`/payee-accounts/${offered.id}/verification`, words);
    expect(await refusal(own)).toBe('disbursements.own-authority');
    await verifyPayee(finance, offered.id);
    const tranche = await first();
    expect([tranche.state, tranche.approvals]).toEqual(['planned', 0]);
    expect(await refusal(preparing(finance, tranche))).toBe('disbursements.payee-resting');
  });

  it('is paid on after that, by two checkers, each with a code used once', async () => {
    await app.moveClock({ hours: 73 });
    const sheet = await prepare(finance, await first());
    expect(sheet.payeeChangedRecently).toBe(true);
    const { id, contentHash } = sheet.tranche;
    const path = `/tranches/${id}/approvals`;
    used = { contentHash, code: await approvalCode(app, finance.secondChecker) };
    await ok(finance.secondChecker.browser.post(path, used));
    await approve(app, finance.checker, sheet);
    await app.quiet();
    expect((await first()).state).toBe('sent');
  });

  it('L9: what is on its way is neither held nor paid', async () => {
    const { amountMinor } = await first();
    const { entries, heldMinor } = await book();
    const sent = entries.find(({ kind }) => kind === 'L9');
    expect(sent?.projectEffectMinor).toBe(-amountMinor);
    expect(sent?.heldAfterMinor).toBe(heldMinor);
    expect((await book()).disbursedMinor).toBe(0);
  });

  it('writes a payment file with one instruction to the new account', async () => {
    const tranche = await first();
    const { view, xml } = await paymentFileOf(finance.maker, tranche);
    expect(xml.match(/<CdtTrfTxInf>/g)).toHaveLength(1);
    expect(xml).toContain(`<EndToEndId>${tranche.instructionId ?? ''}</EndToEndId>`);
    expect(xml).toContain(`<IBAN>${OTHER_IBAN}</IBAN>`);
    expect(xml).not.toContain(IBAN);
    expect(view.amountMinor).toBe(tranche.amountMinor);
    const denied = () => village.focalPoint.browser.get(`/payment-files/${view.id}/content`);
    expect(await refusal(denied)).toBe('http.forbidden');
  });

  it('never shows an account number', async () => {
    const answers = await Promise.all([
      village.mayor.browser.get(`/organisations/${village.authorityId}/payee-accounts`),
      finance.maker.browser.get('/payee-accounts/queue'),
      finance.maker.browser.get(`/tranches/${(await first()).id}/sheet`),
    ]);
    for (const { text } of answers) expect(text).not.toContain(OTHER_IBAN.slice(4, -4));
    const rows = await app.database.query<{ line: string }>(
      `SELECT payee_accounts::text AS line FROM payee_accounts
       UNION ALL SELECT operations::text FROM operations`,
    );
    for (const { line } of rows) expect(line).not.toContain(OTHER_IBAN.slice(4));
  });

  it('R75: a payment the bank sent back is tried again under the same id, approved anew', async () => {
    const before = await first();
    expect(await refusal(preparing(finance, before))).toBe('disbursements.conditions-not-met');
    await importStatement(finance.maker, [returnOf(before, await today())]);
    await app.quiet();
    const failed = await first();
    expect(failed.state).toBe('failed');
    expect((await book()).heldMinor).toBe((await book()).entries[0]?.heldAfterMinor);
    const again = await prepare(finance, failed);
    const reuse = () =>
      finance.secondChecker.browser.post(`/tranches/${failed.id}/approvals`, {
        contentHash: again.tranche.contentHash,
        code: used.code,
      });
    expect(await refusal(reuse)).toBe('accounts.code-already-used');
    await approve(app, finance.checker, again);
    await approve(app, finance.secondChecker, again);
    await app.quiet();
    const sent = await first();
    expect([sent.state, sent.instructionId]).toEqual(['sent', before.instructionId]);
  });
});

describe('the statement of the bank', () => {
  it('is read only when it is ours and sound', async () => {
    const entry = debitOf(await first(), await today());
    const foreign = await uploadStatement(finance.maker, [entry], IBAN);
    const post = (fileId: string) => finance.maker.browser.post('/bank-statements', { fileId });
    expect(await refusal(() => post(foreign))).toBe('disbursements.statement-of-other-account');
    const broken = await uploadStatement(finance.maker, [{ ...entry, day: '2026-13-01' }]);
    expect(await refusal(() => post(broken))).toBe('disbursements.statement-unreadable');
  });

  it('proves nothing with another amount', async () => {
    const entry = debitOf(await first(), await today());
    const other = { ...entry, amountMinor: entry.amountMinor - 500 };
    const outcome = await importStatement(finance.maker, [other]);
    expect(outcome.matched).toBe(0);
    expect(outcome.unmatched).toHaveLength(1);
    expect((await first()).state).toBe('sent');
  });

  it('confirms by id and amount: the work begins, milestones are due from the signing', async () => {
    const tranche = await first();
    const entry = debitOf(tranche, await today());
    const fileId = await uploadStatement(finance.maker, [entry]);
    const post = () => finance.maker.browser.post('/bank-statements', { fileId });
    await ok(post());
    await app.quiet();
    const confirmed = await first();
    expect([confirmed.state, confirmed.bankReference]).toEqual(['confirmed', entry.reference]);
    expect((await book()).disbursedMinor).toBe(tranche.amountMinor);
    expect(await projectState(village, projectId)).toBe('implementing');
    const milestones = await ok(
      village.mayor.browser.get<MilestoneView[]>(`/projects/${projectId}/milestones`),
    );
    expect(milestones.map(({ state }) => state)).toEqual(['planned', 'planned', 'planned']);
    const entries = (await book()).entries.length;
    await ok(post());
    await app.quiet();
    expect((await book()).entries).toHaveLength(entries);
    expect((await first()).state).toBe('confirmed');
  });

  it('R64: the next tranche names what is missing', async () => {
    const { conditions } = await theTranche(finance.maker, projectId, 2);
    const unmet = conditions.filter(({ met }) => !met).map(({ code }) => code);
    expect(unmet).toEqual(['milestone-verified', 'spending-report', 'la-share-evidenced']);
  });

  it('L21: a payment that comes back later lies in the fund again', async () => {
    const tranche = await first();
    const { heldMinor } = await book();
    await importStatement(finance.maker, [returnOf(tranche, await today())]);
    await app.quiet();
    expect((await first()).state).toBe('returned');
    expect((await book()).heldMinor).toBe(heldMinor + tranche.amountMinor);
  });
});

describe('what nobody may do', () => {
  it('R73: the database itself refuses a maker as checker and a second approval', async () => {
    const [row] = await app.database.query<{ person: string; hash: string; attempt: number }>(
      `SELECT prepared_by AS person, content_hash AS hash, attempt FROM tranche_preparations
        ORDER BY attempt DESC LIMIT 1`,
    );
    const { id } = await first();
    const insert = (personId: string) =>
      app.database.query(
        `INSERT INTO tranche_approvals (tranche_id, attempt, person_id, content_hash, approved_at, proved_at)
         VALUES ($1, $2, $3, $4, now(), now())`,
        [id, row?.attempt, personId, row?.hash],
      );
    await expect(insert(row?.person ?? '')).rejects.toMatchObject({ code: 'VA010' });
    await expect(insert(finance.checker.id)).rejects.toMatchObject({ code: '23505' });
  });
});
