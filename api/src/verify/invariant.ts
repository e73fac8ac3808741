import type { Client } from 'pg';
import type { StripeBooks } from './stripe-books.js';

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
  /** Counts of this reading: several invariants look at the same rows, and counting a table once is enough. */
  readonly counts?: Map<string, Promise<number>>;
}

export interface Invariant {
  /** Number of the quality list, A1 to H1; behind it the numbers go on. */
  readonly id: string;
  /** What must be true, as a sentence for whoever reads the report. */
  readonly claim: string;
  /** Nothing to look at is a healthy state, not a blind check: work passes quickly, little is undone. */
  readonly mayBeEmpty?: boolean;
  readonly isLong?: boolean;
  check(context: VerifyContext): Promise<Finding>;
}

export interface InvariantQueries {
  readonly examined: string;
  /** Rows that should not be. `$1` is whether the provider's key is a live one. */
  readonly violations: string;
  readonly mayBeEmpty?: boolean;
  readonly isLong?: boolean;
}

const VIOLATIONS_SHOWN_MAX = 20;

/** An invariant in SQL: a count of what is examined and a query whose rows are violations. */
export function sqlInvariant(id: string, claim: string, queries: InvariantQueries): Invariant {
  const { examined, violations, mayBeEmpty = false, isLong = false } = queries;
  const isOfMode = violations.includes('$1');
  return {
    id,
    claim,
    mayBeEmpty,
    isLong,
    check: async (context) => {
      const rowsSeen = await countOf(examined, context);
      const { rows } = await context.database.query<Record<string, unknown>>(
        // Materialized: there should be none, so a plan that is quick for the first few is a slow one.
        `WITH violation AS MATERIALIZED (${violations})
         SELECT * FROM violation LIMIT ${String(VIOLATIONS_SHOWN_MAX)}`,
        isOfMode ? [context.isLive] : [],
      );
      return { examined: rowsSeen, violations: rows };
    },
  };
}

function countOf(examined: string, { database, counts }: VerifyContext): Promise<number> {
  const known = counts?.get(examined);
  if (known !== undefined) return known;
  const counted = database
    .query<{ examined: string }>(`SELECT count(*) AS examined FROM (${examined}) looked_at`)
    .then(({ rows }) => Number(rows[0]?.examined ?? 0));
  counts?.set(examined, counted);
  return counted;
}
