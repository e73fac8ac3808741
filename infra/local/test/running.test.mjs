import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { CommandFailed, run } from '../command.mjs';
import { ChildEnded, endLeftOvers, startChild } from '../child.mjs';
import { inPool } from '../pool.mjs';
import { end, isAlive, readPidFile, withLock, writePidFile } from '../running.mjs';

const folder = mkdtempSync(join(tmpdir(), 'vatra-running-'));
after(() => rmSync(folder, { recursive: true }));

const SLEEPER = 'setTimeout(() => {}, 30000); process.on("disconnect", () => process.exit(0));';

/** @param {string} name @param {string} code */
function program(name, code) {
  const file = join(folder, name);
  writeFileSync(file, code);
  return file;
}

describe('a pid file', () => {
  const file = join(folder, 'run/one.json');

  it('names a living process of ours and only its owner may read it', () => {
    writePidFile(file, { pid: process.pid, mark: 'running.test', port: 1 });
    assert.equal(readPidFile(file)?.port, 1);
    assert.equal(statSync(file).mode & 0o077, 0);
  });

  it('is worth nothing when the pid now belongs to another program', () => {
    writePidFile(file, { pid: process.pid, mark: 'postgres -D /nowhere' });
    assert.equal(readPidFile(file), null);
    assert.ok(!existsSync(file));
  });

  it('is worth nothing when the process is gone, or the file is broken or missing', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    writePidFile(file, { pid: /** @type {number} */ (child.pid), mark: 'node' });
    assert.equal(readPidFile(file), null);
    writeFileSync(file, '{');
    assert.equal(readPidFile(file), null);
    assert.equal(readPidFile(join(folder, 'none.json')), null);
  });
});

describe('ending a process', () => {
  it('insists when it is not heard', async () => {
    const file = program(
      'deaf.mjs',
      'process.on("SIGTERM", () => {}); process.stdout.write("up"); setTimeout(() => {}, 30000)',
    );
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    await end(/** @type {number} */ (child.pid), { limitMs: 200 });
    assert.ok(!isAlive(/** @type {number} */ (child.pid)));
    assert.equal(child.signalCode ?? (await once(child, 'exit'))[1], 'SIGKILL');
  });
});

describe('a child of the product', () => {
  const common = { env: { PATH: process.env.PATH ?? '' }, dataDirectory: folder };

  it('that ends by itself is told with its last lines, also while it is waited for', async () => {
    const file = program('crash.mjs', 'console.error("no database"); process.exit(7)');
    const child = startChild({ ...common, name: 'crash', file, readyUrl: 'http://127.0.0.1:1/' });
    await assert.rejects(
      () => child.ready(),
      (error) => error instanceof ChildEnded && /exit code 7[\s\S]*no database/.test(error.message),
    );
  });

  it('is found and ended by the next start when its launcher was killed', async () => {
    const file = program('sleeper.mjs', SLEEPER.replace('process.exit(0)', '{}'));
    const child = startChild({ ...common, name: 'sleeper', file });
    assert.deepEqual(await endLeftOvers(folder, ['sleeper', 'crash']), ['sleeper']);
    assert.ok(!isAlive(child.pid));
  });
});

describe('a command', () => {
  it('keeps its talk to itself and hands it over when it fails', async () => {
    const code = 'console.log("out"); console.error("why"); process.exit(2)';
    await assert.rejects(
      () => run(process.execPath, ['-e', code], { label: 'thing' }),
      (error) =>
        error instanceof CommandFailed &&
        error.message.includes('thing') &&
        error.output.includes('why'),
    );
  });

  it('that hangs is ended', async () => {
    const began = Date.now();
    await assert.rejects(
      () => run(process.execPath, ['-e', SLEEPER], { limitMs: 200 }),
      CommandFailed,
    );
    assert.ok(Date.now() - began < 5_000);
  });
});

describe('the pool', () => {
  it('runs so many at a time and answers in the order asked', async () => {
    let now = 0;
    let most = 0;
    const task = (/** @type {number} */ n) => async () => {
      most = Math.max(most, (now += 1));
      await new Promise((done) => setTimeout(done, 10 * (5 - n)));
      now -= 1;
      return n;
    };
    assert.deepEqual(await inPool(2, [1, 2, 3, 4].map(task)), [1, 2, 3, 4]);
    assert.equal(most, 2);
  });
});

describe('the lock', () => {
  it('lets one in at a time, and a dead holder does not block', async () => {
    const file = join(folder, 'lock.json');
    writePidFile(file, { pid: 2 ** 22 + 1, mark: 'x' });
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, (inside += 1));
      await new Promise((done) => setTimeout(done, 30));
      inside -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock(file, 'running.test', work)));
    assert.equal(most, 1);
    assert.ok(!existsSync(file));
  });
});
