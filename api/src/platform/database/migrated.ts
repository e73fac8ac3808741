import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { DataSource } from 'typeorm';

/** Name of a migration file, as source or compiled; its number is the end of its class name. */
const MIGRATION = /^(\d{13})-[a-z-]+\.(?:js|ts)$/;

/**
 * The database has every migration this build was made with; newer ones do no harm, because a
 * migration never takes away what the release before it needs.
 */
export async function requireMigrated(dataSource: DataSource): Promise<void> {
  const folder = path.join(import.meta.dirname, '../../migrations');
  const known = readdirSync(folder).flatMap((file) => MIGRATION.exec(file)?.[1] ?? []);
  const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM schema_migrations');
  const done = new Set(rows.map(({ name }) => name.slice(-13)));
  const missing = known.filter((number) => !done.has(number));
  if (missing.length > 0) throw new Error(`Not migrated yet: ${missing.join(', ')}`);
}
