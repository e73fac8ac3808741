import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GrievanceView } from '@vatra/shared/voice/grievances.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import {
  DECISION,
  SECRET_WORDS,
  aCode,
  aFiled,
  aGrievance,
  anAddress,
  accept,
  anOfficer,
  decide,
  filing,
  pageOf,
  queueOf,
  readByCode,
  step,
  weigh,
} from '../../../../test/support/grievances.js';
import { aPersonWith, type TestPerson } from '../../../../test/support/people.js';
import { aDraft, aSeeking } from '../../../../test/support/project.js';
import {
  aVillage,
  anAssociation,
  join,
  ok,
  type Village,
} from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 120_000;
const DAY_MS = 86_400_000;
const CONTACT = 'witness@example.md';

let app: TestApp;
let village: Village;
let officer: TestPerson;
let slug: string;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  officer = await anOfficer(app, village);
  slug = (await aSeeking(village)).slug;
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

/** Every row of every table that carries one of the words. */
async function rowsThatSay(...words: readonly string[]): Promise<string[]> {
  const tables = await app.database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await app.database.query<{ said: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM ${name} t WHERE t::text ILIKE ANY ($1)) AS said`,
      [words.map((word) => `%${word}%`)],
    );
    if (rows[0]?.said === true) found.push(name);
  }
  return found;
}

describe('R93: anyone files, without an account', () => {
  it('R93, R94: and reads with the code at once by when a person answers', async () => {
    const code = aCode();
    const filed = await filing(app, slug, { code, category: 'works' });
    expect(filed.status).toBe(201);
    expect(filed.body).toMatchObject({ state: 'received', category: 'works', answer: null });
    const days = (until: string) => (Date.parse(until) - Date.parse(filed.body.filedAt)) / DAY_MS;
    expect(days(filed.body.acknowledgeBy)).toBeGreaterThan(4.9);
    expect(days(filed.body.decideBy)).toBeGreaterThan(29.9);
    expect(filed.text).not.toContain(code);
    expect((await ok(readByCode(app, code))).project.slug).toBe(slug);
  });

  it('R94: what is about money is due to be read within 24 hours', async () => {
    const { body } = await filing(app, slug, { category: 'money' });
    expect(Date.parse(body.acknowledgeBy) - Date.parse(body.filedAt)).toBe(DAY_MS);
  });

  it('R97: the database keeps neither the words, nor the contact, nor the code, nor who filed', async () => {
    const code = aCode();
    const wish = aGrievance({ code, contactEmail: CONTACT });
    await ok(village.mayor.browser.post(`/projects/${slug}/grievances`, wish));
    await app.quiet();
    expect(await rowsThatSay('forty bags', CONTACT, code)).toEqual([]);
    const tracks = await app.database.query<{ actor_id: string | null }>(
      `SELECT actor_id FROM state_change WHERE machine = 'grievance' AND actor_id IS NOT NULL`,
    );
    expect(tracks).toEqual([]);
  });

  it('ruling 41: the same key gives the first answer again, and files nothing twice', async () => {
    const wish = aGrievance();
    const idempotencyKey = randomUUID();
    const path = `/projects/${slug}/grievances`;
    const visitor = app.visitor();
    const before = (await queueOf(officer)).length;
    const first = await visitor.post<GrievanceView>(path, wish, { idempotencyKey });
    const again = await visitor.post<GrievanceView>(path, wish, { idempotencyKey });
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect((await queueOf(officer)).length).toBe(before + 1);
    const other = () => visitor.post(path, wish);
    expect(await refusalOf(app, other)).toBe('voice.code-taken');
  });

  it('is refused about a project nobody may see, and without a code of its own', async () => {
    const draft = await aDraft(village);
    expect(await refusalOf(app, () => filing(app, draft.slug))).toBe('projects.not-found');
    for (const code of ['', 'A'.repeat(25), 'short']) {
      expect((await filing(app, slug, { code })).status).toBe(422);
    }
    const unkeyed = await app
      .visitor()
      .post(`/projects/${slug}/grievances`, aGrievance(), { headers: { 'idempotency-key': 'x' } });
    expect(unkeyed.status).toBe(400);
  });
});

describe('the officer', () => {
  it('R94, R95: reads, weighs, looks into it and decides; who filed accepts with the code', async () => {
    const { id, code } = await aFiled(app, officer, slug, { contactEmail: CONTACT });
    const found = await ok(officer.browser.get(`/grievances/${id}`));
    expect(found).toMatchObject({ text: SECRET_WORDS, contactEmail: CONTACT, state: 'received' });
    await weigh(officer, id, 2);
    const told = await decide(officer, id);
    expect(told).toMatchObject({ state: 'decision_proposed', may: [] });
    const read = await ok(readByCode(app, code));
    expect(read).toMatchObject({
      answer: DECISION.answer,
      fixed: 'not_applicable',
      mayAccept: true,
    });
    expect((await pageOf(app, slug)).grievances).toEqual([]);
    expect((await ok(accept(app, code))).state).toBe('closed');
    const [closed] = (await pageOf(app, slug)).grievances;
    expect(closed).toMatchObject({ category: 'money', summary: DECISION.publicSummary });
    expect(JSON.stringify(await pageOf(app, slug))).not.toContain(DECISION.answer);
    expect(await refusalOf(app, () => accept(app, code))).toBe('voice.not-in-state');
  });

  it('domain 3.4: fifteen days of silence close it, and not a day less', async () => {
    const { id, code } = await aFiled(app, officer, slug);
    await weigh(officer, id, 3);
    await decide(officer, id);
    await app.moveClock({ days: 14 });
    await app.quiet();
    expect((await ok(readByCode(app, code))).state).toBe('decision_proposed');
    await app.moveClock({ days: 1, hours: 1 });
    await app.quiet();
    expect((await ok(readByCode(app, code))).state).toBe('closed');
  });

  it('tells who is responsible for what is not ours', async () => {
    const { id, code } = await aFiled(app, officer, slug);
    const answer = 'The road belongs to the district: write to its office.';
    await ok(step(officer, id, 'referral', { answer }));
    expect(await ok(readByCode(app, code))).toMatchObject({ state: 'out_of_scope', answer });
    expect((await queueOf(officer)).map((row) => row.id)).not.toContain(id);
  });

  it('sees each next step as a duty with its date', async () => {
    const { id } = await aFiled(app, officer, slug);
    const duties = await ok(
      officer.browser.get<{ items?: { subjectId: string; kind: string }[] }>('/me/duties'),
    );
    expect(JSON.stringify(duties)).toContain(id);
    const queue = await queueOf(officer);
    const dates = queue.map(({ dueAt }) => dueAt ?? '9999');
    expect(dates).toEqual([...dates].sort());
    expect(queue.find((row) => row.id === id)).toMatchObject({
      state: 'received',
      mayHandle: true,
    });
    expect(JSON.stringify(queue)).not.toContain('forty bags');
  });

  it('takes no step out of turn', async () => {
    const { id } = await aFiled(app, officer, slug);
    const triage = { category: 'money', severity: 1 };
    for (const [verb, body] of [
      ['triage', triage],
      ['investigation', {}],
      ['decision', DECISION],
    ] as const) {
      expect(await refusalOf(app, () => step(officer, id, verb, body))).toBe('voice.not-in-state');
    }
    const unknown = () => step(officer, randomUUID(), 'acknowledgement');
    expect(await refusalOf(app, unknown)).toBe('voice.grievance-not-found');
    await ok(step(officer, id, 'acknowledgement'));
    expect(await refusalOf(app, () => step(officer, id, 'acknowledgement'))).toBe(
      'voice.not-in-state',
    );
    const wrong = await step(officer, id, 'triage', { category: 'money', severity: 4 });
    expect(wrong.status).toBe(422);
  });
});

describe('R97: nobody else reads it, and the officer no case of their own', () => {
  it('authority, association, reviewer, auditor and administrator are refused', async () => {
    const { id } = await aFiled(app, officer, slug);
    const association = await anAssociation(app, village, { members: 1 });
    const auditor = await aPersonWith(app, village.administrator, 'auditor', 'Aurel Auditor');
    const [member] = association.board;
    for (const person of [village.mayor, village.focalPoint, village.reviewer, member, auditor]) {
      if (person === undefined) throw new Error('nobody there');
      expect(await refusalOf(app, () => person.browser.get(`/grievances/${id}`))).toBe(
        'http.forbidden',
      );
      expect(await refusalOf(app, () => person.browser.get('/grievances'))).toBe('http.forbidden');
      expect(await refusalOf(app, () => step(person, id, 'acknowledgement'))).toBe(
        'http.forbidden',
      );
    }
    expect(await refusalOf(app, () => app.visitor().get(`/grievances/${id}`))).toBe(
      'http.signed-out',
    );
  });

  it('another code opens nothing', async () => {
    const { id } = await aFiled(app, officer, slug);
    await weigh(officer, id, 3);
    await decide(officer, id);
    expect(await refusalOf(app, () => readByCode(app, aCode()))).toBe('voice.code-unknown');
    expect(await refusalOf(app, () => accept(app, aCode()))).toBe('voice.code-unknown');
  });

  it('an officer of the authority neither reads the case nor takes a step in it', async () => {
    const { id } = await aFiled(app, officer, slug);
    const insider = await anOfficer(app, village);
    await join(village.mayor, insider, village.authorityId, ['la_focal_point']);
    await expectNoPart(insider, id);
  });

  it('nor one who has reviewed the project', async () => {
    const both = village.reviewer;
    const { id } = await aFiled(app, officer, slug);
    await ok(
      village.administrator.browser.post('/people/roles', {
        email: both.email,
        role: 'grievance_officer',
      }),
    );
    await expectNoPart(both, id);
  });

  it('nor the one who filed it', async () => {
    const other = await anOfficer(app, village);
    const { id } = await aFiled(app, officer, slug, { contactEmail: other.email });
    await expectNoPart(other, id);
  });

  async function expectNoPart(person: TestPerson, id: string): Promise<void> {
    expect(await refusalOf(app, () => person.browser.get(`/grievances/${id}`))).toBe(
      'voice.own-case',
    );
    expect(await refusalOf(app, () => step(person, id, 'acknowledgement'))).toBe('voice.own-case');
    const rows = await queueOf(person);
    expect(rows.find((row) => row.id === id)).toMatchObject({ mayHandle: false });
  }
});

describe('a machine that files', () => {
  it('is stopped after ten in an hour, and leaves nothing behind', async () => {
    const address = anAddress();
    for (let filed = 0; filed < 10; filed += 1) await ok(filing(app, slug, {}, address));
    expect(await refusalOf(app, () => filing(app, slug, {}, address))).toBe(
      'http.too-many-requests',
    );
    await ok(filing(app, slug));
  });
});
