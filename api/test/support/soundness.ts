import pg from 'pg';
import { verify } from '../../src/verify/verify.js';
import type { TestDatabase } from './database.js';

/** Invariants a test file breaks on purpose, each with the reason. */
export type Unsound = Readonly<Record<string, string>>;

/**
 * Reads the books of a test a second time, as it has left them: whatever it tried, money must add up.
 * The provider is not asked, because a test may end in the middle of a payment.
 */
export async function whatIsUnsound(database: TestDatabase, allowed: Unsound): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    const lines = await verify({ database: client, stripe: null, isLive: false }, { looks: 1 });
    return lines
      .filter(({ id, violations }) => violations.length > 0 && !(id in allowed))
      .map(({ id, claim, violations }) => `${id} ${claim}: ${JSON.stringify(violations)}`);
  } finally {
    await client.end();
  }
}
