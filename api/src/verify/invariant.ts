import type { Client } from 'pg';
import type { StripeBooks } from './stripe-books.js';

/** What one invariant found: how many rows it looked at, and the rows that should not be. */
export interface Finding {
  readonly examined: number;
  readonly violations: readonly Readonly<Record<string, unknown>>[];
}

export interface VerifyContext {
  readonly database: Client;
  /** The provider's own books over its API; null when no key is configured. */
  readonly stripe: StripeBooks | null;
}

export interface Invariant {
  /** Number of the quality list, A1 to G7. */
  readonly id: string;
  /** What must be true, as a sentence for whoever reads the report. */
  readonly claim: string;
  check(context: VerifyContext): Promise<Finding>;
}

const VIOLATIONS_SHOWN_MAX = 20;

/** An invariant in SQL: a count of what is examined and a query whose rows are violations. */
export function sqlInvariant(
  id: string,
  claim: string,
  queries: { readonly examined: string; readonly violations: string },
): Invariant {
  return {
    id,
    claim,
    check: async ({ database }) => {
      const { rows: counted } = await database.query<{ examined: string }>(
        `SELECT count(*) AS examined FROM (${queries.examined}) looked_at`,
      );
      const { rows } = await database.query<Record<string, unknown>>(
        `SELECT * FROM (${queries.violations}) violation LIMIT ${String(VIOLATIONS_SHOWN_MAX)}`,
      );
      return { examined: Number(counted[0]?.examined ?? 0), violations: rows };
    },
  };
}
