import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { EndorsementView } from '@vatra/shared/endorsements/endorsements.views';
import type { Page } from '@vatra/shared/paging.dto';
import { startTestApp, type TestApp } from '../../../test/app.js';
import type { Answer } from '../../../test/support/browser.js';
import { refusalOf } from '../../../test/support/footprint.js';
import { aCall, askFor, chairOf, openCall, seen, vote } from '../../../test/support/calls.js';
import { aPerson, type TestPerson } from '../../../test/support/people.js';
import { aSeeking, aSubmitted } from '../../../test/support/project.js';
import {
  aVillage,
  anAssociation,
  join,
  ok,
  type Association,
  type Village,
} from '../../../test/support/village.js';

let app: TestApp;
let village: Village;
let assembly: Association;
let council: Association;

beforeAll(async () => {
  app = await startTestApp();
  village = await aVillage(app);
  assembly = await anAssociation(app, village, { members: 7 });
  council = await anAssociation(app, village, { members: 5, board: 4, decisionBody: 'board' });
});
afterAll(() => app.close());

/** The code of a refusal that left nothing behind. */
const refusal = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);

async function count(table: string, id: string): Promise<number> {
  const [row] = await app.database.query<{ count: string }>(
    `SELECT count(*) FROM ${table} WHERE endorsement_id = $1`,
    [id],
  );
  return Number(row?.count);
}

describe('R21: whose name may be asked for', () => {
  it('R21: by the authority or by the association’s own board, once', async () => {
    const project = await aSeeking(village);
    const asked = await askFor(village.mayor, project.id, assembly.id);
    expect([asked.status, asked.body.state]).toEqual([201, 'requested']);
    const own = await askFor(chairOf(council), project.id, council.id);
    expect(own.status).toBe(201);
    expect(await refusal(() => askFor(village.focalPoint, project.id, assembly.id))).toBe(
      'endorsements.asked-already',
    );
    const foreign = await askFor(chairOf(council), project.id, assembly.id);
    expect(foreign.status).toBe(403);
  });

  it('R21: only for a project that seeks endorsement', async () => {
    const project = await aSubmitted(village);
    expect(await refusal(() => askFor(village.mayor, project.id, assembly.id))).toBe(
      'endorsements.project-not-seeking',
    );
  });

  it('R21: not of an association nobody has verified, of another place, or of the town hall', async () => {
    const project = await aSeeking(village);
    const { items } = await ok(app.visitor().get<Page<{ id: string }>>('/places?limit=5'));
    const elsewhere = items.find(({ id }) => id !== village.placeId);
    const far = await anAssociation(
      app,
      { ...village, placeId: elsewhere?.id ?? '' },
      { members: 1 },
    );
    expect(await refusal(() => askFor(village.mayor, project.id, far.id))).toBe(
      'endorsements.association-of-another-place',
    );
    const founder = await aPerson(app, 'Unverified Native');
    const { id } = await ok(
      founder.browser.post<{ id: string }>('/organisations', {
        kind: 'hta',
        name: 'Neverificată (demo)',
        country: 'IT',
        placeIds: [village.placeId],
        contactEmail: founder.email,
        decisionBody: 'assembly',
      }),
    );
    const unverified = await askFor(village.mayor, project.id, id);
    expect(unverified.body.code).toBe('endorsements.association-not-verified');
    expect(await refusal(() => askFor(village.mayor, project.id, village.authorityId))).toBe(
      'endorsements.not-an-association',
    );
  });

  it('R21: a group of natives does not stand in where an association exists', async () => {
    const project = await aSeeking(village);
    const group = await anAssociation(app, village, { members: 1, kind: 'initiative_group' });
    expect(await refusal(() => askFor(village.mayor, project.id, group.id))).toBe(
      'endorsements.association-exists',
    );
  });
});

describe('R22: the call and who votes in it', () => {
  it('R22: is opened by the board, for the members of that day', async () => {
    const project = await aSeeking(village);
    const { id } = await ok(askFor(village.mayor, project.id, assembly.id));
    const member = assembly.members[3];
    if (member === undefined) throw new Error('no member');
    expect(await refusal(() => openCall(member, id))).toBe('http.forbidden');
    expect(await refusal(() => openCall(chairOf(council), id))).toBe('organisations.not-yours');
    const opened = await openCall(chairOf(assembly), id, { statement: 'We know the place.' });
    expect(opened.body).toMatchObject({
      state: 'first_call',
      callNumber: 1,
      decisionBody: 'assembly',
      quorumBase: 7,
      quorumNeeded: 4,
      voted: 0,
      my: { mayVote: true, hasVoted: false },
    });
    expect(await refusal(() => openCall(chairOf(assembly), id))).toBe('endorsements.not-requested');
  });

  it('R22: an association of fewer than three cannot call', async () => {
    const small = await anAssociation(app, village, { members: 2 });
    const project = await aSeeking(village);
    const { id } = await ok(askFor(village.mayor, project.id, small.id));
    expect(await refusal(() => openCall(chairOf(small), id))).toBe('endorsements.body-too-small');
  });

  it('R22: nobody from outside votes, nor a member who joined after the call', async () => {
    const id = await aCall(village, assembly, (await aSeeking(village)).id);
    const stranger = chairOf(council);
    const townHall = await refusal(() => vote(village.mayor, id));
    expect(townHall).toBe('http.forbidden');
    expect(await refusal(() => vote(stranger, id))).toBe('endorsements.not-entitled');
    const late = await aPerson(app, 'Late Native');
    await join(chairOf(assembly), late, assembly.id, ['hta_member']);
    expect(await refusal(() => vote(late, id))).toBe('endorsements.not-entitled');
    expect(await count('endorsement_voters', id)).toBe(0);
    const inside = await vote(chairOf(assembly), id);
    expect(inside.body).toMatchObject({ voted: 1, my: { mayVote: false, hasVoted: true } });
    const { memberships } = await ok(
      late.browser.get<{ memberships: { membershipId: string }[] }>('/me'),
    );
    await ok(late.browser.delete(`/memberships/${memberships[0]?.membershipId ?? ''}`));
  });

  it('R22: one vote each, also when the same person votes twice at once', async () => {
    const id = await aCall(village, assembly, (await aSeeking(village)).id);
    const [, first, second] = assembly.members;
    if (first === undefined || second === undefined) throw new Error('no members');
    expect((await vote(first, id)).status).toBe(200);
    expect(await refusal(() => vote(first, id, 'no'))).toBe('endorsements.voted-already');
    const racing = await Promise.all(
      ['yes', 'no', 'yes', 'no'].map((choice) => vote(second, id, choice)),
    );
    expect(racing.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await count('endorsement_voters', id)).toBe(2);
    expect(await count('endorsement_ballots', id)).toBe(2);
  });
});

describe('R24: conflicts', () => {
  it('R24: a declared conflict is no vote and leaves the base', async () => {
    const id = await aCall(village, assembly, (await aSeeking(village)).id);
    const [chair, second, third] = assembly.members;
    if (!chair || !second || !third) throw new Error('no members');
    expect(await refusal(() => vote(second, id, 'yes', 'family'))).toBe(
      'endorsements.choice-with-conflict',
    );
    expect(await refusal(() => vote(second, id, null))).toBe('endorsements.choice-missing');
    const declared = await vote(second, id, null, 'family');
    expect(declared.body).toMatchObject({
      voted: 0,
      excludedForConflict: 1,
      quorumBase: 6,
      quorumNeeded: 4,
    });
    await ok(vote(third, id, null, 'business'));
    expect(await seen(village, id)).toMatchObject({ quorumBase: 5, quorumNeeded: 3 });
    expect(await count('endorsement_ballots', id)).toBe(0);
    const [register] = await app.database.query<{ kinds: string[] }>(
      `SELECT array_agg(kind ORDER BY kind) AS kinds FROM conflict_declarations
        WHERE person_id = ANY($1)`,
      [[second.id, third.id]],
    );
    expect(register?.kinds).toEqual(['business', 'family']);
  });

  it('R24: who works for the authority cannot declare none', async () => {
    const [, , , fourth] = assembly.members;
    if (fourth === undefined) throw new Error('no member');
    await join(village.mayor, fourth, village.authorityId, ['la_accountant']);
    const id = await aCall(village, assembly, (await aSeeking(village)).id);
    expect(await refusal(() => vote(fourth, id))).toBe('endorsements.conflict-by-post');
    expect((await vote(fourth, id, null, 'employment')).status).toBe(200);
  });
});

describe('the work list of an association', () => {
  it('names the projects it was asked about', async () => {
    const project = await aSeeking(village);
    await ok(askFor(village.mayor, project.id, council.id));
    const path = '/me/endorsements';
    const { items } = await ok(chairOf(council).browser.get<Page<EndorsementView>>(path));
    const mine = items.find(({ projectId }) => projectId === project.id);
    expect(mine?.projectTitle).toEqual(project.title);
  });
});

describe('what people are asked to do', () => {
  it('boards open calls, members vote, and neither after they have', async () => {
    const project = await aSeeking(village);
    const { id } = await ok(askFor(village.mayor, project.id, assembly.id));
    const dutiesOf = async (person: TestPerson) => {
      const answer = await ok(person.browser.get<Page<DutyView> | DutyView[]>('/me/duties'));
      const list = Array.isArray(answer) ? answer : answer.items;
      return list.filter(({ subjectId }) => subjectId === id).map(({ kind }) => kind);
    };
    const [chair, member] = assembly.members;
    if (!chair || !member) throw new Error('no members');
    expect(await dutiesOf(chair)).toEqual(['duty.endorsements.open-call']);
    expect(await dutiesOf(member)).toEqual([]);
    await ok(openCall(chair, id));
    expect(await dutiesOf(chair)).toEqual(['duty.endorsements.vote']);
    expect(await dutiesOf(member)).toEqual(['duty.endorsements.vote']);
    await ok(vote(member, id));
    expect(await dutiesOf(member)).toEqual([]);
  });
});
