import type { PlatformRole } from '@vatra/shared/policy/roles';
import type { Browser } from './browser.js';
import {
  joinAdministrator,
  joinOrganisation,
  joinStaff,
  joinUp,
  demoEmail,
  type Person,
} from './people.js';
import { paper } from './papers.js';
import type { World } from './world.js';

/** The people every story needs. */
export interface Staff {
  readonly administrator: Person;
  readonly reviewers: readonly [Person, Person];
  readonly makers: readonly [Person];
  readonly checkers: readonly Person[];
  readonly volunteers: readonly Person[];
  readonly officer: Person;
}

export interface Authority {
  readonly organisationId: string;
  readonly placeId: string;
  readonly placeName: string;
  readonly mayor: Person;
  readonly focalPoint: Person;
}

export interface Association {
  readonly organisationId: string;
  readonly board: readonly Person[];
  readonly verifier: Person;
}

export interface Place {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** Of the authority; Moldova when absent. */
  readonly country?: string;
}

const CHECKERS = ['Cezar', 'Corina', 'Cristian', 'Claudia'];
const VOLUNTEERS = ['Vera', 'Vlad', 'Viorica', 'Valeriu'];
/** Sign-ups are slow on purpose (passwords are hashed): a few at a time keep both cores busy. */
const AT_ONCE = 4;

/** Does all of it, a few at a time, and answers in the order asked. */
export async function atOnce<Result>(tasks: readonly (() => Promise<Result>)[]): Promise<Result[]> {
  const results: Result[] = [];
  const queue = tasks.entries();
  const worker = async () => {
    for (const [index, task] of queue) results[index] = await task();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

export async function hireStaff(world: World): Promise<Staff> {
  const administrator = await joinAdministrator(world);
  const named = (role: PlatformRole, localPart: string, names: readonly string[]) =>
    names.map(
      (name, index) => () =>
        joinStaff(world, administrator, {
          role,
          localPart: index === 0 ? localPart : `${localPart}-${String(index + 1)}`,
          name: `${name} Demo`,
        }),
    );
  const [reviewer, secondReviewer, maker, auditor, officer, ...others] = await atOnce([
    ...named('platform_reviewer', 'reviewer', ['Radu', 'Sanda']),
    ...named('finance_maker', 'maker', ['Mara']),
    ...named('auditor', 'auditor', ['Aurel']),
    ...named('grievance_officer', 'officer', ['Olga']),
    ...named('finance_checker', 'checker', CHECKERS),
    ...named('volunteer_verifier', 'volunteer', VOLUNTEERS),
  ]);
  if (!reviewer || !secondReviewer || !maker || !auditor || !officer)
    throw new Error('staff is missing');
  const reviewers = [reviewer, secondReviewer] as const;
  const makers = [maker] as const;
  const checkers = others.slice(0, CHECKERS.length);
  const volunteers = others.slice(CHECKERS.length);
  return { administrator, reviewers, makers, checkers, volunteers, officer };
}

export async function findPlace(world: World, name: string): Promise<Place> {
  const page = await world.visitor.list<Place>(`/places?query=${encodeURIComponent(name)}`);
  const found = page.find((place) => place.name === name);
  if (found === undefined) throw new Error(`no place called ${name}`);
  return found;
}

/** A town hall with its mayor and focal point, verified by a reviewer. */
export async function foundAuthority(
  world: World,
  staff: Staff,
  place: Place,
  localPart: string,
): Promise<Authority> {
  const mayor = await joinUp(world, `Primar ${place.name} (demo)`, demoEmail(`mayor-${localPart}`));
  const organisation = await mayor.browser.post<{ id: string }>('/organisations', {
    kind: 'local_authority',
    name: `Primăria ${place.name} (demo)`,
    country: place.country ?? 'MD',
    placeIds: [place.id],
    contactEmail: mayor.email,
    registerNumber: `DEMO-${place.slug}`.slice(0, 40),
  });
  const focalPoint = await joinOrganisation(world, mayor, organisation.id, {
    name: `Punct focal ${place.name} (demo)`,
    localPart: `focal-${localPart}`,
    roles: ['la_focal_point', 'la_accountant'],
    voting: false,
  });
  await becomeVerified(staff, mayor.browser, organisation.id, 'Extract from the register');
  return {
    organisationId: organisation.id,
    placeId: place.id,
    placeName: place.name,
    mayor,
    focalPoint,
  };
}

export interface AssociationPlan {
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly localPart: string;
  readonly members: number;
  readonly decisionBody: 'assembly' | 'board';
  readonly votes: readonly string[];
}

/** A hometown association: founder, further voting members, a verifier; verified by a reviewer. */
export async function foundAssociation(
  world: World,
  staff: Staff,
  places: readonly Place[],
  plan: AssociationPlan,
): Promise<Association> {
  const [founderName = '', ...others] = plan.votes;
  const founder = await joinUp(world, `${founderName} (demo)`, demoEmail(`hta-${plan.localPart}`));
  const organisation = await founder.browser.post<{ id: string }>('/organisations', {
    kind: 'hta',
    name: plan.name,
    country: plan.country,
    hostCity: plan.city,
    placeIds: places.map((place) => place.id),
    contactEmail: founder.email,
    decisionBody: plan.decisionBody,
    membersCount: plan.members,
  });
  const board = [founder];
  for (const [index, name] of others.entries()) {
    board.push(
      await joinOrganisation(world, founder, organisation.id, {
        name: `${name} (demo)`,
        localPart: `hta-${plan.localPart}-${String(index + 2)}`,
        roles: plan.decisionBody === 'board' ? ['hta_member', 'hta_board'] : ['hta_member'],
        voting: true,
      }),
    );
  }
  const verifier = await joinOrganisation(world, founder, organisation.id, {
    name: `Verificator ${plan.city} (demo)`,
    localPart: `verifier-${plan.localPart}`,
    roles: ['hta_verifier'],
    voting: false,
  });
  await becomeVerified(staff, founder.browser, organisation.id, 'Charter and list of members');
  return { organisationId: organisation.id, board, verifier };
}

export interface Funder {
  readonly organisationId: string;
  readonly person: Person;
}

/** A foundation that adds to the gifts of others by its own rules, verified by a reviewer. */
export async function foundFunder(
  world: World,
  staff: Staff,
  placeIds: readonly string[],
): Promise<Funder> {
  const person = await joinUp(world, 'Flavia Finanțatoru (demo)', demoEmail('funder'));
  const { id } = await person.browser.post<{ id: string }>('/organisations', {
    kind: 'matching_funder',
    name: 'Fundația Podul (demo)',
    country: 'CH',
    hostCity: 'Geneva',
    placeIds,
    contactEmail: person.email,
  });
  await becomeVerified(staff, person.browser, id, 'Extract from the register of foundations');
  return { organisationId: id, person };
}

async function becomeVerified(
  staff: Staff,
  applicant: Browser,
  organisationId: string,
  title: string,
): Promise<void> {
  const paperId = await applicant.upload({
    purpose: 'organisation-paper',
    name: 'papers.pdf',
    type: 'application/pdf',
    bytes: paper(title, [`Organisation ${organisationId}`]),
  });
  await applicant.post(`/organisations/${organisationId}/submission`, { paperIds: [paperId] });
  await staff.reviewers[0].browser.post(`/organisations/${organisationId}/verification`, {
    decision: 'verified',
    level: 2,
    reason: 'Papers read, video call held.',
  });
}
