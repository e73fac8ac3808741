import { randomBytes } from 'node:crypto';
import type { Problem } from '@vatra/shared/problem';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import { GRIEVANCE_CODE_BYTES, grievanceCodeFrom } from '@vatra/shared/voice/grievance-code';
import type { GrievanceSeverity } from '@vatra/shared/voice/grievance-kinds';
import type { FileGrievanceDto } from '@vatra/shared/voice/grievances.dto';
import type {
  GrievanceCaseView,
  GrievanceRowView,
  GrievanceView,
} from '@vatra/shared/voice/grievances.views';
import type { TestApp } from '../app.js';
import type { Answer } from './browser.js';
import { aPersonWith, type TestPerson } from './people.js';
import { ok, type Village } from './village.js';

/** Found nowhere but where it may be read. */
export const SECRET_WORDS = 'The foreman of the works sold forty bags of cement to his cousin.';

export function aCode(): string {
  return grievanceCodeFrom(randomBytes(GRIEVANCE_CODE_BYTES));
}

export function aGrievance(changes: Partial<FileGrievanceDto> = {}): FileGrievanceDto {
  return { category: 'money', text: SECRET_WORDS, locale: 'ro', code: aCode(), ...changes };
}

export function anOfficer(app: TestApp, { administrator }: Village): Promise<TestPerson> {
  return aPersonWith(app, administrator, 'grievance_officer', 'Olga Officer');
}

let visitors = 0;

/** An address nobody has filed from, as the pages' own server passes it on. */
export function anAddress(): Record<string, string> {
  visitors += 1;
  const parts = [visitors >> 8, visitors & 255];
  return { 'x-forwarded-for': `203.0.${parts.join('.')}` };
}

export function filing(
  app: TestApp,
  slug: string,
  wish: Partial<FileGrievanceDto> = {},
  headers = anAddress(),
): Promise<Answer<GrievanceView & Problem>> {
  return app.visitor().post(`/projects/${slug}/grievances`, aGrievance(wish), { headers });
}

/** Filed by a visitor, and found by the officer in the queue. */
export async function aFiled(
  app: TestApp,
  officer: TestPerson,
  slug: string,
  wish: Partial<FileGrievanceDto> = {},
): Promise<{ id: string; code: string }> {
  const { code = aCode() } = wish;
  const known = new Set((await queueOf(officer)).map(({ id }) => id));
  await ok(filing(app, slug, { ...wish, code }));
  const row = (await queueOf(officer)).find(({ id }) => !known.has(id));
  if (row === undefined) throw new Error('the queue does not show it');
  return { id: row.id, code };
}

export async function queueOf(officer: TestPerson): Promise<GrievanceRowView[]> {
  return ok(officer.browser.get<GrievanceRowView[]>('/grievances'));
}

export function step(
  officer: TestPerson,
  id: string,
  verb: string,
  body: object = {},
): Promise<Answer<GrievanceCaseView & Problem>> {
  return officer.browser.post(`/grievances/${id}/${verb}`, body);
}

/** Read and weighed by the officer. */
export async function weigh(
  officer: TestPerson,
  id: string,
  severity: GrievanceSeverity = 1,
): Promise<GrievanceCaseView> {
  await ok(step(officer, id, 'acknowledgement'));
  return ok(step(officer, id, 'triage', { category: 'money', severity }));
}

export const DECISION = {
  answer: 'We counted the cement with the engineer: all of it was used for the wall.',
  publicSummary: 'Materials were counted again; nothing is missing.',
  fixed: 'not_applicable',
} as const;

export async function decide(officer: TestPerson, id: string): Promise<GrievanceCaseView> {
  await ok(step(officer, id, 'investigation'));
  return ok(step(officer, id, 'decision', DECISION));
}

export function readByCode(app: TestApp, code: string): Promise<Answer<GrievanceView & Problem>> {
  return app.visitor().post('/grievances/reading', { code });
}

export function accept(app: TestApp, code: string): Promise<Answer<GrievanceView & Problem>> {
  return app.visitor().post('/grievances/acceptance', { code });
}

export async function pageOf(app: TestApp, slug: string): Promise<ProjectPageView> {
  return ok(app.visitor().get<ProjectPageView>(`/projects/${slug}/page`));
}
