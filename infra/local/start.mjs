// npm start: the whole product on this machine, with demonstration data the first time.
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhenNeeded } from './build.mjs';
import { endLeftOvers } from './child.mjs';
import { embeddedParts } from './environment.mjs';
import { readGiven } from './given.mjs';
import { STOP_ORDER } from './ground.mjs';
import { installWhenNeeded } from './install.mjs';
import { DATA } from './paths.mjs';
import { say, seconds } from './progress.mjs';
import { end, isOurs, readPidFile, writePidFile } from './running.mjs';

const PATIENCE_MS = 1_000;
const LINES_OF_A_FAILURE = 30;

const LAUNCHER = join(DATA, 'run/launcher.json');
const SEEDED = join(DATA, 'seed.json');
const PEOPLE = join(DATA, 'demo-people.json');

/** @param {string[]} args */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: { reset: { type: 'boolean' }, 'no-seed': { type: 'boolean' } },
  });
  const began = performance.now();
  const other = readPidFile(LAUNCHER);
  if (other && other.pid !== process.pid) {
    say(`Vatra already runs here (process ${other.pid}): ${other.publicUrl ?? 'still starting'}`);
    return 1;
  }
  say('Vatra');
  if (values.reset) await reset();
  prepareDataFolder();
  writePidFile(LAUNCHER, { pid: process.pid, mark: 'infra/local/bin.mjs' });
  try {
    await installWhenNeeded();
    await buildWhenNeeded();
    return await runProduct(began, values['no-seed'] ?? false);
  } finally {
    rmSync(LAUNCHER, { force: true });
  }
}

function prepareDataFolder() {
  try {
    mkdirSync(join(DATA, 'run'), { recursive: true });
    accessSync(join(DATA, 'run'), constants.W_OK);
  } catch {
    throw new DataFolderForeign();
  }
}

class DataFolderForeign extends Error {
  constructor() {
    super(
      `${DATA} cannot be written: another user of this machine made it.\n` +
        'Start as that user, or keep the data elsewhere: VATRA_DATA_DIR=/a/folder npm start',
    );
    this.name = 'DataFolderForeign';
  }
}

/** Everything but downloads goes. What does not live here is left alone, and that is said. */
async function reset() {
  await endLeftOvers(DATA, STOP_ORDER);
  const redis = readPidFile(join(DATA, 'redis/redis.json'));
  if (redis) await end(redis.pid);
  await endEmbeddedPostgres();
  const removed = existsSync(DATA) ? readdirSync(DATA).filter((name) => name !== 'cache') : [];
  for (const name of removed) rmSync(join(DATA, name), { recursive: true, force: true });
  say(`  Removed from ${DATA}: ${removed.join(', ') || 'nothing, it was empty'}`);
  const { postgres, redis: isOurRedis } = embeddedParts(readGiven());
  if (!postgres || !isOurRedis)
    say('  The servers of DATABASE_URL and REDIS_URL were not touched.');
}

async function endEmbeddedPostgres() {
  const file = join(DATA, 'postgres/cluster/postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (isOurs(pid, join(DATA, 'postgres/cluster'))) await end(pid, { first: 'SIGINT' });
}

/** @param {number} began @param {boolean} isWithoutSeed */
async function runProduct(began, isWithoutSeed) {
  const { fillWithDemonstration, startProduct } = await import('./product.mjs');
  const asked = whenAskedToStop();
  const given = readGiven();
  const starting = startProduct({ dataDirectory: DATA, given });
  void asked.then(() => say('\nStopping …'));
  const product = await starting;
  const stopReason = Promise.race([asked, product.crashed]);
  writePidFile(LAUNCHER, {
    pid: process.pid,
    mark: 'infra/local/bin.mjs',
    publicUrl: product.addresses.publicUrl,
    addresses: product.addresses,
    seed: product.seed,
  });
  /** @type {string | null} */
  let outcome = null;
  const isDemonstration = (given.DEMO ?? '1') !== '0' && !isWithoutSeed;
  if (isDemonstration && wantsSeed(product.isFresh)) {
    say(`  Already open while it fills: ${product.addresses.publicUrl}`);
    outcome = await Promise.race([stopReason, seed(() => fillWithDemonstration(product))]);
  }
  if (!outcome) {
    announce(product, performance.now() - began);
    outcome = await stopReason;
  }
  if (outcome !== 'asked') say(`\n${outcome}\nStopping …`);
  await product.stop();
  say('Stopped. Everything is kept; npm start goes on from here.');
  return outcome === 'asked' ? 0 : 1;
}

/** @param {boolean} isFresh */
function wantsSeed(isFresh) {
  if (isFresh) return true;
  if (existsSync(SEEDED) && JSON.parse(readFileSync(SEEDED, 'utf8')).state === 'begun') {
    say('  The demonstration data of an earlier start is incomplete.');
    say('  Begin anew with: npm start -- --reset');
  }
  return false;
}

/**
 * A product with half its demonstration is still worth looking at, so a failure is told and stops nothing.
 *
 * @param {() => Promise<void>} fill
 * @returns {Promise<null>}
 */
async function seed(fill) {
  writeFileSync(SEEDED, JSON.stringify({ state: 'begun' }));
  try {
    await fill();
    writeFileSync(SEEDED, JSON.stringify({ state: 'done' }));
  } catch (error) {
    const { message, output = '' } = /** @type {{ message: string, output?: string }} */ (error);
    say(`${output.trimEnd().split('\n').slice(-LINES_OF_A_FAILURE).join('\n')}\n${message}`);
    say('The demonstration data is incomplete; npm start -- --reset tries it again.');
  }
  return null;
}

/** @returns {Promise<'asked'>} settles at Ctrl-C or a polite signal; a later second one does not wait */
function whenAskedToStop() {
  return new Promise((done) => {
    let first = 0;
    const hear = () => {
      first ||= Date.now();
      done('asked');
      // npm passes on a Ctrl-C the terminal has sent us already, so only a later one means impatience. The
      // children notice that we are gone; the databases are taken over by the next start.
      if (Date.now() - first > PATIENCE_MS) process.exit(130);
    };
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
      process.on(signal, hear);
  });
}

/** @param {import('./product.mjs').Product} product @param {number} tookMs */
function announce({ addresses }, tookMs) {
  say();
  say(`Vatra is open (after ${seconds(tookMs)}):`);
  say(`  pages              ${addresses.publicUrl}`);
  say(`  api description    ${addresses.publicUrl}/api/v1/openapi.json`);
  if (addresses.stripeUrl) say(`  Stripe emulator    ${addresses.stripeUrl}`);
  say(`  demonstration bank ${addresses.bankUrl}`);
  say();
  announcePeople();
  say('Ctrl-C stops it and keeps everything; npm start -- --reset begins anew.');
}

function announcePeople() {
  if (!existsSync(PEOPLE)) return;
  /** @type {Array<{ role: string, email: string, password: string, name: string }>} */
  const people = JSON.parse(readFileSync(PEOPLE, 'utf8'));
  say('Sign in as (invented people; where a code is asked, the page shows it):');
  for (const { role, email, password, name } of people) {
    say(`  ${role.padEnd(22)} ${email.padEnd(38)} ${password.padEnd(22)} ${name}`);
  }
  say();
}
