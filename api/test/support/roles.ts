import {
  ORGANISATION_ROLES,
  PLATFORM_ROLES,
  SECOND_FACTOR_ROLES,
  type OrganisationRole,
  type Role,
} from '@vatra/shared/policy/roles';
import type { TestApp } from '../app.js';
import { chairOf } from './calls.js';
import { aFunder } from './funds.js';
import { aPerson, enrolSecondFactor, type TestPerson } from './people.js';
import { aVillage, anAssociation, join, ok } from './village.js';

/** One person for each role there is, holding that role and no other. */
export type Cast = Readonly<Record<Role, TestPerson>>;

/** Everybody has proved a second factor where the role sleeps without one, unless told otherwise. */
export async function aCast(app: TestApp, { isProved = true } = {}): Promise<Cast> {
  const village = await aVillage(app);
  const association = await anAssociation(app, village, { members: 1 });
  const cast = new Map<Role, TestPerson>();
  for (const role of PLATFORM_ROLES) {
    const person = await aPerson(app, `Of ${role}`);
    await ok(village.administrator.browser.post('/people/roles', { email: person.email, role }));
    cast.set(role, person);
  }
  for (const role of ORGANISATION_ROLES) {
    if (role === 'matching_funder') {
      cast.set(role, (await aFunder(app, village)).person);
      continue;
    }
    const person = await aPerson(app, `Of ${role}`);
    if (isOfAuthority(role)) await join(village.mayor, person, village.authorityId, [role]);
    else await join(chairOf(association), person, association.id, [role]);
    cast.set(role, person);
  }
  for (const [role, person] of cast) {
    if (isProved && SECOND_FACTOR_ROLES.includes(role)) await enrolSecondFactor(app, person);
  }
  return Object.fromEntries(cast) as Cast;
}

function isOfAuthority(role: OrganisationRole): boolean {
  return role.startsWith('la_');
}
