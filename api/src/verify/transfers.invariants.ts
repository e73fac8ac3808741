import type { Client } from 'pg';
import type { Finding, Invariant } from './invariant.js';
import type { StripeBooks, StripeTransferObject } from './stripe-books.js';

interface TransferRow {
  readonly id: string;
  readonly amount: string;
  readonly returned: string;
  readonly account: string;
}

type Rows = Readonly<Record<string, unknown>>[];

/** What was sent to accounts of payees, there and here, and what of it came back: quality list D. */
export const TRANSFER_INVARIANTS: readonly Invariant[] = [
  {
    id: 'D10',
    claim: 'transfers to payees and what came back of them are the same there and here',
    mayBeEmpty: true,
    check: async ({ database, stripe }) =>
      stripe === null ? { examined: 0, violations: [] } : compare(stripe, database),
  },
];

async function compare(books: StripeBooks, database: Client): Promise<Finding> {
  const theirs = await books.list<StripeTransferObject>('transfers');
  const { rows } = await database.query<TransferRow>(
    `SELECT transfer_id AS id, amount_minor AS amount, returned_minor AS returned,
            stripe_account_id AS account FROM tranche_transfers WHERE transfer_id IS NOT NULL`,
  );
  const ours = new Map(rows.map((row) => [row.id, row]));
  const violations: Rows = [];
  for (const [id, object] of theirs) {
    const row = ours.get(id);
    const { amount, amount_reversed: returned, destination: account } = object;
    if (row !== undefined && isSame(row, object)) continue;
    violations.push({ path: 'transfers', id, row, object: { amount, returned, account } });
  }
  for (const id of ours.keys())
    if (!theirs.has(id)) violations.push({ path: 'transfers', id, missing: 'there' });
  return { examined: theirs.size, violations };
}

function isSame(row: TransferRow, object: StripeTransferObject): boolean {
  return (
    Number(row.amount) === object.amount &&
    Number(row.returned) === object.amount_reversed &&
    row.account === object.destination
  );
}
