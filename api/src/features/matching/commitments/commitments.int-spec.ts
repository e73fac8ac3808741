import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { CommitmentView } from '@vatra/shared/matching/commitments.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Problem } from '@vatra/shared/problem';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import type { Answer } from '../../../../test/support/browser.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aPersonWith, type TestPerson } from '../../../../test/support/people.js';
import { aSeeking, aSubmitted } from '../../../../test/support/project.js';
import { aFile, aVillage, join, ok, type Village } from '../../../../test/support/village.js';

let app: TestApp;
let village: Village;

beforeAll(async () => {
  app = await startTestApp();
  village = await aVillage(app);
});
afterAll(() => app.close());

/** The code of a refusal that left nothing behind. */
const refusal = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);

async function declare(
  person: TestPerson,
  projectId: string,
  { fileId, ...changes }: Record<string, unknown> = {},
) {
  return person.browser.post<Page<CommitmentView> & Problem>(`/projects/${projectId}/commitments`, {
    decisionNumber: '4/12',
    decisionDate: '2026-01-15',
    cashMinor: 40_000,
    inKindMinor: 10_000,
    budgetCode: '31.2',
    fileId: fileId ?? (await decisionFile()),
    ...changes,
  });
}

const decisionFile = () => aFile(village.mayor.browser, 'council-decision');

function decide(person: TestPerson, path: string, decision = 'accept') {
  return person.browser.post<CommitmentView & Problem>(`${path}/decision`, {
    decision,
    reason: 'Number, date and file are there.',
  });
}

async function aDeclared(): Promise<{ projectId: string; id: string }> {
  const project = await aSeeking(village);
  const { items } = await ok(declare(village.mayor, project.id));
  const [declared] = items;
  if (declared === undefined) throw new Error('nothing declared');
  return { projectId: project.id, id: declared.id };
}

async function aDecided(): Promise<{ projectId: string; id: string }> {
  const declared = await aDeclared();
  await ok(decide(village.reviewer, `/commitments/${declared.id}`));
  await app.quiet();
  return declared;
}

async function offer(id: string, { fileId, ...changes }: Record<string, unknown> = {}) {
  return village.mayor.browser.post<CommitmentView & Problem>(`/commitments/${id}/evidence`, {
    kind: 'cash',
    amountMinor: 25_000,
    description: 'Ordin de plată 17',
    fileId: fileId ?? (await proofFile()),
    ...changes,
  });
}

const proofFile = () => aFile(village.mayor.browser, 'document');

async function isCovered(projectId: string): Promise<boolean | undefined> {
  const file = await ok(village.mayor.browser.get<ProjectFileView>(`/projects/${projectId}/file`));
  return file.readiness.find(({ fact }) => fact === 'la_commitment')?.met;
}

async function memo(projectId: string): Promise<Record<string, number>> {
  const rows = await app.database.query<{ code: string; sum: string }>(
    `SELECT a.code, sum(l.amount_minor)::bigint AS sum
       FROM ledger_line l JOIN ledger_account a ON a.id = l.account_id
      WHERE a.subject_id = $1 AND a.code LIKE '9%' GROUP BY a.code ORDER BY a.code`,
    [projectId],
  );
  return Object.fromEntries(rows.map(({ code, sum }) => [code, Number(sum)]));
}

describe('R9: the council’s decision', () => {
  it('R9: counts when a reviewer has accepted it, not when it is declared', async () => {
    const { projectId, id } = await aDeclared();
    await app.quiet();
    expect(await isCovered(projectId)).toBe(false);
    const { body } = await decide(village.reviewer, `/commitments/${id}`);
    expect(body).toMatchObject({ state: 'decided', cashMinor: 40_000, inKindMinor: 10_000 });
    await app.quiet();
    expect(await isCovered(projectId)).toBe(true);
    expect(await memo(projectId)).toEqual({
      '9000': 40_000,
      '9001': -40_000,
      '9100': 10_000,
      '9101': -10_000,
    });
  });

  it('R9: does not cover a plan that asks for more, until a second decision does', async () => {
    const project = await aSeeking(village);
    const { items } = await ok(declare(village.mayor, project.id, { cashMinor: 39_999 }));
    await ok(decide(village.reviewer, `/commitments/${items[0]?.id ?? ''}`));
    await app.quiet();
    expect(await isCovered(project.id)).toBe(false);
    const more = await ok(declare(village.mayor, project.id, { cashMinor: 1, inKindMinor: 0 }));
    const waiting = more.items.find(({ state }) => state === 'declared');
    await ok(decide(village.reviewer, `/commitments/${waiting?.id ?? ''}`));
    await app.quiet();
    expect(await isCovered(project.id)).toBe(true);
  });

  it('R9: needs money, a day that has come and the decision itself', async () => {
    const project = await aSeeking(village);
    const fileId = await decisionFile();
    expect(
      await refusal(() =>
        declare(village.mayor, project.id, { fileId, cashMinor: 0, inKindMinor: 0 }),
      ),
    ).toBe('matching.nothing-committed');
    expect(
      await refusal(() =>
        declare(village.mayor, project.id, { fileId, decisionDate: '2099-01-01' }),
      ),
    ).toBe('matching.decision-in-the-future');
    const photo = await aFile(village.mayor.browser, 'photo');
    const wrong = await declare(village.mayor, project.id, { fileId: photo });
    expect(wrong.status).toBeGreaterThanOrEqual(400);
    const rows = await ok(
      village.mayor.browser.get<Page<CommitmentView>>(`/projects/${project.id}/commitments`),
    );
    expect(rows.items).toEqual([]);
  });

  it('R9: is not for a project that is over, nor told without end', async () => {
    const over = await aSubmitted(village);
    const words = { decision: 'reject', reason: 'Not a service open to all.', hasConflict: false };
    await ok(village.reviewer.browser.post(`/projects/${over.id}/review`, words));
    const fileId = await decisionFile();
    expect(await refusal(() => declare(village.mayor, over.id, { fileId }))).toBe(
      'matching.project-closed-to-commitments',
    );
    const project = await aSeeking(village);
    for (let told = 0; told < 10; told += 1) await ok(declare(village.mayor, project.id));
    expect(await refusal(() => declare(village.mayor, project.id, { fileId }))).toBe(
      'matching.too-many',
    );
  });

  it('is decided once, by a reviewer from outside', async () => {
    const { id, projectId } = await aDeclared();
    expect((await decide(village.mayor, `/commitments/${id}`)).status).toBe(403);
    const insider = await aPersonWith(
      app,
      village.administrator,
      'platform_reviewer',
      'Ina Inside',
    );
    await join(village.mayor, insider, village.authorityId, ['la_accountant']);
    expect(await refusal(() => decide(insider, `/commitments/${id}`))).toBe(
      'matching.own-authority',
    );
    expect(await memo(projectId)).toEqual({});
    const refused = await decide(village.reviewer, `/commitments/${id}`, 'refuse');
    expect(refused.body.state).toBe('withdrawn');
    expect(await refusal(() => decide(village.reviewer, `/commitments/${id}`))).toBe(
      'matching.not-declared',
    );
  });
});

describe('proving the share', () => {
  it('L24: adds up in the books until all of it is proved', async () => {
    const { id, projectId } = await aDecided();
    const first = await ok(offer(id));
    const [evidence] = first.evidence;
    expect(evidence).toMatchObject({ amountMinor: 25_000, state: 'offered' });
    const partly = await decide(village.reviewer, `/commitment-evidence/${evidence?.id ?? ''}`);
    expect(partly.body).toMatchObject({ state: 'evidenced_partly', evidencedCashMinor: 25_000 });
    const rest = await ok(offer(id, { amountMinor: 15_000 }));
    const work = await ok(offer(id, { kind: 'in_kind', amountMinor: 10_000 }));
    for (const { id: evidenceId } of [rest.evidence[1], work.evidence[2]].filter(
      (row) => row !== undefined,
    )) {
      await ok(decide(village.reviewer, `/commitment-evidence/${evidenceId}`));
    }
    await app.quiet();
    const { items } = await ok(
      village.mayor.browser.get<Page<CommitmentView>>(`/projects/${projectId}/commitments`),
    );
    expect(items[0]).toMatchObject({
      state: 'evidenced',
      evidencedCashMinor: 40_000,
      evidencedInKindMinor: 10_000,
    });
    expect(await memo(projectId)).toMatchObject({ '9010': 40_000, '9110': 10_000 });
  });

  it('never proves more than was promised, also when two proofs are accepted at once', async () => {
    const { id } = await aDecided();
    const fileId = await proofFile();
    expect(await refusal(() => offer(id, { fileId, amountMinor: 40_001 }))).toBe(
      'matching.evidence-exceeds-commitment',
    );
    await ok(offer(id));
    const { evidence } = await ok(offer(id));
    const answers = await Promise.all(
      evidence.map((row) => decide(village.reviewer, `/commitment-evidence/${row.id}`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [row] = await app.database.query<{ sum: string }>(
      'SELECT evidenced_cash_minor AS sum FROM commitments WHERE id = $1',
      [id],
    );
    expect(Number(row?.sum)).toBe(25_000);
  });

  it('does not take the same paper twice', async () => {
    const { id } = await aDecided();
    const fileId = await proofFile();
    await ok(offer(id, { fileId, amountMinor: 1_000 }));
    expect(await refusal(() => offer(id, { fileId, amountMinor: 2_000 }))).toBe(
      'matching.evidence-shown-already',
    );
  });

  it('is not taken for a promise nobody has accepted, and decided once', async () => {
    const declared = await aDeclared();
    const fileId = await proofFile();
    expect(await refusal(() => offer(declared.id, { fileId }))).toBe('matching.not-decided');
    const { id } = await aDecided();
    const { evidence } = await ok(offer(id));
    const path = `/commitment-evidence/${evidence[0]?.id ?? ''}`;
    const refused = await decide(village.reviewer, path, 'refuse');
    expect(refused.body).toMatchObject({ state: 'decided', evidencedCashMinor: 0 });
    expect(await refusal(() => decide(village.reviewer, path))).toBe(
      'matching.evidence-decided-already',
    );
  });
});

describe('what people are asked to do', () => {
  it('the town hall declares, the reviewer decides', async () => {
    const project = await aSeeking(village);
    const dutiesOf = async (person: TestPerson) => {
      const answer = await ok(person.browser.get<Page<DutyView> | DutyView[]>('/me/duties'));
      return Array.isArray(answer) ? answer : answer.items;
    };
    expect(await dutiesOf(village.mayor)).toContainEqual(
      expect.objectContaining({
        kind: 'duty.matching.declare-commitment',
        subjectId: project.id,
      }),
    );
    const { items } = await ok(declare(village.mayor, project.id));
    expect(await dutiesOf(village.secondReviewer)).toContainEqual(
      expect.objectContaining({
        kind: 'duty.matching.decide-commitment',
        subjectId: items[0]?.id,
      }),
    );
  });
});
