import type { FileView } from '@vatra/shared/files/files.views';
import type { DecisionBody, OrganisationKind } from '@vatra/shared/organisations/organisations.dto';
import type { OrganisationView } from '@vatra/shared/organisations/organisations.views';
import type { OrganisationRole } from '@vatra/shared/policy/roles';
import type { PlaceWithCountsView } from '@vatra/shared/places/places.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { MeView } from '@vatra/shared/accounts/accounts.views';
import type { TestApp } from '../app.js';
import type { Browser } from './browser.js';
import { aPerson, aPersonWith, anAdministrator, type TestPerson } from './people.js';

/** A place with its town hall and the people around a project, all made over HTTP. */
export interface Village {
  readonly placeId: string;
  readonly placeSlug: string;
  readonly authorityId: string;
  readonly mayor: TestPerson;
  readonly focalPoint: TestPerson;
  readonly administrator: TestPerson;
  readonly reviewer: TestPerson;
  readonly secondReviewer: TestPerson;
}

export interface Association {
  readonly id: string;
  readonly board: readonly TestPerson[];
  /** Everybody who may vote in the assembly, the board included. */
  readonly members: readonly TestPerson[];
}

let made = 0;

/** The `number`-th place of the gazetteer: two villages of one test may be two places. */
export async function aVillage(app: TestApp, number = 1, country = 'MD'): Promise<Village> {
  const administrator = await anAdministrator(app);
  const reviewer = await aPersonWith(app, administrator, 'platform_reviewer', 'Rodica Reviewer');
  const secondReviewer = await aPersonWith(app, administrator, 'platform_reviewer', 'Radu Second');
  const place = await aPlace(app, number);
  const mayor = await aPerson(app, 'Mihai Mayor');
  const authority = { app, founder: mayor, reviewer, placeId: place.id, country };
  const authorityId = await aVerifiedOrganisation({ ...authority, kind: 'local_authority' });
  const focalPoint = await aPerson(app, 'Felicia Focal');
  await join(mayor, focalPoint, authorityId, ['la_focal_point']);
  return {
    placeId: place.id,
    placeSlug: place.slug,
    authorityId,
    mayor,
    focalPoint,
    administrator,
    reviewer,
    secondReviewer,
  };
}

/** A verified association of the place; the first `board` of its members are the board. */
export async function anAssociation(
  app: TestApp,
  village: Pick<Village, 'placeId' | 'reviewer'>,
  options: {
    readonly members: number;
    readonly board?: number;
    readonly decisionBody?: DecisionBody;
    readonly kind?: 'hta' | 'initiative_group';
  },
): Promise<Association> {
  const { members: size, board: boardSize = 1, decisionBody = 'assembly', kind = 'hta' } = options;
  const { placeId, reviewer } = village;
  const founder = await aPerson(app, 'Nicu Native');
  const id = await aVerifiedOrganisation({ app, founder, reviewer, placeId, kind, decisionBody });
  const members = [founder];
  for (let index = 1; index < size; index += 1) {
    const person = await aPerson(app, `Native ${'abcdefghijklmnop'.charAt(index)}`);
    await join(
      founder,
      person,
      id,
      index < boardSize ? ['hta_member', 'hta_board'] : ['hta_member'],
    );
    members.push(person);
  }
  return { id, members, board: members.slice(0, boardSize) };
}

/** Invites and confirms: both have to want it. */
export async function join(
  inCharge: TestPerson,
  person: TestPerson,
  organisationId: string,
  roles: readonly OrganisationRole[],
): Promise<void> {
  const voting = roles.some((role) => role.startsWith('hta_'));
  await ok(
    inCharge.browser.post(`/organisations/${organisationId}/members`, {
      email: person.email,
      roles,
      voting,
    }),
  );
  const { memberships } = await ok(person.browser.get<MeView>('/me'));
  const invited = memberships.find((membership) => membership.organisationId === organisationId);
  await ok(person.browser.post(`/memberships/${invited?.membershipId ?? ''}/confirmation`));
}

/** Uploads a small file of the purpose and answers its id. */
export async function aFile(browser: Browser, purpose: string): Promise<string> {
  made += 1;
  const isPhoto = purpose === 'photo';
  const uploaded = await browser.upload<FileView>(purpose, {
    name: isPhoto ? 'poza.png' : 'act.pdf',
    type: isPhoto ? 'image/png' : 'application/pdf',
    bytes: new Uint8Array(isPhoto ? await picture() : pdf()),
  });
  if (uploaded.status >= 300) throw new Error(JSON.stringify(uploaded.body));
  return uploaded.body.id;
}

/** The body of an answer that must not be a refusal. */
export async function ok<Body>(sent: Promise<{ status: number; body: Body }>): Promise<Body> {
  const { status, body } = await sent;
  if (status >= 300) throw new Error(`${String(status)} ${JSON.stringify(body)}`);
  return body;
}

async function aPlace(app: TestApp, number: number): Promise<PlaceWithCountsView> {
  const path = `/places?limit=${String(number)}`;
  const { items } = await ok(app.visitor().get<Page<PlaceWithCountsView>>(path));
  const place = items[number - 1];
  if (place === undefined) throw new Error('the gazetteer is empty');
  return place;
}

export async function aVerifiedOrganisation(about: {
  readonly app: TestApp;
  readonly founder: TestPerson;
  readonly reviewer: TestPerson;
  readonly placeId: string;
  readonly kind: OrganisationKind;
  readonly decisionBody?: DecisionBody;
  readonly country?: string;
}): Promise<string> {
  const { founder, reviewer, placeId, kind, decisionBody } = about;
  made += 1;
  const { id } = await ok(
    founder.browser.post<OrganisationView>('/organisations', {
      kind,
      name: `Organizația ${String(made)} (demo)`,
      country: about.country ?? (kind === 'local_authority' ? 'MD' : 'IT'),
      placeIds: [placeId],
      contactEmail: founder.email,
      ...(decisionBody && { decisionBody }),
    }),
  );
  const paperIds = [await aFile(founder.browser, 'organisation-paper')];
  await ok(founder.browser.post(`/organisations/${id}/submission`, { paperIds }));
  await ok(
    reviewer.browser.post(`/organisations/${id}/verification`, {
      decision: 'verified',
      level: 2,
      reason: 'papers seen',
    }),
  );
  return id;
}

/** Each one differs: the same picture twice is flagged. */
async function picture(): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const background = { r: (made * 37) % 256, g: (made * 91) % 256, b: 120 };
  return sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .png()
    .toBuffer();
}

function pdf(): Buffer {
  return Buffer.from(`%PDF-1.7\n% ${String(made)}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`);
}
