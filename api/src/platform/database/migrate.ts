import path from 'node:path';
import type { DataSource } from 'typeorm';
import { ownerDataSource } from './data-source.js';
import { allEdges } from './state-machines.js';

/** One migration at a time in one cluster, whoever starts it (roles belong to the cluster). */
const ADVISORY_LOCK = 7_202_611_22;

/**
 * Brings a database to the newest schema: the role of the processes, the migrations, the table of
 * permitted moves. Safe to run again and from several machines at once.
 */
export async function migrate(
  ownerUrl: string,
  appPassword: string,
  report: (line: string) => void,
): Promise<DataSource> {
  const dataSource = ownerDataSource(ownerUrl, path.join(import.meta.dirname, '../../migrations'));
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  await lock.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
  try {
    await makeAppRole(dataSource, appPassword);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    for (const migration of done) report(`migrated ${migration.name}`);
    await writeEdges(dataSource);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCK]);
    await lock.release();
  }
  return dataSource;
}

/** http and worker never connect as the owner (ruling 12). */
async function makeAppRole(dataSource: DataSource, password: string): Promise<void> {
  const literal = `'${password.replaceAll("'", "''")}'`;
  const [found] = await dataSource.query<{ rolname: string }[]>(
    `SELECT rolname FROM pg_roles WHERE rolname = 'vatra_app'`,
  );
  const verb = found === undefined ? 'CREATE' : 'ALTER';
  await dataSource.query(
    `${verb} ROLE vatra_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${literal}`,
  );
}

async function writeEdges(dataSource: DataSource): Promise<void> {
  const edges = allEdges();
  await dataSource.transaction(async (manager) => {
    await manager.query('DELETE FROM state_edge');
    await manager.query(
      `INSERT INTO state_edge (machine, from_state, to_state)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`,
      [0, 1, 2].map((column) => edges.map((edge) => edge[column as 0 | 1 | 2])),
    );
  });
}
