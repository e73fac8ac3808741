import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { cloneDatabase, type TestDatabase } from './support/database.js';
import { openDoor, post } from './support/door.js';
import { InboxRepository } from '../src/features/payments/inbox.repository.js';
import { ClockMovesRepository } from '../src/platform/clock/clock-moves.repository.js';
import { Database } from '../src/platform/database/database.js';
import type { Tx } from '../src/platform/database/tx.js';
import { newId } from '../src/platform/ids/ids.js';
import { OperationsRepository } from '../src/platform/operations/operations.repository.js';
import { OutboxRepository } from '../src/platform/outbox/outbox.repository.js';

const HOUR_MS = 3_600_000;

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
const operations = new OperationsRepository();
const inbox = new InboxRepository();
const moves = new ClockMovesRepository();
const inTransaction = (work: (tx: Tx) => Promise<void>) => database.inTransaction(work);

interface Leased {
  readonly leaseToken: string;
}

/** A kind of row that is leased to whoever works on it. */
interface Kind {
  readonly table: string;
  readonly put: () => Promise<unknown>;
  readonly lease: (tx: Tx) => Promise<Leased | null | undefined>;
  readonly renew: (tx: Tx, row: Leased) => Promise<unknown>;
}

const KINDS: Kind[] = [
  {
    table: 'outbox',
    put: () => inTransaction((tx) => outbox.addEvents(tx, ['somebody.something'], [{}])),
    lease: async (tx) => (await outbox.lease(tx, 1))[0],
    renew: (tx, row) => outbox.renewLeases(tx, [row as never]),
  },
  {
    table: 'operations',
    put: () =>
      inTransaction((tx) =>
        operations.insert(tx, {
          ...{ id: newId(), kind: 'nobody.does', subjectId: newId() },
          ...{ version: 1, request: {}, restMs: -1 },
        }),
      ),
    lease: async (tx) => (await operations.leaseDue(tx, 1))[0],
    renew: (tx, row) => operations.renewLease(tx, row as never),
  },
  {
    table: 'stripe_inbox',
    put: () =>
      inTransaction(async (tx) => {
        const now = new Date();
        const object = { objectType: 'charge', objectId: 'ch_1', objectCreatedAt: now };
        const event = { id: 'evt_1', type: 'charge.succeeded', createdAt: now, livemode: false };
        const row = {
          event: { ...event, ...object, apiVersion: null },
          source: 'catch_up' as const,
        };
        await inbox.keepAll(tx, [{ ...row, fate: 'received' }]);
      }),
    lease: async (tx) => (await inbox.lease(tx, 1))[0],
    renew: (tx, row) => inbox.renewLeases(tx, [row as never]),
  },
  {
    table: 'clock_moves',
    put: async () => {
      const to = new Date(Date.now() + HOUR_MS).toISOString();
      expect((await post(app, { to }, {}, '/api/v1/clock/moves')).status).toBe(200);
    },
    lease: (tx) => moves.lease(tx),
    renew: (tx, row) => moves.renewLease(tx, row as never),
  },
];

describe.each(KINDS)('the lease of a row of $table', ({ table, put, lease, renew }) => {
  const secondsLeft = async () => {
    const [row] = await store.query<{ left: number }>(
      `SELECT extract(epoch FROM lease_until - clock_timestamp())::float8 AS left FROM ${table}`,
    );
    return row?.left ?? 0;
  };
  const letRunOut = () =>
    store.query(`UPDATE ${table} SET lease_until = clock_timestamp() - interval '1 second'`);

  it('is renewed by who holds it and by nobody who lost it', async () => {
    await put();
    const first = await database.look(lease);
    if (!first) throw new Error(`no row of ${table} was leased`);
    expect(await database.look(lease)).toBeFalsy();
    await letRunOut();
    await database.look((tx) => renew(tx, { ...first, leaseToken: randomUUID() }));
    expect(await secondsLeft()).toBeLessThan(0);
    await database.look((tx) => renew(tx, first));
    expect(await secondsLeft()).toBeGreaterThan(0);

    await letRunOut();
    const second = await database.look(lease);
    expect(second?.leaseToken).not.toBe(first.leaseToken);
    await letRunOut();
    await database.look((tx) => renew(tx, first));
    expect(await secondsLeft()).toBeLessThan(0);
  });
});

describe('a mover of the date that slept past its lease', () => {
  it('moves nothing any more and does not say that it is done', async () => {
    await store.query(
      `UPDATE clock_moves SET lease_until = clock_timestamp() - interval '1 second'`,
    );
    const late = await database.look((tx) => moves.lease(tx));
    await store.query(
      `UPDATE clock_moves SET lease_until = clock_timestamp() - interval '1 second'`,
    );
    const now = await database.look((tx) => moves.lease(tx));
    if (late === null || now === null) throw new Error('nothing to move');
    expect(await database.look((tx) => moves.step(tx, late))).toBe(false);
    await database.look((tx) => moves.finish(tx, late, null));
    const stateOf = async () => (await database.look((tx) => moves.find(tx, now.id)))?.state;
    expect(await stateOf()).toBe('moving');
    expect(await database.look((tx) => moves.step(tx, now))).toBe(true);
    await database.look((tx) => moves.finish(tx, now, null));
    expect(await stateOf()).toBe('done');
  });
});
