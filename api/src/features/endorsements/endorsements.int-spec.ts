import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { EndorsementView } from '@vatra/shared/endorsements/endorsements.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Problem } from '@vatra/shared/problem';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import pg from 'pg';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { aPerson, type TestPerson } from '../../../test/support/people.js';
import { aSeeking, aSubmitted, type Goals } from '../../../test/support/project.js';
import {
  aVillage,
  anAssociation,
  join,
  ok,
  type Association,
  type Village,
} from '../../../test/support/village.js';

const LARGE: Goals = { minimumMinor: 2_000_000, optimumMinor: 2_100_000 };

let app: TestApp;
let village: Village;
let assembly: Association;
let council: Association;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  assembly = await anAssociation(app, village, { members: 7 });
  council = await anAssociation(app, village, { members: 5, board: 4, decisionBody: 'board' });
});
afterAll(() => app.close());

function ask(person: TestPerson, projectId: string, organisationId: string) {
  return person.browser.post<EndorsementView & Problem>(`/projects/${projectId}/endorsements`, {
    organisationId,
  });
}

function open(person: TestPerson, id: string, call: Record<string, unknown> = {}) {
  return person.browser.post<EndorsementView & Problem>(`/endorsements/${id}/call`, {
    days: 7,
    secretBallot: false,
    ...call,
  });
}

function vote(person: TestPerson, id: string, choice: string | null = 'yes', conflict = 'none') {
  return person.browser.post<EndorsementView & Problem>(`/endorsements/${id}/ballots`, {
    conflict,
    ...(choice !== null && { choice }),
  });
}

function chairOf({ board }: Association): TestPerson {
  const [chair] = board;
  if (chair === undefined) throw new Error('no board');
  return chair;
}

async function aCall(
  association: Association,
  call: Record<string, unknown> = {},
  projectId?: string,
): Promise<string> {
  const id = projectId ?? (await aSeeking(village)).id;
  const asked = await ok(ask(village.mayor, id, association.id));
  await ok(open(chairOf(association), asked.id, call));
  return asked.id;
}

async function seen(id: string): Promise<EndorsementView> {
  return ok(village.reviewer.browser.get<EndorsementView>(`/endorsements/${id}`));
}

async function readiness(projectId: string): Promise<boolean | undefined> {
  const file = await ok(village.mayor.browser.get<ProjectFileView>(`/projects/${projectId}/file`));
  return file.readiness.find(({ fact }) => fact === 'endorsement')?.met;
}

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
    const asked = await ask(village.mayor, project.id, assembly.id);
    expect([asked.status, asked.body.state]).toEqual([201, 'requested']);
    const own = await ask(chairOf(council), project.id, council.id);
    expect(own.status).toBe(201);
    const twice = await ask(village.focalPoint, project.id, assembly.id);
    expect([twice.status, twice.body.code]).toEqual([409, 'endorsements.asked-already']);
    const foreign = await ask(chairOf(council), project.id, assembly.id);
    expect(foreign.status).toBe(403);
  });

  it('R21: only for a project that seeks endorsement', async () => {
    const project = await aSubmitted(village);
    const { status, body } = await ask(village.mayor, project.id, assembly.id);
    expect([status, body.code]).toEqual([409, 'endorsements.project-not-seeking']);
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
    const other = await ask(village.mayor, project.id, far.id);
    expect([other.status, other.body.code]).toEqual([
      409,
      'endorsements.association-of-another-place',
    ]);
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
    const unverified = await ask(village.mayor, project.id, id);
    expect(unverified.body.code).toBe('endorsements.association-not-verified');
    const itself = await ask(village.mayor, project.id, village.authorityId);
    expect([itself.status, itself.body.code]).toEqual([422, 'endorsements.not-an-association']);
  });

  it('R21: a group of natives does not stand in where an association exists', async () => {
    const project = await aSeeking(village);
    const group = await anAssociation(app, village, { members: 1, kind: 'initiative_group' });
    const { status, body } = await ask(village.mayor, project.id, group.id);
    expect([status, body.code]).toEqual([409, 'endorsements.association-exists']);
  });
});

describe('R22: the call and who votes in it', () => {
  it('R22: is opened by the board, for the members of that day', async () => {
    const project = await aSeeking(village);
    const { id } = await ok(ask(village.mayor, project.id, assembly.id));
    const member = assembly.members[3];
    if (member === undefined) throw new Error('no member');
    expect((await open(member, id)).status).toBe(403);
    expect((await open(chairOf(council), id)).status).toBe(403);
    const opened = await open(chairOf(assembly), id, { statement: 'We know the place.' });
    expect(opened.body).toMatchObject({
      state: 'first_call',
      callNumber: 1,
      decisionBody: 'assembly',
      quorumBase: 7,
      quorumNeeded: 4,
      voted: 0,
      my: { mayVote: true, hasVoted: false },
    });
    const again = await open(chairOf(assembly), id);
    expect([again.status, again.body.code]).toEqual([409, 'endorsements.not-requested']);
  });

  it('R22: an association of fewer than three cannot call', async () => {
    const small = await anAssociation(app, village, { members: 2 });
    const project = await aSeeking(village);
    const { id } = await ok(ask(village.mayor, project.id, small.id));
    const { status, body } = await open(chairOf(small), id);
    expect([status, body.code]).toEqual([409, 'endorsements.body-too-small']);
  });

  it('R22: nobody from outside votes, nor a member who joined after the call', async () => {
    const id = await aCall(assembly);
    const stranger = chairOf(council);
    const outside = await vote(stranger, id);
    expect([outside.status, outside.body.code]).toEqual([403, 'endorsements.not-entitled']);
    const late = await aPerson(app, 'Late Native');
    await join(chairOf(assembly), late, assembly.id, ['hta_member']);
    const tooLate = await vote(late, id);
    expect([tooLate.status, tooLate.body.code]).toEqual([403, 'endorsements.not-entitled']);
    expect(await count('endorsement_voters', id)).toBe(0);
    const inside = await vote(chairOf(assembly), id);
    expect(inside.body).toMatchObject({ voted: 1, my: { mayVote: false, hasVoted: true } });
    const { memberships } = await ok(
      late.browser.get<{ memberships: { membershipId: string }[] }>('/me'),
    );
    await ok(late.browser.delete(`/memberships/${memberships[0]?.membershipId ?? ''}`));
  });

  it('R22: one vote each, also when the same person votes twice at once', async () => {
    const id = await aCall(assembly);
    const [, first, second] = assembly.members;
    if (first === undefined || second === undefined) throw new Error('no members');
    expect((await vote(first, id)).status).toBe(200);
    const again = await vote(first, id, 'no');
    expect([again.status, again.body.code]).toEqual([409, 'endorsements.voted-already']);
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
    const id = await aCall(assembly);
    const [chair, second, third] = assembly.members;
    if (!chair || !second || !third) throw new Error('no members');
    const both = await vote(second, id, 'yes', 'family');
    expect([both.status, both.body.code]).toEqual([422, 'endorsements.choice-with-conflict']);
    const neither = await vote(second, id, null);
    expect([neither.status, neither.body.code]).toEqual([422, 'endorsements.choice-missing']);
    const declared = await vote(second, id, null, 'family');
    expect(declared.body).toMatchObject({
      voted: 0,
      excludedForConflict: 1,
      quorumBase: 6,
      quorumNeeded: 4,
    });
    await ok(vote(third, id, null, 'business'));
    expect(await seen(id)).toMatchObject({ quorumBase: 5, quorumNeeded: 3 });
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
    const id = await aCall(assembly);
    const { status, body } = await vote(fourth, id);
    expect([status, body.code]).toEqual([403, 'endorsements.conflict-by-post']);
    expect((await vote(fourth, id, null, 'employment')).status).toBe(200);
  });
});

describe('R23 and R25: the result', () => {
  it('R23: a missed quorum leads to a second call, in which one third is enough', async () => {
    const project = await aSeeking(village);
    const id = await aCall(assembly, {}, project.id);
    const [first, second, third] = assembly.members;
    if (!first || !second || !third) throw new Error('no members');
    for (const person of [first, second, third]) await ok(vote(person, id));
    await app.moveClock({ days: 8 });
    expect(await seen(id)).toMatchObject({
      state: 'second_call',
      callNumber: 2,
      voted: 0,
      quorumNeeded: 3,
    });
    expect(await readiness(project.id)).toBe(false);
    for (const person of [first, second, third]) await ok(vote(person, id));
    expect((await seen(id)).yes).toBeNull();
    await app.moveClock({ days: 8 });
    expect(await seen(id)).toMatchObject({ state: 'active', yes: 3, no: 0, abstain: 0, voted: 3 });
    expect(await readiness(project.id)).toBe(true);
    const closed = await vote(assembly.members[4] ?? first, id);
    expect([closed.status, closed.body.code]).toEqual([409, 'endorsements.call-not-open']);
  });

  it('R23: a second call below one third is a rejection, and may be asked for again', async () => {
    const project = await aSeeking(village);
    const id = await aCall(assembly, {}, project.id);
    await app.moveClock({ days: 8 });
    await ok(vote(chairOf(assembly), id));
    await app.moveClock({ days: 8 });
    expect(await seen(id)).toMatchObject({ state: 'rejected', yes: 1, quorumNeeded: 3 });
    expect((await ask(village.mayor, project.id, assembly.id)).status).toBe(201);
  });

  it('R25: a tie is no endorsement, abstentions only make the quorum', async () => {
    const id = await aCall(council);
    const choices = ['yes', 'no', 'abstain', 'abstain'];
    for (const [index, person] of council.board.entries()) {
      await ok(vote(person, id, choices[index] ?? 'yes'));
    }
    await app.quiet();
    expect(await seen(id)).toMatchObject({
      state: 'rejected',
      decisionBody: 'board',
      yes: 1,
      no: 1,
      abstain: 2,
    });
  });

  it('ends at the last answer when nobody is left to wait for', async () => {
    const id = await aCall(council);
    for (const person of council.board) {
      expect((await seen(id)).state).toBe('first_call');
      await ok(vote(person, id));
    }
    await app.quiet();
    expect(await seen(id)).toMatchObject({ state: 'active', yes: 4 });
  });

  it('waits for its time when telling a secret result would tell a vote', async () => {
    const id = await aCall(council, { secretBallot: true });
    for (const person of council.board) await ok(vote(person, id));
    await app.quiet();
    expect((await seen(id)).state).toBe('first_call');
    await app.moveClock({ days: 8 });
    expect(await seen(id)).toMatchObject({ state: 'active', yes: 4, secretBallot: true });
  });

  it('R26: is valid for twelve months', async () => {
    const id = await aCall(council);
    for (const person of council.board) await ok(vote(person, id));
    await app.quiet();
    const { validUntil, decidedAt } = await seen(id);
    const days =
      (new Date(validUntil ?? 0).getTime() - new Date(decidedAt ?? 0).getTime()) / 86_400_000;
    expect(Math.round(days)).toBeGreaterThanOrEqual(365);
    expect(Math.round(days)).toBeLessThanOrEqual(366);
  });

  it('R21: a project above EUR 25,000 needs two', async () => {
    const project = await aSeeking(village, LARGE);
    await app.quiet();
    const ids = [await aCall(council, {}, project.id), await aCall(assembly, {}, project.id)];
    for (const person of council.board) await ok(vote(person, ids[0] ?? ''));
    await app.quiet();
    expect((await seen(ids[0] ?? '')).state).toBe('active');
    expect(await readiness(project.id)).toBe(false);
    for (const person of assembly.members.filter((_, index) => index !== 3)) {
      await ok(vote(person, ids[1] ?? ''));
    }
    await ok(vote(assembly.members[3] ?? chairOf(assembly), ids[1] ?? '', null, 'employment'));
    await app.quiet();
    expect((await seen(ids[1] ?? '')).state).toBe('active');
    expect(await readiness(project.id)).toBe(true);
  });
});

describe('ruling 42: ballots', () => {
  let id: string;
  let client: pg.Client;

  beforeEach(async () => {
    id = await aCall(council, { secretBallot: true });
    for (const person of council.board) await ok(vote(person, id));
    client = new pg.Client({ connectionString: app.database.appUrl });
    await client.connect();
  });

  it('do not say who, when or in which order, when the vote is secret', async () => {
    const ballots = await app.database.query<Record<string, unknown>>(
      'SELECT * FROM endorsement_ballots WHERE endorsement_id = $1',
      [id],
    );
    expect(ballots).toHaveLength(4);
    for (const ballot of ballots) {
      expect(Object.keys(ballot).sort()).toEqual([
        'call_number',
        'choice',
        'endorsement_id',
        'id',
        'voter_id',
      ]);
      expect(ballot.voter_id).toBeNull();
      expect(String(ballot.id)).toMatch(/^.{14}4/);
    }
    await client.end();
  });

  it('cannot be changed or taken out by the role the product works as', async () => {
    for (const table of ['ballots', 'voters', 'entitlements']) {
      for (const statement of [
        `UPDATE endorsement_${table} SET endorsement_id = endorsement_id`,
        `DELETE FROM endorsement_${table}`,
      ]) {
        await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
    }
    await client.end();
  });
});

describe('what people are asked to do', () => {
  it('boards open calls, members vote, and neither after they have', async () => {
    const project = await aSeeking(village);
    const { id } = await ok(ask(village.mayor, project.id, assembly.id));
    const dutiesOf = async (person: TestPerson) => {
      const answer = await ok(person.browser.get<Page<DutyView> | DutyView[]>('/me/duties'));
      const list = Array.isArray(answer) ? answer : answer.items;
      return list.filter(({ subjectId }) => subjectId === id).map(({ kind }) => kind);
    };
    const [chair, member] = assembly.members;
    if (!chair || !member) throw new Error('no members');
    expect(await dutiesOf(chair)).toEqual(['duty.endorsements.open-call']);
    expect(await dutiesOf(member)).toEqual([]);
    await ok(open(chair, id));
    expect(await dutiesOf(chair)).toEqual(['duty.endorsements.vote']);
    expect(await dutiesOf(member)).toEqual(['duty.endorsements.vote']);
    await ok(vote(member, id));
    expect(await dutiesOf(member)).toEqual([]);
  });
});
