import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LedgerCheckpointView, LedgerEntryView } from '@vatra/shared/ledger/ledger.views';
import type { Page } from '@vatra/shared/paging.dto';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { gift } from '../../../test/support/postings.js';
import { Database, codeOf } from '../../platform/database/database.js';
import { LedgerService, type Posting } from './ledger.service.js';

let app: TestApp;
let ledger: LedgerService;
let database: Database;

beforeAll(async () => {
  app = await startTestApp({ unsound: { A11: 'posts entries about gifts that do not exist' } });
  ledger = app.http.get(LedgerService);
  database = app.http.get(Database);
  for (let n = 0; n < 6; n += 1) await post(gift(randomUUID(), 1000, 40));
});
afterAll(() => app.close());

const post = (...postings: Posting[]) =>
  database.inTransaction((tx) => ledger.postMany(tx, postings));
const held = (projectId: string) =>
  database.inTransaction((tx) => ledger.balance(tx, { code: '2100', subjectId: projectId }));
const count = async (table: string) => {
  const [row] = await app.database.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
  return Number(row?.count);
};

describe('seals', () => {
  it('H1: chain every entry without a gap, and the checkpoint is the last of them', async () => {
    await post(gift(randomUUID(), 1000, 40));
    await app.quiet();
    const { body } = await app.visitor().get<LedgerCheckpointView>('/ledger/checkpoint');
    const latest = await app.visitor().get<Page<LedgerEntryView>>('/ledger/entries?limit=1');
    expect(latest.body.items[0]).toMatchObject({ position: body.position, hash: body.hash });
    expect(body.position).toBe(await count('ledger_entry'));
    const whole = await database.inTransaction((tx) => ledger.checkChain(tx, null, 100_000));
    expect(whole).toMatchObject({ examined: body.position, broken: null });
  });

  it('H5: a change past every wall breaks the chain where it was made', async () => {
    await app.quiet();
    const [victim] = await app.database.query<{ position: string; entry_id: string }>(
      'SELECT position, entry_id FROM ledger_seal ORDER BY position OFFSET 3 LIMIT 1',
    );
    // Only a superuser who switches the triggers off gets this far.
    await app.database.query(
      `DO $$ BEGIN SET LOCAL session_replication_role = replica;
         UPDATE ledger_entry SET value_date = value_date - 1 WHERE id = '${victim?.entry_id ?? ''}'; END $$`,
    );
    const found = await database.inTransaction((tx) => ledger.checkChain(tx, null, 100_000));
    expect(found.broken).toBe(Number(victim?.position));
    await app.database.query(
      `DO $$ BEGIN SET LOCAL session_replication_role = replica;
         UPDATE ledger_entry SET value_date = value_date + 1 WHERE id = '${victim?.entry_id ?? ''}'; END $$`,
    );
  });

  it('A6: a snapshot and its tail give what all lines give', async () => {
    const projectId = randomUUID();
    let booked = 0;
    // A snapshot ends before the oldest open transaction, another database's of this server included.
    while (booked < 160 || (await count('ledger_balance')) === 0) {
      await post(...Array.from({ length: 20 }, () => gift(projectId, 1000, 40)));
      await app.quiet();
      booked += 20;
    }
    const [snapshots] = await app.database.query<{ count: string; wrong: string }>(
      `SELECT count(*), count(*) FILTER (WHERE balance_minor <> (
                SELECT sum(amount_minor) FROM ledger_line AS line
                 WHERE line.account_id = kept.account_id AND line.tx_id < kept.below_tx)) AS wrong
         FROM ledger_balance AS kept`,
    );
    expect(Number(snapshots?.count)).toBeGreaterThan(0);
    expect(Number(snapshots?.wrong)).toBe(0);
    expect(await held(projectId)).toBe(booked * 960);
  });

  it('refuses to book when transaction ids run behind, as after a logical restore', async () => {
    await app.database.query(
      `DO $$ BEGIN SET LOCAL session_replication_role = replica;
         INSERT INTO ledger_watermark (below_tx, position) VALUES ('9000000000000', 0); END $$`,
    );
    const refused = await post(gift(randomUUID(), 1000, 40)).catch(codeOf);
    expect(refused).toBe('VA004');
    const projectId = randomUUID();
    await app.database.query('SELECT ledger_adopt_restored()');
    await post(gift(projectId, 1000, 40));
    await app.quiet();
    expect(await held(projectId)).toBe(960);
    const [row] = await app.database.query<{ held: string; sum: string }>(
      `SELECT -ledger_balance_of(id) AS held,
              -(SELECT sum(amount_minor) FROM ledger_line WHERE account_id = account.id) AS sum
         FROM ledger_account AS account WHERE code = '2100' ORDER BY id LIMIT 1`,
    );
    expect(row?.held).toBe(row?.sum);
  });
});
