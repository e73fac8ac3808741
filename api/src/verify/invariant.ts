import type { InvariantId } from '@vatra/shared/verify/invariant-ids';
import type { Client } from 'pg';
import type { StripeBooks } from './stripe-books.js';
import { onTail, type Tail } from './tail.js';

/** What one invariant found: how many rows it looked at, and the rows that should not be. */
export interface Finding {
  readonly examined: number;
  readonly violations: readonly Readonly<Record<string, unknown>>[];
}

export interface VerifyContext {
  readonly database: Client;
  /** The provider's own books over its API; null where nobody can be asked. */
  readonly stripe: StripeBooks | null;
  /** The mode of the provider's key: what the other mode says must never be applied. */
  readonly isLive: boolean;
  /** The first transaction that the look before has not seen; absent = everything is looked at. */
  readonly since?: string;
  /** Counts of this reading: several invariants look at the same rows, and counting a table once is enough. */
  readonly counts?: Map<string, Promise<number>>;
}

export interface Invariant {
  /** Number of the quality list, A1 to H1; behind it the numbers go on. */
  readonly id: InvariantId;
  /** What must be true, as a sentence for whoever reads the report. */
  readonly claim: string;
  /** Nothing to look at is a healthy state, not a blind check: work passes quickly, little is undone. */
  readonly mayBeEmpty?: boolean;
  /** Only a look at everything can tell. */
  readonly isOfWhole?: boolean;
  check(context: VerifyContext): Promise<Finding>;
}

export interface InvariantQueries {
  readonly examined: string;
  /** Rows that should not be. `$1` is whether the provider's key is a live one. */
  readonly violations: string;
  readonly mayBeEmpty?: boolean;
  /** How the tail is asked; absent = as the whole, because there is little of it. */
  readonly tail?: Tail;
}

const VIOLATIONS_SHOWN_MAX = 20;

/** An invariant in SQL: a count of what is examined and a query whose rows are violations. */
export function sqlInvariant(id: InvariantId, claim: string, queries: InvariantQueries): Invariant {
  const { examined, violations, mayBeEmpty = false, tail } = queries;
  const isOfMode = violations.includes('$1');
  return {
    id,
    claim,
    mayBeEmpty,
    isOfWhole: tail === 'never',
    check: async (context) => {
      const { since } = context;
      const isTail = since !== undefined && typeof tail === 'object';
      const rowsSeen = await countOf(
        isTail ? onTail(countIn(tail.examined ?? examined), tail.tables, since) : countIn(examined),
        context,
      );
      // Materialized: there should be none, so a plan that is quick for the first few is a slow one.
      const shown = (wrong: string): string =>
        `violation AS MATERIALIZED (${wrong}) SELECT * FROM violation LIMIT ${String(VIOLATIONS_SHOWN_MAX)}`;
      const question = isTail
        ? onTail(`, ${shown(tail.violations ?? violations)}`, tail.tables, since)
        : `WITH ${shown(violations)}`;
      const { rows } = await context.database.query<Record<string, unknown>>(
        question,
        isOfMode ? [context.isLive] : [],
      );
      return { examined: rowsSeen, violations: rows };
    },
  };
}

const countIn = (examined: string): string =>
  `SELECT count(*) AS examined FROM (${examined}) looked_at`;

function countOf(count: string, { database, counts }: VerifyContext): Promise<number> {
  const known = counts?.get(count);
  if (known !== undefined) return known;
  const counted = database
    .query<{ examined: string }>(count)
    .then(({ rows }) => Number(rows[0]?.examined ?? 0));
  counts?.set(count, counted);
  return counted;
}
