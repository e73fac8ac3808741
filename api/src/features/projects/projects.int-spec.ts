import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Problem } from '@vatra/shared/problem';
import type { ProjectFileView, ProjectRowView } from '@vatra/shared/projects/projects.views';
import type { ProjectCardView } from '@vatra/shared/publishing/publishing.views';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { aPerson, aPersonWith, type TestPerson } from '../../../test/support/people.js';
import {
  ACCEPT,
  GOALS,
  aDraft,
  aSeeking,
  aSubmitted,
  budgetSection,
  fundingSection,
  goodSections,
} from '../../../test/support/project.js';
import { aFile, aVillage, join, ok, type Village } from '../../../test/support/village.js';
import { Database } from '../../platform/database/database.js';
import { SYSTEM } from '../../platform/actor.js';
import { ProjectsService } from './projects.service.js';

let app: TestApp;
let village: Village;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
});
afterAll(() => app.close());

const START = { category: 'school', title: { ro: 'Acoperiș nou', en: 'New roof' } };

function start(person: TestPerson, changes: Record<string, unknown> = {}) {
  return person.browser.post<ProjectFileView & Problem>('/projects', {
    leadOrganisationId: village.authorityId,
    placeId: village.placeId,
    ...START,
    ...changes,
  });
}

function save(person: TestPerson, id: string, section: string, content: unknown) {
  return person.browser.put<ProjectFileView & Problem>(
    `/projects/${id}/sections/${section}`,
    content,
  );
}

function submit(person: TestPerson, id: string) {
  return person.browser.post<ProjectFileView & Problem>(`/projects/${id}/submission`);
}

function review(person: TestPerson, id: string, changes: Record<string, unknown> = {}) {
  return person.browser.post<ProjectFileView & Problem>(`/projects/${id}/review`, {
    ...ACCEPT,
    ...changes,
  });
}

async function stateOf(id: string): Promise<string | undefined> {
  const [row] = await app.database.query<{ state: string }>(
    'SELECT state FROM projects WHERE id = $1',
    [id],
  );
  return row?.state;
}

async function count(table: string): Promise<number> {
  const [row] = await app.database.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
  return Number(row?.count);
}

describe('R1: who begins a project', () => {
  it('R1: a verified authority, by its focal point or mayor, for a place of its own', async () => {
    for (const person of [village.focalPoint, village.mayor]) {
      const { status, body } = await start(person);
      expect(status).toBe(201);
      expect(body).toMatchObject({ state: 'draft', title: START.title });
      expect(body.slug).toMatch(/^acoperis-nou-[0-9a-f]{6}$/);
      expect(body.history).toMatchObject([{ from: null, to: 'draft' }]);
    }
  });

  it('R1: not an authority that nobody has verified', async () => {
    const founder = await aPerson(app, 'Unverified Mayor');
    const { id } = await ok(
      founder.browser.post<{ id: string }>('/organisations', {
        kind: 'local_authority',
        name: 'Primăria Neverificată (demo)',
        country: 'MD',
        placeIds: [village.placeId],
        contactEmail: founder.email,
      }),
    );
    const before = await count('projects');
    const { status, body } = await start(founder, { leadOrganisationId: id });
    expect([status, body.code]).toEqual([409, 'projects.lead-not-verified']);
    expect(await count('projects')).toBe(before);
  });

  it('R1: not for a place the authority does not cover, nor for somebody else’s authority', async () => {
    const { items } = await ok(app.visitor().get<Page<{ id: string }>>('/places?limit=2'));
    const other = items.find(({ id }) => id !== village.placeId);
    const elsewhere = await start(village.mayor, { placeId: other?.id });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'projects.place-not-covered']);
    const stranger = await aPerson(app, 'Strange Person');
    expect((await start(stranger)).status).toBe(403);
  });
});

describe('the file in sections', () => {
  it('shows what each section still breaks while it is written, and is done when nothing is left', async () => {
    const { body: draft } = await start(village.focalPoint);
    expect(draft.sections.map(({ status }) => status)).toEqual(Array(8).fill('not_started'));
    const wrong = fundingSection({ ...GOALS, minimumMinor: GOALS.minimumMinor + 1 });
    await ok(save(village.focalPoint, draft.id, 'budget', budgetSection(GOALS)));
    const { body: half } = await save(village.focalPoint, draft.id, 'funding', wrong);
    const funding = half.sections.find(({ section }) => section === 'funding');
    expect(funding?.status).toBe('in_progress');
    expect(funding?.problems).toMatchObject([
      { rule: 'R7', code: 'projects.funding-does-not-add-up', pointer: '/items' },
    ]);
    const { body: right } = await save(
      village.focalPoint,
      draft.id,
      'funding',
      fundingSection(GOALS),
    );
    expect(right.sections.find(({ section }) => section === 'funding')?.status).toBe('done');
    expect(right.tiers).toEqual([
      { tier: 'minimum', budgetMinor: 125_000, campaignMinor: 100_000 },
      { tier: 'optimum', budgetMinor: 250_000, campaignMinor: 200_000 },
    ]);
  });

  it('refuses a file of another purpose or of nobody', async () => {
    const { body: draft } = await start(village.focalPoint);
    const alt = { ro: 'poza', en: 'photo' };
    const paper = await aFile(village.focalPoint.browser, 'document');
    const wrong = await save(village.focalPoint, draft.id, 'photos', {
      photos: [{ fileId: paper, alt }],
    });
    expect(wrong.status).toBeGreaterThanOrEqual(400);
    const photo = await aFile(village.focalPoint.browser, 'photo');
    const right = await save(village.focalPoint, draft.id, 'photos', {
      photos: [{ fileId: photo, alt }],
    });
    expect(right.status).toBe(200);
  });

  it('is closed while the reviewers have it', async () => {
    const project = await aSubmitted(village);
    const { status, body } = await save(
      village.focalPoint,
      project.id,
      'budget',
      budgetSection(GOALS),
    );
    expect([status, body.code]).toEqual([409, 'projects.not-editable']);
  });

  it('is not shown to people outside before it is public', async () => {
    const project = await aDraft(village);
    const outsider = await aPerson(app, 'Other Native');
    const { id } = await ok(
      outsider.browser.post<{ id: string }>('/organisations', {
        kind: 'hta',
        name: 'Altă asociație (demo)',
        country: 'FR',
        placeIds: [village.placeId],
        contactEmail: outsider.email,
        decisionBody: 'board',
      }),
    );
    expect(id).toBeDefined();
    const hidden = await outsider.browser.get<Problem>(`/projects/${project.id}/file`);
    expect([hidden.status, hidden.body.code]).toEqual([404, 'projects.not-found']);
    const page = await app.visitor().get(`/projects/${project.slug}/page`);
    expect(page.status).toBe(404);
  });
});

describe('handing the file in', () => {
  it('R5 to R13: names every rule the file breaks, with its place', async () => {
    const sections = await goodSections(village);
    const project = await aDraft(village, {
      ...sections,
      owner: {
        ...(sections.owner as object),
        landTitle: 'right_of_use',
        landUseYears: 5,
      },
      funding: fundingSection({ minimumMinor: 1, optimumMinor: 1 }),
    });
    const { status, body } = await submit(village.mayor, project.id);
    expect([status, body.code]).toEqual([422, 'projects.incomplete']);
    expect(body.errors).toContainEqual({
      pointer: '/sections/owner/landUseYears',
      code: 'projects.right-of-use-too-short',
      params: { rule: 'R11', years: 10 },
    });
    const rules = new Set(body.errors?.map(({ params }) => params?.rule));
    expect(rules).toEqual(new Set(['R7', 'R8', 'R11']));
    expect(await stateOf(project.id)).toBe('draft');
  });

  it('R10: refuses a file without an owner, and takes it with one', async () => {
    const { owner, ...rest } = await goodSections(village);
    const project = await aDraft(village, rest);
    const refused = await submit(village.mayor, project.id);
    expect(refused.body.errors).toEqual([
      { pointer: '/sections/owner', code: 'projects.owner-missing', params: { rule: 'R10' } },
    ]);
    await ok(save(village.focalPoint, project.id, 'owner', owner));
    const { status, body } = await submit(village.mayor, project.id);
    expect([status, body.state]).toEqual([200, 'submitted']);
  });

  it('is the mayor’s alone', async () => {
    const project = await aDraft(village);
    expect((await submit(village.focalPoint, project.id)).status).toBe(403);
    expect(await stateOf(project.id)).toBe('draft');
    expect((await submit(village.mayor, project.id)).status).toBe(200);
    const again = await submit(village.mayor, project.id);
    expect([again.status, again.body.code]).toEqual([409, 'projects.not-editable']);
  });
});

describe('the review', () => {
  it('waits in the queue of the reviewers with fifteen working days', async () => {
    const project = await aSubmitted(village);
    const { items } = await ok(
      village.reviewer.browser.get<Page<ProjectRowView>>('/projects/review-queue?limit=100'),
    );
    const row = items.find(({ id }) => id === project.id);
    expect(row).toMatchObject({ state: 'submitted', sectionsDone: 8 });
    const days = (new Date(row?.dueAt ?? 0).getTime() - (await app.now()).getTime()) / 86_400_000;
    expect(days).toBeGreaterThan(18);
    expect(days).toBeLessThan(35);
    const duties = await ok(
      village.reviewer.browser.get<Page<DutyView> | DutyView[]>('/me/duties'),
    );
    const list = Array.isArray(duties) ? duties : duties.items;
    expect(list).toContainEqual(
      expect.objectContaining({ kind: 'duty.projects.review', subjectId: project.id }),
    );
  });

  it('accepts with scores and makes the project public', async () => {
    const project = await aSubmitted(village);
    const { scores: _, ...withoutScores } = ACCEPT;
    const refused = await village.reviewer.browser.post<Problem>(
      `/projects/${project.id}/review`,
      withoutScores,
    );
    expect([refused.status, refused.body.code]).toEqual([422, 'projects.scores-missing']);
    const { status, body } = await review(village.reviewer, project.id);
    expect([status, body.state]).toEqual([200, 'seeking_endorsement']);
    expect(body.readiness).toContainEqual(
      expect.objectContaining({ fact: 'funding_plan', met: true }),
    );
    const page = await app.visitor().get(`/projects/${project.slug}/page`);
    expect(page.status).toBe(200);
  });

  it('keeps a declared conflict and takes that reviewer off the project', async () => {
    const project = await aSubmitted(village);
    const declared = await review(village.reviewer, project.id, { hasConflict: true });
    expect([declared.status, declared.body.state]).toEqual([200, 'submitted']);
    const again = await review(village.reviewer, project.id);
    expect([again.status, again.body.code]).toEqual([403, 'projects.reviewer-recused']);
    expect(await stateOf(project.id)).toBe('submitted');
    expect((await review(village.secondReviewer, project.id)).body.state).toBe(
      'seeking_endorsement',
    );
  });

  it('is closed to a reviewer who works for the authority', async () => {
    const insider = await aPersonWith(
      app,
      village.administrator,
      'platform_reviewer',
      'Ina Inside',
    );
    await join(village.mayor, insider, village.authorityId, ['la_accountant']);
    const project = await aSubmitted(village);
    const { status, body } = await review(insider, project.id);
    expect([status, body.code]).toEqual([403, 'projects.reviewer-of-the-authority']);
    expect(await stateOf(project.id)).toBe('submitted');
  });

  it('asks for changes three times at most', async () => {
    const project = await aSubmitted(village);
    const asking = { decision: 'request_changes', scores: undefined };
    for (let round = 1; round <= 3; round += 1) {
      const { body } = await review(village.reviewer, project.id, asking);
      expect(body).toMatchObject({ state: 'changes_requested', reviewRounds: round });
      expect((await submit(village.mayor, project.id)).status).toBe(200);
    }
    const fourth = await review(village.reviewer, project.id, asking);
    expect([fourth.status, fourth.body.code]).toEqual([409, 'projects.rounds-exhausted']);
    const rejected = await review(village.reviewer, project.id, {
      decision: 'reject',
      reason: 'The need is not shown.',
      scores: undefined,
    });
    expect(rejected.body).toMatchObject({
      state: 'rejected',
      reviewReason: 'The need is not shown.',
    });
  });

  it('decides only what is handed in', async () => {
    const project = await aDraft(village);
    const { status, body } = await review(village.reviewer, project.id);
    expect([status, body.code]).toEqual([409, 'projects.not-under-review']);
  });
});

describe('getting ready', () => {
  const told = (
    id: string,
    fact: 'endorsement' | 'la_commitment' | 'payee_verified',
    met: boolean,
  ) =>
    app.http
      .get(Database)
      .inTransaction((tx) =>
        app.http.get(ProjectsService, { strict: false }).recordReadiness(tx, id, fact, met, SYSTEM),
      );

  it('becomes ready by itself when the last of four facts is told, in any order', async () => {
    const project = await aSeeking(village);
    await app.quiet();
    await told(project.id, 'payee_verified', true);
    await told(project.id, 'endorsement', true);
    await app.quiet();
    expect(await stateOf(project.id)).toBe('seeking_endorsement');
    await told(project.id, 'la_commitment', true);
    await app.quiet();
    expect(await stateOf(project.id)).toBe('ready');
  });

  it('lapses after 180 days without them, and not a day earlier', async () => {
    const project = await aSeeking(village);
    await app.moveClock({ days: 179 });
    expect(await stateOf(project.id)).toBe('seeking_endorsement');
    await app.moveClock({ days: 2 });
    expect(await stateOf(project.id)).toBe('lapsed');
  });
});

describe('the public list', () => {
  const listed = async (query: string): Promise<string[]> => {
    const { items } = await ok(app.visitor().get<Page<ProjectCardView>>(`/projects?${query}`));
    return items.map(({ id }) => id);
  };

  it('finds by words without their marks, by place, category and phase', async () => {
    const project = await aSeeking(village);
    const title = { ro: 'Țărmul însorit', en: 'Sunny shore' };
    const second = await aSubmitted(village);
    const { need } = await goodSections(village);
    await ok(
      review(village.reviewer, second.id, { decision: 'request_changes', scores: undefined }),
    );
    await ok(save(village.focalPoint, second.id, 'need', { ...(need as object), title }));
    await ok(submit(village.mayor, second.id));
    await ok(review(village.reviewer, second.id));
    expect(await listed('query=TARMUL')).toEqual([second.id]);
    expect(await listed('query=ţărm')).toEqual([second.id]);
    expect(await listed('query=gradinitei')).toContain(project.id);
    expect(await listed(`place=${village.placeSlug}&phase=preparing`)).toContain(second.id);
    expect(await listed('phase=finished')).not.toContain(second.id);
    expect(await listed('category=water')).toEqual([]);
  });

  it('pages without repeating or losing any', async () => {
    const all = await listed('limit=100');
    const seen: string[] = [];
    let cursor = '';
    do {
      const { items, next } = await ok(
        app.visitor().get<Page<ProjectCardView>>(`/projects?limit=2${cursor}`),
      );
      seen.push(...items.map(({ id }) => id));
      cursor = next === null ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(seen).toEqual(all);
    expect(all.length).toBeGreaterThan(2);
    const foreign = await app.visitor().get<Problem>('/projects?cursor=bm90aGluZw');
    expect(foreign.status).toBe(422);
  });

  it('shows no draft and no paper under review', async () => {
    const draft = await aDraft(village);
    const submitted = await aSubmitted(village);
    const all = await listed('limit=100');
    expect(all).not.toContain(draft.id);
    expect(all).not.toContain(submitted.id);
  });
});
