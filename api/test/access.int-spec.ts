import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATIONS, operationRow, type OperationId } from '@vatra/shared/policy/policy';
import { SECOND_FACTOR_ROLES, type Role } from '@vatra/shared/policy/roles';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from './app.js';
import type { Answer, Browser } from './support/browser.js';
import { footprint, refusalOf, type Footprint } from './support/footprint.js';
import { aPerson, type TestPerson } from './support/people.js';
import { aCast, type Cast } from './support/roles.js';

const SCENE_TIMEOUT_MS = 180_000;
const AN_ACCOUNT = { iban: 'RO49AAAA1B31007593840000', holder: 'Ana', reason: 'Shown to us.' };
const ACCEPT = { decision: 'accept', reason: 'Looked at with care.' };

let app: TestApp;
let cast: Cast;
let sleepers: Cast;
let nobody: TestPerson;
let before: Footprint;

beforeAll(async () => {
  app = await startTestApp();
  cast = await aCast(app);
  sleepers = await aCast(app, { isProved: false });
  nobody = await aPerson(app, 'Nina Nobody');
  await app.quiet();
  before = await footprint(app);
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const ids = Object.keys(OPERATIONS) as OperationId[];
const byRole = ids.filter((id) => rolesOf(id).length > 0);
const behindSignIn = ids.filter((id) => !['public', 'demo'].includes(operationRow(id).access.kind));

function rolesOf(id: OperationId): readonly Role[] {
  const { access } = operationRow(id);
  if (access.kind === 'any-of') return [...access.platform, ...access.member];
  return access.kind === 'platform' || access.kind === 'member' ? access.roles : [];
}

/** Asks for something that does not exist with nothing to say: only the first gate can refuse with 403. */
function call(browser: Browser, id: OperationId, body: object = {}): Promise<Answer<Problem>> {
  const { method, path } = operationRow(id);
  const address = path.replace(':slug', 'nowhere').replace(/:[A-Za-z]+/g, () => randomUUID());
  if (method === 'GET') return browser.get(address);
  if (method === 'DELETE') return browser.delete(address);
  return method === 'PUT' ? browser.put(address, body) : browser.post(address, body);
}

const answer = async (browser: Browser, id: OperationId) => {
  const { status, body } = await call(browser, id);
  return `${String(status)} ${body.code}`;
};

describe('law 7: who is not named by the row is refused before anything is read', () => {
  it.each(behindSignIn)('%s: a visitor has to sign in', async (id) => {
    expect(await answer(app.visitor(), id)).toBe('401 http.signed-out');
  });

  it.each(byRole)('%s: each role it does not name, and no role, is refused', async (id) => {
    const others = (Object.keys(cast) as Role[]).filter((role) => !rolesOf(id).includes(role));
    const answers = await Promise.all(
      others.map(async (role) => [role, await answer(cast[role].browser, id)]),
    );
    expect(answers).toEqual(others.map((role) => [role, '403 http.forbidden']));
    expect(await answer(nobody.browser, id)).toBe('403 http.forbidden');
  });

  it.each(SECOND_FACTOR_ROLES)('ruling 38: %s sleeps without its second factor', async (role) => {
    const waking = byRole.filter((id) => rolesOf(id).includes(role));
    expect(waking.length).toBeGreaterThan(0);
    for (const id of waking) {
      expect([id, await answer(sleepers[role].browser, id)]).toEqual([
        id,
        '403 http.second-factor-needed',
      ]);
    }
  });

  it('leaves nothing behind', async () => {
    await app.quiet();
    expect(await footprint(app)).toEqual(before);
  });

  it.each<[OperationId, string, object]>([
    ['accounts.grant-role', 'accounts.person-unknown', { email: 'a@b.md', role: 'auditor' }],
    ['organisations.get', 'organisations.not-found', {}],
    ['organisations.confirm-membership', 'organisations.membership-not-found', {}],
    ['projects.file', 'projects.not-found', {}],
    ['endorsements.get', 'endorsements.not-found', {}],
    ['endorsements.open-call', 'endorsements.not-found', { days: 7, secretBallot: false }],
    ['matching.decide-commitment', 'matching.commitment-not-found', ACCEPT],
    ['matching.decide-evidence', 'matching.evidence-not-found', ACCEPT],
    ['campaigns.ask-extension', 'campaigns.not-found', { days: 5, reason: 'Many are away.' }],
    ['milestones.decide-doubt', 'milestones.not-found', { ...ACCEPT, decision: 'rework' }],
    ['results.review', 'results.not-found', ACCEPT],
    ['disbursements.verify-payee', 'disbursements.payee-not-found', ACCEPT],
    ['disbursements.sheet', 'disbursements.not-found', {}],
    ['disbursements.prepare', 'disbursements.not-found', { amountMinor: 1 }],
    ['disbursements.payment-file', 'disbursements.payment-file-not-found', {}],
    ['contributions.refund-batch', 'contributions.refund-batch-not-found', {}],
    ['contributions.name-account', 'contributions.not-found', AN_ACCOUNT],
    ['contributions.sign-sheet', 'contributions.sheet-not-found', { totalMinor: 1 }],
    ['contributions.remove-sheet-line', 'contributions.sheet-line-not-found', {}],
    ['matching.fund', 'matching.fund-not-found', {}],
    ['disbursements.withdraw-purpose', 'disbursements.purpose-not-found', {}],
    ['disbursements.answer-purpose', 'disbursements.purpose-not-found', ACCEPT],
    ['matching.answer-question', 'matching.question-not-found', { answer: 'stay' }],
    ['matching.decide-money', 'matching.money-not-found', ACCEPT],
    ['voice.grievance', 'voice.grievance-not-found', {}],
    ['voice.acknowledge-grievance', 'voice.grievance-not-found', {}],
    ['files.get', 'files.unknown', {}],
  ])('%s: what does not exist is %s', async (id, code, body) => {
    const [role] = rolesOf(id);
    const { browser } = role === undefined ? nobody : cast[role];
    expect(await refusalOf(app, () => call(browser, id, body))).toBe(code);
  });

  it.each(byRole)('%s: each role it names passes the gate', async (id) => {
    for (const role of rolesOf(id)) {
      const { status, body } = await call(cast[role].browser, id);
      const isRefused = status === 401 || ['http.forbidden', 'http.no-policy'].includes(body.code);
      expect([role, isRefused, status < 500]).toEqual([role, false, true]);
    }
  });
});
