import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import { startEmulator, type Emulator } from '../../test/support/emulator.js';
import { freePort } from '../../test/support/ports.js';
import { runVerify } from '../../test/support/verify-command.js';
import { ALL_INVARIANTS } from './verify.js';

let emulator: Emulator;
let database: TestDatabase;

beforeAll(async () => {
  const nobody = { webhookUrl: 'http://127.0.0.1:9/', webhookSecret: 'whsec_nobody', now: null };
  emulator = await startEmulator({ port: await freePort(), ...nobody });
  database = await cloneDatabase();
});
afterAll(async () => {
  await emulator.stop();
  await database.drop();
});

/** The lines of the report by the number they begin with. */
const rowsOf = (output: string) =>
  new Map(
    [...output.matchAll(/^([A-Z]\d+) +(.+?) +(\d+) rows/gm)].map(([, id, mark, rows]) => [
      id,
      { mark, rows: Number(rows) },
    ]),
  );

describe('the verify command', () => {
  it('prints every invariant with the rows it looked at, and ends with 0', async () => {
    const { code, output } = await runVerify(database, emulator.url);
    const rows = rowsOf(output);
    expect([...rows.keys()]).toEqual(ALL_INVARIANTS.map(({ id }) => id));
    expect(rows.get('A3')).toEqual({ mark: 'holds', rows: 8 });
    expect(rows.get('A1')).toEqual({ mark: 'nothing to look at', rows: 0 });
    expect(code).toBe(0);
  });

  it('ruling 46: ends with 1 where something must be and an invariant saw nothing', async () => {
    const { code, output } = await runVerify(database, emulator.url, ['--seeded']);
    expect(code).toBe(1);
    expect(output).toContain('do not');
  });

  it('ends with 1 and shows the rows that should not be, as JSON for machines', async () => {
    await database.query('GRANT UPDATE ON ledger_line TO vatra_app');
    const { code, output } = await runVerify(database, emulator.url, ['--json']);
    await database.query('REVOKE UPDATE ON ledger_line FROM vatra_app');
    const report = JSON.parse(output) as { ok: boolean; lines: { id: string }[] };
    expect([code, report.ok]).toEqual([1, false]);
    expect(report.lines.find(({ id }) => id === 'A3')).toMatchObject({
      examined: 8,
      violations: [{ name: 'ledger_line', flaw: 'UPDATE' }],
    });
  });

  it('ends with 1 when it cannot look', async () => {
    const { code } = await runVerify(database, 'http://127.0.0.1:9');
    expect(code).toBe(1);
  });
});
