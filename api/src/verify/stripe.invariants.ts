import type { InvariantId } from '@vatra/shared/verify/invariant-ids';
import type { Client } from 'pg';
import type { Finding, Invariant, VerifyContext } from './invariant.js';
import type { StripeBooks, StripeMove, StripeObject } from './stripe-books.js';

type Rows = Readonly<Record<string, unknown>>[];

interface MirrorRow {
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
  readonly status: string;
}

interface SettledRow {
  readonly id: string;
  readonly amount: string | null;
  readonly fee: string | null;
  readonly rate: string | null;
}

/** The provider's own books against ours, to the minor unit, in both directions: quality list D. */
export const STRIPE_INVARIANTS: readonly Invariant[] = [
  overThere(
    'D3',
    'charges, refunds, disputes, payouts and what they moved are the same there and here',
    async (books, db) =>
      joined([
        await compare(books, db, 'charges'),
        await compare(books, db, 'refunds'),
        await compare(books, db, 'payouts'),
        await compare(books, db, 'disputes'),
        await compareMoves(books, db),
      ]),
  ),
  overThere(
    'D4',
    'the balance over there is the sum of its moves and the balance of 1010',
    async (books, db) => {
      const { rows } = await db.query<{ booked: string }>(
        `SELECT coalesce(sum(l.amount_minor), 0) AS booked FROM ledger_line l
         JOIN ledger_account a ON a.id = l.account_id WHERE a.code = '1010'`,
      );
      const booked = Number(rows[0]?.booked ?? 0);
      const theirs = await books.balance('eur');
      const moves = await books.list<StripeMove>('balance_transactions');
      const moved = [...moves.values()].reduce((sum, { net }) => sum + net, 0);
      const isSame = booked === theirs && booked === moved;
      return { examined: moves.size, violations: isSame ? [] : [{ booked, theirs, moved }] };
    },
  ),
  overThere('D9', 'whatever we made over there names the row it was made for', async (books, db) =>
    joined([
      await resolve(books, db, {
        path: 'charges',
        key: 'contribution_id',
        table: 'contributions',
        isOurs: wasPaid,
      }),
      await resolve(books, db, {
        path: 'refunds',
        key: 'refund_id',
        table: 'refunds',
        isOurs: isAskedByUs,
      }),
      // Somebody may pay out by hand on the provider's pages: it is booked as well.
      await resolve(books, db, {
        path: 'payouts',
        key: 'sweep_id',
        table: 'payout_sweeps',
        isOurs: hasSweep,
      }),
    ]),
  ),
];

/** Refunds made on the provider's own pages are booked, and name nothing of ours. */
const isAskedByUs = ({ metadata }: StripeObject) => metadata?.refund_id !== undefined;
const wasPaid = ({ status }: StripeObject) => status === 'succeeded';
const hasSweep = ({ metadata }: StripeObject) => metadata?.sweep_id !== undefined;

const MOVED_BY_OBJECTS = [
  'charge',
  'payment',
  'refund',
  'payment_refund',
  'refund_failure',
  'adjustment',
];

function overThere(
  id: InvariantId,
  claim: string,
  look: (books: StripeBooks, database: Client) => Promise<Finding>,
): Invariant {
  return {
    id,
    claim,
    check: async ({ database, stripe }: VerifyContext) =>
      stripe === null ? { examined: 0, violations: [] } : look(stripe, database),
  };
}

function joined(parts: readonly Finding[]): Finding {
  return {
    examined: parts.reduce((sum, { examined }) => sum + examined, 0),
    violations: parts.flatMap(({ violations }) => violations),
  };
}

async function compare(
  books: StripeBooks,
  database: Client,
  path: 'charges' | 'refunds' | 'payouts' | 'disputes',
): Promise<Finding> {
  const theirs = await books.list(path);
  const { rows } = await database.query<MirrorRow>(
    `SELECT id, amount_minor AS amount, lower(currency) AS currency, status FROM stripe_${path}`,
  );
  const ours = new Map(rows.map((row) => [row.id, row]));
  const violations: Rows = [];
  for (const [id, object] of theirs) {
    const row = ours.get(id);
    // A declined card leaves a failed charge over there and nothing here.
    if (row === undefined && object.status === 'failed') continue;
    if (row === undefined || !isSame(row, object))
      violations.push({ path, id, row, object: told(object) });
  }
  for (const id of ours.keys())
    if (!theirs.has(id)) violations.push({ path, id, missing: 'there' });
  return { examined: theirs.size, violations };
}

/** What each charge, refund and dispute did to the balance, with its fee. */
async function compareMoves(books: StripeBooks, database: Client): Promise<Finding> {
  const kinds = new Set(MOVED_BY_OBJECTS);
  const moves = await books.list<StripeMove>('balance_transactions');
  const { rows } = await database.query<SettledRow>(
    `SELECT balance_transaction_id AS id, settled_minor AS amount, fee_minor AS fee,
            exchange_rate AS rate FROM stripe_charges
      WHERE balance_transaction_id IS NOT NULL
     UNION ALL SELECT balance_transaction_id, settled_minor, fee_minor, exchange_rate FROM stripe_refunds
      WHERE balance_transaction_id IS NOT NULL
     UNION ALL SELECT failure_balance_transaction_id, NULL, NULL, NULL FROM stripe_refunds
      WHERE failure_balance_transaction_id IS NOT NULL
     UNION ALL SELECT withdrawn_id, withdrawn_minor, withdrawn_fee_minor, NULL FROM stripe_disputes
      WHERE withdrawn_id IS NOT NULL
     UNION ALL SELECT reinstated_id, reinstated_minor, reinstated_fee_minor, NULL FROM stripe_disputes
      WHERE reinstated_id IS NOT NULL`,
  );
  const ours = new Map(rows.map((row) => [row.id, row]));
  const violations: Rows = [];
  for (const [id, move] of moves) {
    const row = ours.get(id);
    if (!kinds.has(move.type)) continue;
    if (row === undefined || !isSameMove(row, move))
      violations.push({ id, row, move: { ...told(move), fee: move.fee } });
  }
  for (const id of ours.keys()) if (!moves.has(id)) violations.push({ id, missing: 'there' });
  return { examined: moves.size, violations };
}

async function resolve(
  books: StripeBooks,
  database: Client,
  about: {
    readonly path: 'charges' | 'refunds' | 'payouts';
    readonly key: string;
    readonly table: 'contributions' | 'refunds' | 'payout_sweeps';
    readonly isOurs: (object: StripeObject) => boolean;
  },
): Promise<Finding> {
  const { path, key, table, isOurs } = about;
  const objects = [...(await books.list(path)).values()].filter(isOurs);
  const named = objects.map(({ id, metadata }) => ({ id, row: metadata?.[key] ?? '' }));
  const { rows } = await database.query<{ id: string }>(
    `SELECT id::text FROM ${table} WHERE id::text = ANY ($1::text[])`,
    [named.map(({ row }) => row)],
  );
  const known = new Set(rows.map(({ id }) => id));
  return {
    examined: objects.length,
    violations: named.filter(({ row }) => !known.has(row)).map((object) => ({ path, ...object })),
  };
}

/** What is kept of an object: no name, no address, no card. */
function told({ amount, currency, status }: StripeObject) {
  return { amount, currency, status };
}

function isSame(row: MirrorRow, object: StripeObject): boolean {
  return (
    Number(row.amount) === object.amount &&
    row.currency === object.currency &&
    row.status === object.status
  );
}

function isSameMove(row: SettledRow, move: StripeMove): boolean {
  const isAmount = row.amount === null || Number(row.amount) === move.amount;
  const isFee = row.fee === null || Number(row.fee) === move.fee;
  const isRate = row.rate === null || Number(row.rate) === move.exchange_rate;
  return isAmount && isFee && isRate;
}
