import { setTimeout } from 'node:timers/promises';
import type { TestApp } from '../app.js';

/** Until a transaction of the test's database waits for another one's lock, or as many as are said. */
export async function untilSomebodyWaits(app: TestApp, waiting = 1): Promise<void> {
  const look = `SELECT 1 FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await app.database.query(look)).length < waiting) await setTimeout(20);
}
