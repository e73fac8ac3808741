import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView, MeView } from '@vatra/shared/accounts/accounts.views';
import type {
  MemberView,
  OrganisationCard,
  OrganisationView,
} from '@vatra/shared/organisations/organisations.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { PlaceWithCountsView } from '@vatra/shared/places/places.views';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from '../../../test/app.js';
import type { Answer } from '../../../test/support/browser.js';
import { refusalOf } from '../../../test/support/footprint.js';
import {
  aPerson,
  aPersonWith,
  anAdministrator,
  freshEmail,
  mailsTo,
  type TestPerson,
} from '../../../test/support/people.js';
import { aFile } from '../../../test/support/village.js';

let app: TestApp;
let reviewer: TestPerson;
let founder: TestPerson;
let placeId: string;
let made = 0;

beforeAll(async () => {
  app = await startTestApp();
  const administrator = await anAdministrator(app);
  reviewer = await aPersonWith(app, administrator, 'platform_reviewer');
  founder = await aPerson(app, 'Nicu Fondator');
  const { body } = await app.visitor().get<Page<PlaceWithCountsView>>('/places?limit=1');
  placeId = body.items[0]?.id ?? '';
});
afterAll(() => app.close());

/** The code of a refusal that left nothing behind. */
const refusal = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);

async function anAssociation(by: TestPerson, change: object = {}): Promise<OrganisationView> {
  made += 1;
  const { status, body } = await by.browser.post<OrganisationView>('/organisations', {
    kind: 'hta',
    name: `Băștinașii ${String(made)}`,
    country: 'IT',
    hostCity: 'Padova',
    placeIds: [placeId],
    contactEmail: by.email,
    decisionBody: 'assembly',
    ...change,
  });
  if (status !== 200 && status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

async function submit(by: TestPerson, id: string, papers?: string[]) {
  const paperIds = papers ?? [await aFile(by.browser, 'organisation-paper')];
  return by.browser.post<OrganisationView & Problem>(`/organisations/${id}/submission`, {
    paperIds,
  });
}

function verify(by: TestPerson, id: string, body: object) {
  return by.browser.post<OrganisationView & Problem>(`/organisations/${id}/verification`, body);
}

const YES = { decision: 'verified', level: 2, reason: 'charter, ten members, video call' };

async function stateOf(id: string): Promise<string | undefined> {
  const [row] = await app.database.query<{ state: string }>(
    'SELECT state FROM organisations WHERE id = $1',
    [id],
  );
  return row?.state;
}

describe('domain 3.4: the verification of an organisation', () => {
  it('goes from papers to level 2, valid for 24 months, with a history of who did what', async () => {
    const { id, slug } = await anAssociation(founder);
    expect(await stateOf(id)).toBe('unverified');
    expect((await submit(founder, id)).status).toBeLessThan(300);
    const queue = await reviewer.browser.get<Page<OrganisationCard>>('/organisations/review-queue');
    expect(queue.body.items.map((card) => card.id)).toContain(id);
    const duties = await reviewer.browser.get<DutyView[]>('/me/duties');
    const duty = duties.body.find(({ subjectId }) => subjectId === id);
    expect([duty?.kind, duty?.path]).toEqual([
      'duty.organisations.verify',
      `/review/organisations/${id}`,
    ]);
    expect((await verify(reviewer, id, YES)).status).toBeLessThan(300);
    const { body } = await app.visitor().get<OrganisationView>(`/organisations/${slug}`);
    expect([body.state, body.verificationLevel, body.contactEmail]).toEqual(['verified', 2, null]);
    const [history] = await app.database.query<{ moves: string }>(
      `SELECT string_agg(to_state || ':' || actor_role, ' ' ORDER BY id) AS moves
         FROM state_change WHERE machine = 'organisation' AND subject_id = $1`,
      [id],
    );
    expect(history?.moves).toMatch(/^unverified:\w+ submitted:\w+ verified:platform_reviewer$/);
  });

  it('may ask back, and takes the papers again', async () => {
    const { id } = await anAssociation(founder);
    await submit(founder, id);
    const ask = { decision: 'info_requested', reason: 'the charter lacks a date' };
    expect((await verify(reviewer, id, ask)).status).toBeLessThan(300);
    await app.quiet();
    const mails = await mailsTo(app, founder.email);
    expect(mails.map(({ template }) => template)).toContain('organisation.info-requested');
    expect((await submit(founder, id)).status).toBeLessThan(300);
    expect(await stateOf(id)).toBe('submitted');
  });

  it('refuses a step out of order, a missing level, and changes nothing', async () => {
    const { id } = await anAssociation(founder);
    expect(await refusal(() => verify(reviewer, id, YES))).toBe('state.move-not-allowed');
    await submit(founder, id);
    expect(
      await refusal(() => verify(reviewer, id, { decision: 'verified', reason: 'fine' })),
    ).toBe('organisations.level-missing');
    expect(await stateOf(id)).toBe('submitted');
  });

  it('R29: is not done by somebody who belongs to it, nor by anybody without the role', async () => {
    const own = await anAssociation(reviewer);
    await submit(reviewer, own.id);
    expect(await refusal(() => verify(reviewer, own.id, YES))).toBe(
      'organisations.reviewer-is-member',
    );
    expect((await verify(founder, own.id, YES)).status).toBe(403);
    expect(await stateOf(own.id)).toBe('submitted');
  });

  it('wants papers that are there, of the right kind, from somebody in charge', async () => {
    const { id } = await anAssociation(founder);
    const photo = await aFile(founder.browser, 'photo');
    expect(
      await refusal(() =>
        founder.browser.post(`/organisations/${id}/submission`, {
          paperIds: [photo],
        }),
      ),
    ).toBe('files.not-usable');
    const stranger = await aPerson(app);
    const papers = [await aFile(stranger.browser, 'organisation-paper')];
    expect(await refusal(() => submit(stranger, id, papers))).toBe('organisations.not-yours');
    expect(await stateOf(id)).toBe('unverified');
  });
});

describe('members', () => {
  const invite = (by: TestPerson, id: string, email: string, roles: string[]) =>
    by.browser.post<Problem>(`/organisations/${id}/members`, { email, roles, voting: true });

  async function invitationOf(person: TestPerson, organisationId: string) {
    const { body } = await person.browser.get<MeView>('/me');
    return body.memberships.find((held) => held.organisationId === organisationId);
  }

  it('are invited by those in charge, told by mail, and belong only once they agree', async () => {
    const { id } = await anAssociation(founder);
    const person = await aPerson(app, 'Olga Membru');
    expect((await invite(founder, id, person.email, ['hta_board'])).status).toBeLessThan(300);
    await app.quiet();
    expect((await mailsTo(app, person.email))[0]?.template).toBe('member.invited');
    const invited = await invitationOf(person, id);
    expect(invited?.state).toBe('invited');
    const duties = await person.browser.get<DutyView[]>('/me/duties');
    expect(duties.body.map(({ kind }) => kind)).toContain('duty.accounts.confirm-membership');
    expect((await person.browser.get(`/organisations/${id}/members`)).status).toBe(403);
    const stranger = await aPerson(app);
    const path = `/memberships/${invited?.membershipId ?? ''}/confirmation`;
    expect((await stranger.browser.post(path)).status).toBe(404);
    expect((await person.browser.post(path)).status).toBeLessThan(300);
    const members = await person.browser.get<Page<MemberView>>(`/organisations/${id}/members`);
    expect(members.body.items.map(({ state }) => state)).toEqual(['confirmed', 'confirmed']);
  });

  it('may be invited before they have an account, and find the invitation when they do', async () => {
    const { id } = await anAssociation(founder);
    const email = freshEmail('Viitor Membru');
    await invite(founder, id, email, ['hta_member']);
    const person = await aPerson(app, 'Viitor Membru', email);
    expect((await invitationOf(person, id))?.state).toBe('invited');
  });

  it('get no role of another kind of organisation, no second invitation, from no stranger', async () => {
    const { id } = await anAssociation(founder);
    const person = await aPerson(app);
    expect(await refusal(() => invite(founder, id, person.email, ['la_mayor']))).toBe(
      'organisations.role-of-another-kind',
    );
    await invite(founder, id, person.email, ['hta_member']);
    expect(await refusal(() => invite(founder, id, person.email, ['hta_member']))).toBe(
      'organisations.already-member',
    );
    expect((await invite(person, id, freshEmail('X'), ['hta_member'])).status).toBe(403);
  });

  it('lose what they could do as soon as they leave; the last one in charge stays', async () => {
    const { id } = await anAssociation(founder);
    const person = await aPerson(app);
    await invite(founder, id, person.email, ['hta_board']);
    const membershipId = (await invitationOf(person, id))?.membershipId ?? '';
    await person.browser.post(`/memberships/${membershipId}/confirmation`);
    expect((await founder.browser.delete(`/memberships/${membershipId}`)).status).toBeLessThan(300);
    expect((await person.browser.get(`/organisations/${id}/members`)).status).toBe(403);
    const own = (await invitationOf(founder, id))?.membershipId ?? '';
    expect(await refusal(() => founder.browser.delete(`/memberships/${own}`))).toBe(
      'organisations.last-in-charge',
    );
  });
});

describe('an organisation', () => {
  it('needs a place that exists and, for an association, a body that decides', async () => {
    const unknown = '0199f3a0-0000-7000-8000-000000000001';
    await expect(anAssociation(founder, { placeIds: [unknown] })).rejects.toThrow(
      'organisations.place-unknown',
    );
    await expect(anAssociation(founder, { decisionBody: undefined })).rejects.toThrow(
      'organisations.decision-body-missing',
    );
  });

  it('is not listed before it is verified', async () => {
    const { id } = await anAssociation(founder);
    const { body } = await app.visitor().get<Page<OrganisationCard>>('/organisations?limit=100');
    expect(body.items.map((card) => card.id)).not.toContain(id);
  });
});
