import type { EndorsementView } from '@vatra/shared/endorsements/endorsements.views';
import type { Problem } from '@vatra/shared/problem';
import type { Answer } from './browser.js';
import type { TestPerson } from './people.js';
import { ok, type Association, type Village } from './village.js';

type Endorsing = Promise<Answer<EndorsementView & Problem>>;

export function askFor(person: TestPerson, projectId: string, organisationId: string): Endorsing {
  return person.browser.post(`/projects/${projectId}/endorsements`, { organisationId });
}

export function openCall(
  person: TestPerson,
  id: string,
  call: Record<string, unknown> = {},
): Endorsing {
  return person.browser.post(`/endorsements/${id}/call`, {
    days: 7,
    secretBallot: false,
    ...call,
  });
}

/** `null` leaves the choice out, as somebody with a conflict does. */
export function vote(
  person: TestPerson,
  id: string,
  choice: string | null = 'yes',
  conflict = 'none',
): Endorsing {
  return person.browser.post(`/endorsements/${id}/ballots`, {
    conflict,
    ...(choice !== null && { choice }),
  });
}

export function chairOf({ board }: Association): TestPerson {
  const [chair] = board;
  if (chair === undefined) throw new Error('an association without a board');
  return chair;
}

/** Asked for by the mayor and opened by the chair. */
export async function aCall(
  village: Village,
  association: Association,
  projectId: string,
  call: Record<string, unknown> = {},
): Promise<string> {
  const asked = await ok(askFor(village.mayor, projectId, association.id));
  await ok(openCall(chairOf(association), asked.id, call));
  return asked.id;
}

/** The endorsement as staff see it. */
export function seen(village: Village, id: string): Promise<EndorsementView> {
  return ok(village.reviewer.browser.get<EndorsementView>(`/endorsements/${id}`));
}
