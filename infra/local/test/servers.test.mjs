// The real servers: what the product stands on when nothing is installed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import pg from 'pg';
import { findNpm } from '../install.mjs';
import { ensureDatabase, startPostgres } from '../postgres.mjs';
import { isAlive } from '../running.mjs';
import { openSecrets } from '../secrets.mjs';
import { isEmptyDatabase } from '../stores.mjs';

const folder = mkdtempSync(join(tmpdir(), 'vatra-servers-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} url @param {string} sql */
async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Starts a server in another process that is then killed, as a crash of the launcher would. @param {string} directory */
function startAndDie(directory) {
  const module = join(import.meta.dirname, '../postgres.mjs');
  const code = `import { startPostgres } from ${JSON.stringify(module)};
    const server = await startPostgres({ directory: ${JSON.stringify(directory)}, password: 'pw', durable: false });
    console.log(server.pid); process.kill(process.pid, 'SIGKILL');`;
  return new Promise((done) => {
    execFile(process.execPath, ['--input-type=module', '-e', code], (_error, output) =>
      done(Number(output)),
    );
  });
}

describe('the embedded PostgreSQL', () => {
  const directory = join(folder, 'postgres');
  const options = { directory, password: 'pw', durable: false };

  it('keeps its data, is taken over after a kill, and recovers when it was killed too', async () => {
    const pid = await startAndDie(directory);
    const second = await startPostgres(options);
    assert.deepEqual([second.pid, second.isReused, second.isNew], [pid, true, false]);
    assert.equal(await ensureDatabase(second.url('postgres'), 'vatra'), true);
    assert.equal(await ensureDatabase(second.url('postgres'), 'vatra'), false);
    assert.equal(await isEmptyDatabase(second.url('vatra')), true);
    await query(second.url('vatra'), 'CREATE TABLE kept AS SELECT 1 AS one');
    assert.equal(await isEmptyDatabase(second.url('vatra')), false);
    await query(second.url('vatra'), 'CHECKPOINT');
    process.kill(second.pid, 'SIGKILL');
    while (isAlive(second.pid)) await new Promise((done) => setTimeout(done, 20));

    const third = await startPostgres(options);
    assert.equal(third.isReused, false);
    assert.deepEqual(await query(third.url('vatra'), 'SELECT one FROM kept'), [{ one: 1 }]);
    await third.stop();
    assert.ok(!isAlive(third.pid));
  });

  it('is found out when the password is not the one it was made with', async () => {
    const server = await startPostgres(options);
    try {
      await assert.rejects(() => startPostgres({ ...options, password: 'other' }), /--reset/);
    } finally {
      await server.stop();
    }
  });

  it('begins again when the first attempt was broken off', async () => {
    rmSync(join(directory, 'initialised'));
    const server = await startPostgres(options);
    try {
      assert.equal(server.isNew, true);
      const [row] = await query(
        server.url('postgres'),
        "SELECT lower('ȘCOALĂ') AS word, current_setting('listen_addresses') AS at",
      );
      assert.deepEqual(row, { word: 'școală', at: '127.0.0.1' });
    } finally {
      await server.stop();
    }
  });
});

describe('the secrets of an installation', () => {
  it('are made once, stay the same, and only their owner may read them', () => {
    const file = join(folder, 'data/secrets.json');
    const first = openSecrets(file);
    assert.deepEqual(openSecrets(file), first);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.match(first.stripeKey, /^sk_test_/);
    assert.equal(Buffer.from(first.totpKey, 'base64').length, 32);
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).authSecret, first.authSecret);
  });
});

describe("npm's own program", () => {
  it('is found when npm told where, and when nobody told', () => {
    const found = findNpm({});
    assert.ok(found && existsSync(found));
    assert.equal(findNpm({ npm_execpath: found }), found);
    assert.equal(findNpm({ npm_execpath: '/usr/lib/pnpm.cjs' }), found);
  });
});
