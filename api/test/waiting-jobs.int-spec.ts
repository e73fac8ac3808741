import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { cloneDatabase, type TestDatabase } from './support/database.js';
import { openDoor } from './support/door.js';
import { Database } from '../src/platform/database/database.js';
import { newId } from '../src/platform/ids/ids.js';
import { OutboxRepository, type OutboxRow } from '../src/platform/outbox/outbox.repository.js';

const JOB = 'somebody.looks-again';

let store: TestDatabase;
let app: NestFastifyApplication;
let database: Database;

beforeAll(async () => {
  store = await cloneDatabase();
  app = await openDoor(store);
  database = app.get(Database);
});
afterAll(async () => {
  await app.close();
  await store.drop();
});

const outbox = new OutboxRepository();

async function put(subject: string): Promise<void> {
  await database.inTransaction((tx) => outbox.putJob(tx, JOB, subject, null));
}

async function leaseOnly(): Promise<OutboxRow> {
  const [row, ...others] = await database.look((tx) => outbox.lease(tx, 10));
  if (row === undefined || others.length > 0) throw new Error('not one row was due');
  return row;
}

async function rowsOf(subject: string): Promise<{ leased: boolean }[]> {
  return store.query<{ leased: boolean }>(
    `SELECT lease_token IS NOT NULL AS leased FROM outbox WHERE subject_key = $1 ORDER BY id`,
    [subject],
  );
}

/** The handler's transaction holds its row while `meanwhile` runs in another one. */
async function whileHandled(row: OutboxRow, meanwhile: () => Promise<void>): Promise<void> {
  await database.inTransaction(async (tx) => {
    expect(await outbox.take(tx, row)).toBe(true);
    await meanwhile();
  });
}

describe('a job whose handler is at work', () => {
  it('that waits on does not put off what others asked for meanwhile', async () => {
    const subject = newId();
    await put(subject);
    const later = new Date(Date.now() + 3_600_000);
    await database.inTransaction(async (tx) => {
      await outbox.take(tx, await leaseOnly());
      await put(subject);
      await outbox.putJobBy(tx, JOB, subject, later);
    });
    await whileHandled(await leaseOnly(), () => Promise.resolve());
    expect(await rowsOf(subject)).toEqual([]);
  });

  it('that waits on is woken by who asks for sooner', async () => {
    const subject = newId();
    const later = new Date(Date.now() + 3_600_000);
    await database.inTransaction((tx) => outbox.putJobBy(tx, JOB, subject, later));
    await put(subject);
    await whileHandled(await leaseOnly(), () => Promise.resolve());
    expect(await rowsOf(subject)).toEqual([]);
  });

  it('is scheduled anew without waiting for the handler, and is worked a second time', async () => {
    const subject = newId();
    await put(subject);
    // Waiting for the handler here would last for ever: it ends after this.
    await whileHandled(await leaseOnly(), () => put(subject));
    const again = await leaseOnly();
    expect(again.subjectKey).toBe(subject);
    await whileHandled(again, () => Promise.resolve());
    expect(await rowsOf(subject)).toEqual([]);
  });

  it('cannot be dropped any more, and who drops it does not wait', async () => {
    const subject = newId();
    await put(subject);
    await whileHandled(await leaseOnly(), () =>
      database.inTransaction((tx) => outbox.dropJobs(tx, JOB, [subject])),
    );
    expect(await rowsOf(subject)).toEqual([]);
  });

  it('gives way to the one scheduled meanwhile when it fails', async () => {
    const subject = newId();
    await put(subject);
    const row = await leaseOnly();
    await put(subject);
    const outcome = { error: 'no', retryInMs: 10_000 };
    await database.inTransaction((tx) => outbox.failed(tx, row, outcome));
    expect(await rowsOf(subject)).toEqual([{ leased: false }]);
    expect((await leaseOnly()).attempts).toBe(0);
  });
});
