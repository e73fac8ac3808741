import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import type { Page } from '@vatra/shared/paging.dto';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import { fundOperator } from '../../../../test/support/operator.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import {
  aFinanceTeam,
  aSettledProject,
  offerPayee,
  projectState,
  tranchesOf,
  verifyPayee,
  type Finance,
} from '../../../../test/support/funded.js';
import { approvalCode, type TestPerson } from '../../../../test/support/people.js';
import { GOALS, aDraft } from '../../../../test/support/project.js';
import {
  aVillage,
  anAssociation,
  ok,
  type Association,
  type Village,
} from '../../../../test/support/village.js';
import { AGREEMENT_TEXT_VERSION } from './agreement-text.js';

const SCENE_TIMEOUT_MS = 400_000;
const DAY_MS = 86_400_000;

let app: TestApp;
let village: Village;
let association: Association;
let finance: Finance;
let projectId: string;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  const payee = await offerPayee(village, 'MD24AG000225100013104168');
  await verifyPayee(finance, payee.id);
  await fundOperator(app, finance);
  association = await anAssociation(app, village, { members: 3 });
  projectId = await aSettledProject(app, village, {
    associations: [association],
    goals: GOALS,
    gifts: 12,
    giftMinor: 10_000,
  });
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const signing = (person: TestPerson, party: string, textVersion = AGREEMENT_TEXT_VERSION) =>
  person.browser.post(`/projects/${projectId}/agreement/signatures`, { party, textVersion });
const refusal = (person: TestPerson, party: string, textVersion = AGREEMENT_TEXT_VERSION) =>
  refusalOf(app, () => signing(person, party, textVersion));
const agreement = () =>
  ok(village.mayor.browser.get<AgreementView>(`/projects/${projectId}/agreement`));

async function dutiesOf(person: TestPerson): Promise<string[]> {
  const answered = await ok(person.browser.get<Page<DutyView> | DutyView[]>('/me/duties'));
  const duties = Array.isArray(answered) ? answered : answered.items;
  return duties.map(({ kind }) => kind);
}

describe('R58: the signatures', () => {
  it('are asked of the mayor and of the operator', async () => {
    const kind = 'duty.disbursements.sign-agreement';
    expect(await dutiesOf(village.mayor)).toContain(kind);
    expect(await dutiesOf(village.administrator)).toContain(kind);
    expect(await dutiesOf(village.focalPoint)).not.toContain(kind);
  });

  it('R74: are given under a text that says what the second part waits for', async () => {
    const { text } = await agreement();
    expect(text.en).toContain('not paid before the minutes of every supplier');
    expect(text.ro).toContain('nu se plătește înainte de predarea proceselor-verbale');
  });

  it('are given by those whose they are, for the text they read', async () => {
    const { mayor, focalPoint, reviewer } = village;
    const plainMember = association.members[2] as TestPerson;
    expect(await refusal(mayor, 'operator')).toBe('disbursements.not-your-signature');
    expect(await refusal(mayor, 'association')).toBe('disbursements.not-your-signature');
    expect(await refusal(mayor, 'local_authority', AGREEMENT_TEXT_VERSION + 1)).toBe(
      'disbursements.text-version',
    );
    expect(await refusal(focalPoint, 'local_authority')).toBe('http.forbidden');
    expect(await refusal(reviewer, 'operator')).toBe('http.forbidden');
    expect(await refusal(plainMember, 'association')).toBe('http.forbidden');
  });

  it('are given once, by different people', async () => {
    const chair = association.board[0] as TestPerson;
    await ok(signing(chair, 'association'));
    await ok(signing(village.administrator, 'operator'));
    expect(await refusal(chair, 'association')).toBe('disbursements.already-signed');
    expect(await refusal(village.administrator, 'operator')).toBe('disbursements.already-signed');
    const { signedByOperatorAt, witnessedAt, signedByAuthorityAt } = await agreement();
    expect([signedByOperatorAt, witnessedAt].includes(null)).toBe(false);
    expect(signedByAuthorityAt).toBeNull();
  });
});

describe('before the agreement', () => {
  it('there is nothing to sign for a project that only begins', async () => {
    const { id } = await aDraft(village);
    const path = `/projects/${id}/agreement/signatures`;
    const early = { party: 'local_authority', textVersion: 1 };
    expect(await refusalOf(app, () => village.mayor.browser.post(path, early))).toBe(
      'disbursements.agreement-not-found',
    );
  });

  it('R73: nothing is approved that nobody has prepared', async () => {
    const { checker } = finance;
    const [tranche] = await tranchesOf(checker, projectId);
    const body = { contentHash: 'a'.repeat(64), code: await approvalCode(app, checker) };
    const path = `/tranches/${tranche?.id ?? ''}/approvals`;
    expect(await refusalOf(app, () => checker.browser.post(path, body))).toBe(
      'disbursements.not-prepared',
    );
  });
});

describe('an agreement the authority does not sign', () => {
  it('is still open after 45 days, when both are told', async () => {
    const { dueAt } = await agreement();
    await app.moveClock(new Date(Date.parse(dueAt) + DAY_MS));
    expect(await projectState(village, projectId)).toBe('agreement_pending');
    const [row] = await app.database.query<{ reminded: boolean }>(
      'SELECT reminded_at IS NOT NULL AS reminded FROM agreements',
    );
    expect(row?.reminded).toBe(true);
  });

  it('ends 15 days later: the project is cancelled and nothing will be paid', async () => {
    await app.moveClock({ days: 15 });
    expect(await projectState(village, projectId)).toBe('cancelled');
    const states = (await tranchesOf(village.mayor, projectId)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['cancelled']));
    expect(await refusal(village.mayor, 'local_authority')).toBe('disbursements.agreement-closed');
  });

  it('R82, L16: its donors are asked, each about the whole payment', async () => {
    await app.quiet();
    const rows = await app.database.query<{ state: string; reason: string; spent: string }>(
      `SELECT DISTINCT state, choice_reason AS reason, spent_minor AS spent FROM contributions
        WHERE project_id = $1`,
      [projectId],
    );
    expect(rows).toEqual([{ state: 'choice_pending', reason: 'cancelled', spent: '0' }]);
    const waiting = await balanceOf(app, '2140', projectId);
    expect(waiting).toBeGreaterThan(0);
    expect(await balanceOf(app, '2100', projectId)).toBe(0);
    const [entry] = await app.database.query<{ minor: string }>(
      `SELECT line.amount_minor AS minor FROM ledger_entry AS entry
         JOIN ledger_line AS line ON line.entry_id = entry.id
        WHERE entry.kind = 'L16' AND entry.project_id = $1 AND line.amount_minor > 0`,
      [projectId],
    );
    expect(Number(entry?.minor)).toBe(waiting);
  });

  it('R82, L17: after thirty days of silence everything goes back and the project is wound up', async () => {
    await app.moveClock({ days: 31 });
    await app.quiet();
    const rows = await app.database.query<{ state: string; gross: string; back: string }>(
      `SELECT DISTINCT state, gross_minor AS gross, returned_minor AS back FROM contributions
        WHERE project_id = $1`,
      [projectId],
    );
    expect(rows).toEqual([{ state: 'refunded', gross: '10000', back: '10000' }]);
    expect(await balanceOf(app, '2140', projectId)).toBe(0);
    expect(await projectState(village, projectId)).toBe('wound_up');
  });
});
