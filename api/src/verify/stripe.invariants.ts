import type { Finding, Invariant, VerifyContext } from './invariant.js';
import type { StripeObject } from './stripe-books.js';

const NOTHING: Finding = { examined: 0, violations: [] };

interface MirrorRow {
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
  readonly status: string;
}

/** The provider's own books against ours, to the minor unit, in both directions. */
export const STRIPE_INVARIANTS: readonly Invariant[] = [
  {
    id: 'D3',
    claim: 'charges, refunds and payouts are the same over there and here',
    check: async (context) => {
      const parts = [
        await compare(context, 'charges', 'stripe_charges'),
        await compare(context, 'refunds', 'stripe_refunds'),
        await compare(context, 'payouts', 'stripe_payouts'),
      ];
      return {
        examined: parts.reduce((sum, part) => sum + part.examined, 0),
        violations: parts.flatMap((part) => part.violations),
      };
    },
  },
  {
    id: 'D4',
    claim: 'the balance over there is the balance of account 1010',
    check: async ({ database, stripe }) => {
      if (stripe === null) return NOTHING;
      const { rows } = await database.query<{ booked: string }>(
        `SELECT coalesce(sum(l.amount_minor), 0) AS booked FROM ledger_line l
           JOIN ledger_account a ON a.id = l.account_id WHERE a.code = '1010'`,
      );
      const booked = Number(rows[0]?.booked ?? 0);
      const theirs = await stripe.balance('eur');
      return { examined: 1, violations: booked === theirs ? [] : [{ booked, theirs }] };
    },
  },
];

async function compare(
  { database, stripe }: VerifyContext,
  path: 'charges' | 'refunds' | 'payouts',
  table: string,
): Promise<Finding> {
  if (stripe === null) return NOTHING;
  const theirs = await stripe.list(path);
  const { rows } = await database.query<MirrorRow>(
    `SELECT id, amount_minor AS amount, lower(currency) AS currency, status FROM ${table}`,
  );
  const ours = new Map(rows.map((row) => [row.id, row]));
  const violations: Record<string, unknown>[] = [];
  for (const [id, object] of theirs) {
    const row = ours.get(id);
    // A declined card leaves a failed charge over there and nothing here.
    if (row === undefined && object.status === 'failed') continue;
    if (row === undefined || !isSame(row, object)) violations.push({ path, id, row, object });
  }
  for (const id of ours.keys())
    if (!theirs.has(id)) violations.push({ path, id, missing: 'there' });
  return { examined: theirs.size, violations };
}

function isSame(row: MirrorRow, object: StripeObject): boolean {
  return (
    Number(row.amount) === object.amount &&
    row.currency === object.currency &&
    row.status === object.status
  );
}
