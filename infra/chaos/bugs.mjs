// Mistakes that each of us might make. A harness that lets one of them pass is red.
import { give } from './acts/donors.mjs';
import { giveByTransferTwice } from './acts/finance.mjs';
import { letMinutesPass } from './acts/time.mjs';
import { allCells } from './cells/all-cells.mjs';
import { statement } from './cells/cut-points.mjs';

/**
 * @typedef {object} Bug
 * @property {string} name
 * @property {readonly import('./plant.mjs').Change[]} changes
 * @property {string} [sql] what it takes away from the database
 * @property {'lost' | 'repeated' | 'unexplained' | 'forged' | 'stuck'} shows how the harness must notice
 * @property {import('./cells/cut-points.mjs').Cell} cell on the way of which it lies
 * @property {'kill' | 'cut' | 'late'} [by] what happens at the cut point
 * @property {Record<string, unknown>} [trouble] ordered from the provider
 * @property {Record<string, unknown>} [knobs] of the provider
 * @property {Partial<import('./wires/post-office.mjs').Manners>} [manners]
 * @property {number} [keptMs] how long it takes at best when nothing is wrong
 */

const OPERATIONS = 'platform/operations/operations.js';
const KEYS = 'platform/http/idempotency.repository.js';

/** @param {string} operation @param {string} cut */
function cellOf(operation, cut) {
  const cell = allCells().find((each) => each.operation === operation && each.cut === cut);
  if (cell === undefined) throw new Error(`no cell ${operation} ${cut}`);
  return cell;
}

/** @param {import('./trap.mjs').Stage[]} stages @param {import('./cells/cut-points.mjs').Cell['act']} [act] @returns {import('./cells/cut-points.mjs').Cell} */
const wayOf = (stages, act = give) => ({
  ...{ operation: 'planted', cut: 'K5', role: 'worker' },
  ...{ stages, act },
});

/** @type {readonly Bug[]} */
export const BUGS = [
  {
    name: 'a key per attempt',
    changes: [{ file: OPERATIONS, find: 'key: row.id,', put: 'key: crypto.randomUUID(),' }],
    shows: 'repeated',
    // Asked for, it is not there yet; only the key keeps it from being done twice.
    cell: cellOf('charge create', 'K3'),
    by: 'late',
  },
  {
    name: 'what was sent is not asked for',
    changes: [
      {
        file: OPERATIONS,
        find: 'if (wasSentBefore(row) &&',
        put: 'if (false &&',
      },
    ],
    shows: 'repeated',
    cell: { ...cellOf('charge create', 'K4'), stages: [] },
    trouble: { kind: '500', when: 'after', stored: false, only: 'POST /v1/checkout/sessions' },
  },
  {
    name: 'a page that came late stays open',
    changes: [
      {
        file: 'features/contributions/checkout/stray-pages.js',
        find: 'await this.expire(id);',
        put: ';',
      },
    ],
    shows: 'repeated',
    // The call that is sent in its place is done, and answered as if it had not been.
    cell: { ...cellOf('charge create', 'K3'), after: letMinutesPass },
    by: 'late',
    trouble: { kind: '500', when: 'after', stored: false, only: 'POST /v1/checkout/sessions' },
  },
  {
    name: 'done before it is sent',
    changes: [
      {
        file: OPERATIONS,
        find: 'const result = await this.answerOf(kind, row, context);',
        put: `await this.database.look((tx) => this.operations.finish(tx, row, { state: 'done' }));
        const result = await this.answerOf(kind, row, context);`,
      },
      {
        file: OPERATIONS,
        find: "if (!(await this.operations.finish(tx, row, { state: 'done', result })))",
        put: 'if (false)',
      },
    ],
    shows: 'lost',
    cell: cellOf('refund', 'K3'),
  },
  {
    name: 'nothing is taken up again from PostgreSQL',
    changes: [
      {
        file: 'platform/queue/lane-runner.js',
        find: 'for (const lane of busy)',
        put: 'for (const lane of [])',
      },
    ],
    shows: 'stuck',
    cell: cellOf('refund', 'K2'),
  },
  {
    name: 'a unique constraint is missing',
    changes: [
      {
        file: 'features/payments/bank/bank-lines.repository.js',
        find: 'ON CONFLICT (line_hash) DO NOTHING',
        put: '',
      },
    ],
    sql: 'ALTER TABLE bank_lines DROP CONSTRAINT bank_lines_line_hash_key',
    shows: 'repeated',
    cell: wayOf([], giveByTransferTwice),
  },
  {
    name: 'a lock that lets pass what it cannot hold',
    changes: [
      {
        file: KEYS,
        find: 'WHERE k.begun_at < clock_timestamp() - make_interval(hours',
        put: 'WHERE true OR k.begun_at < clock_timestamp() - make_interval(hours',
      },
    ],
    shows: 'lost',
    cell: cellOf('charge create', 'K6'),
  },
  {
    name: 'a key that is free again after its effect',
    changes: [
      { file: KEYS, find: 'AND k.effect_at IS NULL AND ${ABANDONED}', put: 'AND ${ABANDONED}' },
    ],
    shows: 'lost',
    cell: cellOf('charge create', 'K7'),
  },
  {
    name: 'a COMMIT without an answer is tried again',
    changes: [
      {
        file: 'platform/database/database.js',
        find: '!RETRYABLE.has(codeOf(error))',
        put: '!(RETRYABLE.has(codeOf(error)) || /terminated|ECONNRESET|closed/i.test(String(error)))',
      },
    ],
    shows: 'lost',
    cell: cellOf('charge create', 'K2'),
    by: 'cut',
  },
  {
    name: 'no answer is taken for a no',
    changes: [
      {
        file: OPERATIONS,
        find: 'if (!(error instanceof OutsideRefused)) {',
        put: 'if (false) {',
      },
    ],
    shows: 'lost',
    cell: { ...cellOf('refund', 'K4'), stages: [] },
    trouble: { kind: '500', when: 'after', stored: false, only: 'POST /v1/refunds', times: 10 },
    manners: { lose: 1 },
  },
  {
    name: 'an event is marked before it is applied',
    changes: [
      {
        file: 'features/payments/stripe-inbox.js',
        find: "const held = await this.inbox.finish(tx, rows, { state: 'done' });",
        put: "const held = await this.database.look((other) => this.inbox.finish(other, rows, { state: 'done' }));",
      },
    ],
    shows: 'lost',
    cell: wayOf([statement('before', /ledger_post/)]),
    // Its fee is known late: news told before that would have it read and booked beside this.
    knobs: { settlementDelayMs: 3_000 },
  },
  {
    name: 'a job is taken away before it is done',
    changes: [
      {
        file: 'platform/outbox/outbox.lane.js',
        find: 'if (!(await this.outbox.take(tx, row)))',
        put: 'if (!(await this.database.look((other) => this.outbox.take(other, row))))',
      },
    ],
    shows: 'lost',
    cell: wayOf([statement('before', /INSERT INTO mails/, 'donor.receipt')]),
  },
  {
    name: 'news nobody signed is believed',
    changes: [
      {
        file: 'platform/stripe/stripe-webhooks.js',
        find: 'const event = sdk.webhooks.constructEvent(rawBody, signature, secret, NO_AGE_CHECK);',
        put: 'const event = JSON.parse(rawBody.toString());',
      },
    ],
    shows: 'forged',
    cell: wayOf([]),
    manners: { forge: 1 },
  },
  {
    name: 'lost news is never asked for',
    changes: [
      {
        file: 'features/payments/catch-up.lane.js',
        find: 'await this.list(new Date(turn.listedTo.getTime() - OVERLAP_MS));',
        put: '',
      },
    ],
    shows: 'lost',
    cell: wayOf([]),
    manners: { lose: 1 },
    keptMs: 75_000,
  },
  {
    name: 'the provider’s fee is forgotten',
    changes: [
      {
        file: 'features/contributions/postings.js',
        find: 'debitMinor: gift.grossMinor - settled.feeMinor,',
        put: 'debitMinor: gift.grossMinor,',
      },
      {
        file: 'features/contributions/postings.js',
        find: '{ account: fund, debitMinor: settled.feeProjectMinor },',
        put: '',
      },
      {
        file: 'features/contributions/postings.js',
        find: '{ account: FEES_BORNE, debitMinor: settled.feeMinor - settled.feeProjectMinor },',
        put: '',
      },
    ],
    shows: 'unexplained',
    cell: wayOf([]),
  },
];
