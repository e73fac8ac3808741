import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LedgerEntryView, LedgerPageView } from '@vatra/shared/ledger/ledger.views';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { Database, codeOf } from '../../platform/database/database.js';
import { sql } from '../../platform/database/manager.js';
import { Events } from '../../platform/outbox/events.js';
import { LedgerPagesRepository } from './ledger-pages.repository.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerSealsRepository } from './ledger-seals.repository.js';
import { LedgerService, type Posting } from './ledger.service.js';
import { gift, tranche } from '../../../test/support/postings.js';

let app: TestApp;
let ledger: LedgerService;
let database: Database;

beforeAll(async () => {
  app = await startTestApp({ unsound: { A11: 'posts entries about gifts that do not exist' } });
  ledger = app.http.get(LedgerService);
  database = app.http.get(Database);
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
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'no refusal',
    (error: unknown) => codeOf(error) || (error as Error).name,
  );
const runAs = (text: string) => database.inTransaction((tx) => sql(tx, text));

describe('what the database refuses', () => {
  it('A3: lets the api change nothing of the books (42501)', async () => {
    await post(gift(randomUUID(), 1000, 40));
    for (const table of ['ledger_entry', 'ledger_line', 'ledger_seal', 'ledger_balance']) {
      expect(await refusal(runAs(`DELETE FROM ${table}`))).toBe('42501');
      expect(await refusal(runAs(`TRUNCATE ${table}`))).toBe('42501');
    }
    expect(await refusal(runAs('UPDATE ledger_line SET amount_minor = 1'))).toBe('42501');
    expect(await refusal(runAs('UPDATE ledger_account SET restricted = false'))).toBe('42501');
  });

  it('A3: lets not even the owner of the schema change them by accident', async () => {
    for (const text of ['UPDATE ledger_line SET amount_minor = 1', 'DELETE FROM ledger_entry']) {
      expect(await refusal(app.database.query(text))).toBe('42501');
    }
  });

  it('ruling 12: starts only with a role that cannot touch them', async () => {
    expect(await ledger.requireWall()).toBe('vatra_app');
    const owner = new DataSource({ type: 'postgres', url: app.database.ownerUrl });
    const asOwner = new LedgerService(
      new Database(await owner.initialize()),
      app.http.get(LedgerRepository),
      app.http.get(LedgerSealsRepository),
      app.http.get(LedgerPagesRepository),
      app.http.get(Events),
    );
    await expect(asOwner.requireWall()).rejects.toThrow('may change the ledger');
    await owner.destroy();
  });

  it('A1: an entry that does not add up fails at commit and leaves nothing', async () => {
    const before = [await count('ledger_entry'), await count('ledger_line')];
    const id = randomUUID();
    const unbalanced = database.inTransaction(async (tx) => {
      await sql(
        tx,
        `INSERT INTO ledger_entry (id, kind, purpose_key, subject_kind, subject_id, actor_role, line_count)
         VALUES ($1, 'L1', 'test:unbalanced', 'contribution', $1, 'system', 2)`,
        [id],
      );
      await sql(
        tx,
        `INSERT INTO ledger_line (entry_id, line_no, account_id, amount_minor)
         SELECT $1, row_number() OVER (), id, 5 FROM (SELECT id FROM ledger_account LIMIT 2) AS two`,
        [id],
      );
    });
    expect(await refusal(unbalanced)).toBe('VA003');
    expect([await count('ledger_entry'), await count('ledger_line')]).toEqual(before);
  });

  it('A2: an entry of one line, or of two on one account, is refused', async () => {
    const fund = { code: '2100', subjectId: randomUUID() };
    const same = {
      ...gift(randomUUID(), 100, 0),
      lines: [
        { account: fund, debitMinor: 100 },
        { account: fund, creditMinor: 100 },
      ],
    };
    expect(await refusal(post(same))).toBe('VA003');
    const alone = { ...same, lines: [{ account: fund, creditMinor: 100 }] };
    expect(await refusal(post(alone))).toBe('UnsoundEntry');
  });

  it('ruling 10: a committed entry gets no further line', async () => {
    const [entryId] = await post(gift(randomUUID(), 1000, 40));
    const added = database.inTransaction((tx) =>
      sql(
        tx,
        `INSERT INTO ledger_line (entry_id, line_no, account_id, amount_minor)
         SELECT $1, 9, id, 5 FROM ledger_account LIMIT 1`,
        [entryId],
      ),
    );
    expect(await refusal(added)).toBe('VA003');
  });

  it('A7: one business event is posted once, also by two at the same time', async () => {
    const posting = gift(randomUUID(), 1000, 40);
    const outcomes = await Promise.all([refusal(post(posting)), refusal(post(posting))]);
    expect(outcomes.sort()).toEqual(['ledger.already-posted', 'no refusal']);
  });

  it('A8: an account outside the chart cannot be opened', async () => {
    const posting = gift(randomUUID(), 1000, 40);
    const lines = [
      { account: { code: '7777' }, debitMinor: 1000 },
      { account: { code: '1010' }, creditMinor: 1000 },
    ];
    expect(await refusal(post({ ...posting, lines }))).toBe('23502');
  });
});

describe('restricted money', () => {
  it('ruling 8: ten debits at once take what is there and not a cent more', async () => {
    const projectId = randomUUID();
    await post(gift(projectId, 1000, 0));
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => refusal(post(tranche(projectId, 300)))),
    );
    expect(outcomes.filter((outcome) => outcome === 'no refusal')).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === 'ledger.not-enough')).toHaveLength(7);
    expect(await held(projectId)).toBe(100);
  });

  it('ruling 8: refuses a direct insert past the service as well', async () => {
    const projectId = randomUUID();
    await post(gift(projectId, 1000, 0));
    const direct = database.inTransaction(async (tx) => {
      const id = randomUUID();
      await sql(
        tx,
        `INSERT INTO ledger_entry (id, kind, purpose_key, subject_kind, subject_id, actor_role, line_count)
         VALUES ($1, 'L9', 'test:direct', 'tranche', $1, 'system', 2)`,
        [id],
      );
      await sql(
        tx,
        `INSERT INTO ledger_line (entry_id, line_no, account_id, amount_minor)
         SELECT $1, CASE code WHEN '2100' THEN 1 ELSE 2 END, id, CASE code WHEN '2100' THEN 2000 ELSE -2000 END
           FROM ledger_account WHERE (code = '2100' AND subject_id = $2) OR code = '1010'`,
        [id, projectId],
      );
    });
    expect(await refusal(direct)).toBe('VA002');
  });

  it('ruling 9: credits of one project do not wait for a debit that is under way', async () => {
    const projectId = randomUUID();
    await post(gift(projectId, 1000, 0));
    await database.inTransaction(async (tx) => {
      await ledger.post(tx, tranche(projectId, 500));
      const credit = post(gift(projectId, 700, 0)).then(() => 'booked');
      const waited = new Promise((resolve) => setTimeout(resolve, 2_000, 'waited'));
      expect(await Promise.race([credit, waited])).toBe('booked');
    });
    expect(await held(projectId)).toBe(1200);
  });

  it('a batch is looked at entry by entry: a later credit does not cover an earlier debit', async () => {
    const projectId = randomUUID();
    await post(gift(projectId, 100, 0));
    expect(await refusal(post(tranche(projectId, 200), gift(projectId, 500, 0)))).toBe(
      'ledger.not-enough',
    );
    expect(await refusal(post(gift(projectId, 500, 0), tranche(projectId, 200)))).toBe(
      'no refusal',
    );
  });
});

describe('the public book', () => {
  it('R91: shows every entry of a project once while more are booked, with a running balance', async () => {
    const projectId = randomUUID();
    for (let n = 0; n < 70; n += 1) await post(gift(projectId, 1000 + n, 40));
    await post(tranche(projectId, 5_000));
    await app.quiet();
    const seen: LedgerEntryView[] = [];
    let cursor = '';
    do {
      const { body } = await app
        .visitor()
        .get<LedgerPageView>(`/ledger/projects/${projectId}?limit=25${cursor}`);
      seen.push(...body.entries);
      await post(gift(projectId, 500, 10));
      await app.quiet();
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    expect(seen).toHaveLength(71);
    expect(new Set(seen.map(({ position }) => position)).size).toBe(71);
    let after = 0;
    for (const entry of [...seen].reverse()) {
      after += entry.projectEffectMinor;
      expect(entry.heldAfterMinor).toBe(after);
    }
    const { body: page } = await app.visitor().get<LedgerPageView>(`/ledger/projects/${projectId}`);
    const summary = await database.inTransaction((tx) => ledger.projectSummary(tx, projectId));
    expect(page.heldMinor).toBe(summary.heldMinor);
    expect(page.heldMinor).toBe(await held(projectId));
    expect(summary.inTransitMinor).toBe(5_000);
    expect(page.receivedMinor - page.feesMinor - 5_000).toBe(page.heldMinor);
  });

  it('summary counts what is not sealed yet', async () => {
    const projectId = randomUUID();
    await database.inTransaction(async (tx) => {
      await ledger.post(tx, gift(projectId, 1000, 40));
      expect(await ledger.projectSummary(tx, projectId)).toMatchObject({
        receivedMinor: 1000,
        feesMinor: 40,
        heldMinor: 960,
      });
    });
  });

  it('is there as CSV with every line, for machines and for spreadsheets', async () => {
    const projectId = randomUUID();
    await post(...Array.from({ length: 130 }, () => gift(projectId, 1000, 40)));
    await app.quiet();
    const { status, headers, text } = await app
      .visitor()
      .get<string>(`/ledger/projects/${projectId}/csv`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(text.trimEnd().split('\r\n')).toHaveLength(1 + 130 * 3);
  });

  it('I3: an unknown project has an empty book, and a foreign id is just not found', async () => {
    const { body } = await app.visitor().get<LedgerPageView>(`/ledger/projects/${randomUUID()}`);
    expect([body.entries, body.heldMinor, body.next]).toEqual([[], 0, null]);
    expect((await app.visitor().get('/ledger/projects/1%20or%201')).status).toBe(404);
  });
});
