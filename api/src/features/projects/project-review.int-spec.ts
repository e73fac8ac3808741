import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Problem } from '@vatra/shared/problem';
import type { ProjectFileView, ProjectRowView } from '@vatra/shared/projects/projects.views';
import type { ProjectCardView } from '@vatra/shared/publishing/publishing.views';
import { startTestApp, type TestApp } from '../../../test/app.js';
import type { Answer } from '../../../test/support/browser.js';
import { refusalOf } from '../../../test/support/footprint.js';
import { aPersonWith, type TestPerson } from '../../../test/support/people.js';
import {
  ACCEPT,
  aDraft,
  aSeeking,
  aSubmitted,
  goodSections,
} from '../../../test/support/project.js';
import { aVillage, join, ok, type Village } from '../../../test/support/village.js';
import { SYSTEM } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import { ProjectsService } from './projects.service.js';

let app: TestApp;
let village: Village;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
});
afterAll(() => app.close());

/** The code of a refusal that left nothing behind. */
const refusal = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);

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
    expect(await refusal(() => review(village.reviewer, project.id, { scores: undefined }))).toBe(
      'projects.scores-missing',
    );
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
    expect(await refusal(() => review(village.reviewer, project.id))).toBe(
      'projects.reviewer-recused',
    );
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
    expect(await refusal(() => review(insider, project.id))).toBe(
      'projects.reviewer-of-the-authority',
    );
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
    expect(await refusal(() => review(village.reviewer, project.id, asking))).toBe(
      'projects.rounds-exhausted',
    );
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
    expect(await refusal(() => review(village.reviewer, project.id))).toBe(
      'projects.not-under-review',
    );
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
