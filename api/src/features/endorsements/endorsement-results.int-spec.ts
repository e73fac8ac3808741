import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import pg from 'pg';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { aCall, askFor, chairOf, seen, vote } from '../../../test/support/calls.js';
import { aSeeking, type Goals } from '../../../test/support/project.js';
import {
  aVillage,
  anAssociation,
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

async function readiness(projectId: string): Promise<boolean | undefined> {
  const file = await ok(village.mayor.browser.get<ProjectFileView>(`/projects/${projectId}/file`));
  return file.readiness.find(({ fact }) => fact === 'endorsement')?.met;
}

describe('R23 and R25: the result', () => {
  it('R23: a missed quorum leads to a second call, in which one third is enough', async () => {
    const project = await aSeeking(village);
    const id = await aCall(village, assembly, project.id);
    const [first, second, third] = assembly.members;
    if (!first || !second || !third) throw new Error('no members');
    for (const person of [first, second, third]) await ok(vote(person, id));
    await app.moveClock({ days: 8 });
    expect(await seen(village, id)).toMatchObject({
      state: 'second_call',
      callNumber: 2,
      voted: 0,
      quorumNeeded: 3,
    });
    expect(await readiness(project.id)).toBe(false);
    for (const person of [first, second, third]) await ok(vote(person, id));
    expect((await seen(village, id)).yes).toBeNull();
    await app.moveClock({ days: 8 });
    expect(await seen(village, id)).toMatchObject({
      state: 'active',
      yes: 3,
      no: 0,
      abstain: 0,
      voted: 3,
    });
    expect(await readiness(project.id)).toBe(true);
    const closed = await vote(assembly.members[4] ?? first, id);
    expect([closed.status, closed.body.code]).toEqual([409, 'endorsements.call-not-open']);
  });

  it('R23: a second call below one third is a rejection, and may be asked for again', async () => {
    const project = await aSeeking(village);
    const id = await aCall(village, assembly, project.id);
    await app.moveClock({ days: 8 });
    await ok(vote(chairOf(assembly), id));
    await app.moveClock({ days: 8 });
    expect(await seen(village, id)).toMatchObject({ state: 'rejected', yes: 1, quorumNeeded: 3 });
    expect((await askFor(village.mayor, project.id, assembly.id)).status).toBe(201);
  });

  it('R25: a tie is no endorsement, abstentions only make the quorum', async () => {
    const id = await aCall(village, council, (await aSeeking(village)).id);
    const choices = ['yes', 'no', 'abstain', 'abstain'];
    for (const [index, person] of council.board.entries()) {
      await ok(vote(person, id, choices[index] ?? 'yes'));
    }
    await app.quiet();
    expect(await seen(village, id)).toMatchObject({
      state: 'rejected',
      decisionBody: 'board',
      yes: 1,
      no: 1,
      abstain: 2,
    });
  });

  it('ends at the last answer when nobody is left to wait for', async () => {
    const id = await aCall(village, council, (await aSeeking(village)).id);
    for (const person of council.board) {
      expect((await seen(village, id)).state).toBe('first_call');
      await ok(vote(person, id));
    }
    await app.quiet();
    expect(await seen(village, id)).toMatchObject({ state: 'active', yes: 4 });
  });

  it('waits for its time when telling a secret result would tell a vote', async () => {
    const id = await aCall(village, council, (await aSeeking(village)).id, { secretBallot: true });
    for (const person of council.board) await ok(vote(person, id));
    await app.quiet();
    expect((await seen(village, id)).state).toBe('first_call');
    await app.moveClock({ days: 8 });
    expect(await seen(village, id)).toMatchObject({ state: 'active', yes: 4, secretBallot: true });
  });

  it('R21: a project above EUR 25,000 needs two', async () => {
    const project = await aSeeking(village, LARGE);
    await app.quiet();
    const ids = [
      await aCall(village, council, project.id),
      await aCall(village, assembly, project.id),
    ];
    for (const person of council.board) await ok(vote(person, ids[0] ?? ''));
    await app.quiet();
    expect((await seen(village, ids[0] ?? '')).state).toBe('active');
    expect(await readiness(project.id)).toBe(false);
    for (const person of assembly.members) await ok(vote(person, ids[1] ?? ''));
    await app.quiet();
    expect((await seen(village, ids[1] ?? '')).state).toBe('active');
    expect(await readiness(project.id)).toBe(true);
  });

  it('R26: is valid for twelve months and not a day longer', async () => {
    const { id: projectId } = await aSeeking(village);
    const id = await aCall(village, council, projectId);
    for (const person of council.board) await ok(vote(person, id));
    await app.quiet();
    const { validUntil } = await seen(village, id);
    await app.moveClock(new Date(Date.parse(validUntil ?? '') - 60_000));
    expect((await seen(village, id)).state).toBe('active');
    await app.moveClock({ minutes: 2 });
    expect((await seen(village, id)).state).toBe('expired');
    expect(await readiness(projectId)).toBe(false);
  });
});

describe('ruling 42: ballots', () => {
  let id: string;
  let client: pg.Client;

  beforeEach(async () => {
    id = await aCall(village, council, (await aSeeking(village)).id, { secretBallot: true });
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
