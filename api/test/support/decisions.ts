import type {
  ProjectDecisionsView,
  ProjectDecisionView,
} from '@vatra/shared/disbursements/project-decisions.views';
import type { TestApp } from '../app.js';
import type { Answer } from './browser.js';
import { approvalCode, type TestPerson } from './people.js';
import { ok, type Village } from './village.js';

export const WHY = 'Lucrările nu mai pot continua în acest loc.';

export const propose = (
  person: TestPerson,
  projectId: string,
  kind: string,
): Promise<Answer<ProjectDecisionsView>> =>
  person.browser.post<ProjectDecisionsView>(`/projects/${projectId}/decisions`, {
    kind,
    reason: WHY,
  });

export async function confirm(
  app: TestApp,
  person: TestPerson,
  id: string,
): Promise<Answer<ProjectDecisionsView>> {
  const code = await approvalCode(app, person);
  return person.browser.post<ProjectDecisionsView>(`/project-decisions/${id}/confirmation`, {
    code,
  });
}

export async function waiting(person: TestPerson, projectId: string): Promise<ProjectDecisionView> {
  const path = `/projects/${projectId}/decisions`;
  const { decisions } = await ok(person.browser.get<ProjectDecisionsView>(path));
  const found = decisions.find(({ state }) => state === 'proposed');
  if (found === undefined) throw new Error('no decision waits');
  return found;
}

/** Proposed by the reviewer, confirmed by the administrator. */
export async function decide(
  app: TestApp,
  { reviewer, administrator }: Village,
  projectId: string,
  kind: string,
): Promise<void> {
  await ok(propose(reviewer, projectId, kind));
  const { id } = await waiting(administrator, projectId);
  await ok(confirm(app, administrator, id));
  await app.quiet();
}
