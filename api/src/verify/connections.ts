import pg from 'pg';

/** How many invariants are looked at side by side: reading must not take a whole server from people. */
const CONNECTIONS = 2;

/** Lends the connections to the work and closes them behind it. */
export async function onConnections<Result>(
  url: string,
  work: (database: pg.Client, beside: readonly pg.Client[]) => Promise<Result>,
): Promise<Result> {
  const database = new pg.Client({ connectionString: url });
  const beside = Array.from({ length: CONNECTIONS - 1 }, () => new pg.Client(url));
  const all = [database, ...beside];
  try {
    await Promise.all(all.map(open));
    return await work(database, beside);
  } finally {
    await Promise.allSettled(all.map((client) => client.end()));
  }
}

/**
 * Two questions at once are helpers enough: with further ones each, they would wait for each other.
 * A row found by an index costs little more than one in line, so that a few new rows are never looked
 * for by reading all. What is sorted or gathered of large books stays in memory, and no question is
 * worth compiling: the look of every minute would take longer to compile than to ask.
 */
async function open(client: pg.Client): Promise<void> {
  await client.connect();
  await client.query(`
    SET max_parallel_workers_per_gather = 0;
    SET random_page_cost = 1.1;
    SET work_mem = '64MB';
    SET jit = off`);
}
