import { readdirSync } from 'node:fs';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { allTables } from './tables.js';

const POOL_MAX = 12;
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;
const LOCK_TIMEOUT_MS = 10_000;

/** The data source of http and worker: role vatra_app, no migrations, no synchronisation. */
export function appDataSource(url: string, name: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: name,
    entities: allTables(),
    synchronize: false,
    migrationsRun: false,
    poolSize: POOL_MAX,
    extra: {
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      lock_timeout: LOCK_TIMEOUT_MS,
      options: '-c default_transaction_isolation=read\\ committed',
    },
  });
}

/** The data source of the migrate command: the owner, with every compiled migration in order. */
export function ownerDataSource(url: string, migrationsFolder: string): DataSource {
  const migrations = readdirSync(migrationsFolder)
    .filter((file) => file.endsWith('.js'))
    .map((file) => path.join(migrationsFolder, file));
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: 'vatra-migrate',
    entities: [],
    migrations,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
  });
}
