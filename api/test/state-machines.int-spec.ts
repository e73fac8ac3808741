import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canMove, statesOf, type StateTable } from '@vatra/shared/states/state-table';
import pg from 'pg';
import { MACHINES, type MachineName } from '../src/platform/database/state-machines.js';
import { cloneDatabase, type TestDatabase } from './support/database.js';

/** What `require_state_edge` raises (platform core). */
const NO_SUCH_MOVE = 'VA001';

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await cloneDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const names = Object.keys(MACHINES) as MachineName[];

function movesOf(name: MachineName): StateTable<string> {
  return MACHINES[name].moves;
}

function pairsOf(name: MachineName): [string, string][] {
  const states = statesOf(movesOf(name));
  return states.flatMap((from) => states.map((to): [string, string] => [from, to]));
}

/** The code PostgreSQL refuses the statement with, null when it takes it. */
async function refusal(text: string, parameters: unknown[]): Promise<string | null> {
  await owner.query('SAVEPOINT try_it');
  try {
    await owner.query(text, parameters);
    await owner.query('RELEASE SAVEPOINT try_it');
    return null;
  } catch (error) {
    await owner.query('ROLLBACK TO SAVEPOINT try_it');
    return (error as { code: string }).code;
  }
}

/**
 * A table of the same shape with the trigger that guards the real one, so that every state can be
 * reached without building the world around it; what it is guarded by is read from the real table.
 */
async function twinOf(name: MachineName): Promise<string> {
  const { table } = MACHINES[name];
  const { rows } = await owner.query<{ definition: string }>(
    `SELECT pg_get_triggerdef(t.oid) AS definition FROM pg_trigger t
      WHERE t.tgrelid = $1::regclass AND NOT t.tgisinternal
        AND t.tgfoid = 'check_state_column'::regproc AND t.tgenabled = 'O'`,
    [table],
  );
  expect(rows).toHaveLength(1);
  const twin = `twin_of_${table}`;
  await owner.query(`CREATE TEMP TABLE ${twin} (id uuid PRIMARY KEY, state text NOT NULL)`);
  const definition = rows[0]?.definition ?? '';
  await owner.query(definition.replace(/ ON (public\.)?\w+ /, ` ON ${twin} `));
  return twin;
}

describe('ruling 31: states move along the tables of shared and nowhere else', () => {
  it.each(names)('every pair of states of %s, as SQL on the column', async (name) => {
    await owner.query('BEGIN');
    const twin = await twinOf(name);
    const wrong: string[] = [];
    for (const [from, to] of pairsOf(name)) {
      const id = randomUUID();
      await owner.query(`INSERT INTO ${twin} (id, state) VALUES ($1, $2)`, [id, from]);
      const code = await refusal(`UPDATE ${twin} SET state = $2 WHERE id = $1`, [id, to]);
      const expected = from === to || canMove(movesOf(name), from, to) ? null : NO_SUCH_MOVE;
      if (code !== expected) wrong.push(`${from} -> ${to}: ${String(code)}`);
    }
    await owner.query('ROLLBACK');
    expect(wrong).toEqual([]);
  });

  it.each(names)('every pair of states of %s, as SQL in the history', async (name) => {
    await owner.query('BEGIN');
    const wrong: string[] = [];
    for (const [from, to] of pairsOf(name)) {
      const code = await refusal(
        `INSERT INTO state_change (id, machine, subject_id, from_state, to_state, at, actor_role)
         VALUES ($1, $2, $1, $3, $4, now(), 'test')`,
        [randomUUID(), name, from, to],
      );
      const expected = canMove(movesOf(name), from, to) ? null : NO_SUCH_MOVE;
      if (code !== expected) wrong.push(`${from} -> ${to}: ${String(code)}`);
    }
    await owner.query('ROLLBACK');
    expect(wrong).toEqual([]);
  });

  it('the role the product works as cannot change the edges or the history', async () => {
    const app = new pg.Client({ connectionString: database.appUrl });
    await app.connect();
    for (const statement of [
      `DELETE FROM state_edge`,
      `INSERT INTO state_edge VALUES ('campaign', 'failed', 'succeeded')`,
      `UPDATE state_change SET to_state = to_state`,
      `DELETE FROM state_change`,
    ]) {
      await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
    await app.end();
  });
});
