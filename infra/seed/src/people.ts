import type { PlatformRole, Role } from '@vatra/shared/policy/roles';
import type {
  DemoPersonView,
  MeView,
  SecondFactorEnrolmentView,
} from '@vatra/shared/accounts/accounts.views';
import type { DemoMailView } from '@vatra/shared/clock/clock.views';
import { Authenticator } from './totp.js';
import type { Browser } from './browser.js';
import type { World } from './world.js';

/** Everybody's password in the demonstration; it is shown on the sign-in page. */
export const DEMO_PASSWORD = 'vatra-demonstration-2025';
export const DEMO_DOMAIN = 'demo.vatra.example';

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly browser: Browser;
  authenticator: Authenticator | null;
}

export function demoEmail(localPart: string): string {
  return `${localPart}@${DEMO_DOMAIN}`;
}

/** Signs up and proves the address by the link in the mail, which signs in. */
export async function joinUp(world: World, name: string, email: string): Promise<Person> {
  const browser = world.browser();
  await browser.post('/accounts', { email, password: DEMO_PASSWORD, name, locale: 'ro' });
  const token = await linkToken(world, email, 'verify-email');
  await browser.post('/accounts/email-verification', { token });
  return { name, email, browser, authenticator: null };
}

/** Adds the second factor that staff and verifiers need (ruling 38). */
export async function enrolSecondFactor(person: Person): Promise<void> {
  const enrolment = await person.browser.post<SecondFactorEnrolmentView>('/me/second-factor', {
    password: DEMO_PASSWORD,
  });
  person.authenticator = new Authenticator(enrolment.secret);
  const code = await person.authenticator.freshCode();
  await person.browser.post('/me/second-factor/confirmation', { code });
}

/** A member of staff: joined, given the role by the administrator, with a second factor. */
export async function joinStaff(
  world: World,
  administrator: Person,
  member: { name: string; localPart: string; role: PlatformRole },
): Promise<Person> {
  const person = await joinUp(world, member.name, demoEmail(member.localPart));
  await administrator.browser.post('/people/roles', { email: person.email, role: member.role });
  await enrolSecondFactor(person);
  return person;
}

/** The first administrator: the address named when the product was set up. */
export async function joinAdministrator(world: World): Promise<Person> {
  const person = await joinUp(world, 'Ana Demo', world.adminEmail);
  await enrolSecondFactor(person);
  return person;
}

/** Joins and accepts the invitation of an organisation. */
export async function joinOrganisation(
  world: World,
  inviter: Person,
  organisationId: string,
  member: { name: string; localPart: string; roles: readonly Role[]; voting: boolean },
): Promise<Person> {
  const person = await joinUp(world, member.name, demoEmail(member.localPart));
  await inviter.browser.post(`/organisations/${organisationId}/members`, {
    email: person.email,
    roles: member.roles,
    voting: member.voting,
  });
  const me = await person.browser.get<MeView>('/me');
  const invitation = me.memberships.find((one) => one.organisationId === organisationId);
  if (invitation === undefined) throw new Error(`${person.email} was not invited`);
  await person.browser.post(`/memberships/${invitation.membershipId}/confirmation`);
  if (member.roles.includes('hta_verifier')) await enrolSecondFactor(person);
  return person;
}

async function linkToken(world: World, email: string, page: string): Promise<string> {
  return world.until(`mail to ${email}`, async () => {
    const mails = await world.visitor.list<DemoMailView>(
      `/demo/mails?to=${encodeURIComponent(email)}`,
    );
    for (const mail of mails) {
      const found = new RegExp(`${page}\\?token=([^\\s"<]+)`).exec(mail.text);
      if (found?.[1] !== undefined) return decodeURIComponent(found[1]);
    }
    return null;
  });
}

export type { DemoPersonView };
