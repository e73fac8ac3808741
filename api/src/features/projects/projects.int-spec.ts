import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@vatra/shared/paging.dto';
import type { Problem } from '@vatra/shared/problem';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import { startTestApp, type TestApp } from '../../../test/app.js';
import type { Answer } from '../../../test/support/browser.js';
import { refusalOf } from '../../../test/support/footprint.js';
import { aPerson, type TestPerson } from '../../../test/support/people.js';
import {
  GOALS,
  aDraft,
  aSubmitted,
  budgetSection,
  fundingSection,
  goodSections,
} from '../../../test/support/project.js';
import { aFile, aVillage, ok, type Village } from '../../../test/support/village.js';

let app: TestApp;
let village: Village;

beforeAll(async () => {
  app = await startTestApp();
  village = await aVillage(app);
});
afterAll(() => app.close());

/** The code of a refusal that left nothing behind. */
const refusal = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);

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
    expect(await refusal(() => start(founder, { leadOrganisationId: id }))).toBe(
      'projects.lead-not-verified',
    );
    expect(await count('projects')).toBe(before);
  });

  it('R1: not for a place the authority does not cover, nor for somebody else’s authority', async () => {
    const { items } = await ok(app.visitor().get<Page<{ id: string }>>('/places?limit=2'));
    const other = items.find(({ id }) => id !== village.placeId);
    expect(await refusal(() => start(village.mayor, { placeId: other?.id }))).toBe(
      'projects.place-not-covered',
    );
    const stranger = await aPerson(app, 'Strange Person');
    expect((await start(stranger)).status).toBe(403);
  });

  it('is refused for a place of a country whose clocks and holidays nobody has entered', async () => {
    const moveTo = (country: string) =>
      app.database.query('UPDATE places SET country = $2 WHERE id = $1', [
        village.placeId,
        country,
      ]);
    await moveTo('RO');
    expect(await refusal(() => start(village.mayor))).toBe('projects.country-not-open');
    await moveTo('MD');
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
    expect(
      await refusal(() => save(village.focalPoint, project.id, 'budget', budgetSection(GOALS))),
    ).toBe('projects.not-editable');
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
    expect(await refusal(() => outsider.browser.get(`/projects/${project.id}/file`))).toBe(
      'projects.not-found',
    );
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
    expect(await refusal(() => submit(village.mayor, project.id))).toBe('projects.incomplete');
    const { body } = await submit(village.mayor, project.id);
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
    expect(await refusal(() => submit(village.mayor, project.id))).toBe('projects.not-editable');
  });
});
