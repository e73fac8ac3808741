import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const API = path.resolve(import.meta.dirname, '../..');
const APP_PASSWORD = 'app-test-password';
/** Other runs may share the cluster: one of them makes the template, the others wait. */
const TEMPLATE_LOCK = 7_202_611_23;

/** Builds the template database of this set of migrations once; each test file clones it. */
export default async function globalSetup() {
  const url = process.env.TEST_DATABASE_URL;
  if (!url || !process.env.TEST_REDIS_URL) {
    throw new Error('TEST_DATABASE_URL and TEST_REDIS_URL are needed: run the tests with npm test');
  }
  const template = `tmpl_${schemaHash()}`;
  process.env.TEST_TEMPLATE = template;
  process.env.TEST_APP_PASSWORD = APP_PASSWORD;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query(
      `SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate`,
      [template],
    );
    if (rowCount === 0) await makeTemplate(client, url, template);
  } finally {
    await client.end();
  }
}

async function makeTemplate(client, url, template) {
  await client.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${template}`);
  const templateUrl = new URL(url);
  templateUrl.pathname = `/${template}`;
  await promisify(execFile)(process.execPath, [path.join(API, 'dist/main.migrate.js')], {
    env: { ...process.env, DATABASE_URL: templateUrl.href, DATABASE_APP_PASSWORD: APP_PASSWORD },
  });
  await client.query(`ALTER DATABASE ${template} IS_TEMPLATE true`);
}

function schemaHash() {
  const hash = createHash('sha1');
  const folders = ['dist/migrations', 'dist/features/places', 'dist/platform/database'];
  for (const folder of folders) {
    for (const file of readdirSync(path.join(API, folder)).sort()) {
      if (/\.(js|json)$/.test(file)) hash.update(readFileSync(path.join(API, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}
