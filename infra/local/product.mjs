// The whole product as child processes, in the order they need each other.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runNode } from './command.mjs';
import { startChild } from './child.mjs';
import {
  applicationVariables,
  embeddedParts,
  ownerVariables,
  seedVariables,
  surroundings,
} from './environment.mjs';
import { PROGRAMS, startGround } from './ground.mjs';
import { ROOT, inRoot } from './paths.mjs';
import { say, step } from './progress.mjs';
import { isEmptyDatabase } from './stores.mjs';

/** A worker that serves no metrics cannot be asked; one that fails to start ends well before this. */
const WORKER_GRACE_MS = 4_000;

export class PartMissing extends Error {
  /** @param {string[]} files */
  constructor(files) {
    super(`The product is not complete. Missing: ${files.join(', ')}`);
    this.name = 'PartMissing';
  }
}

/**
 * @typedef {import('./ground.mjs').ProductOptions} ProductOptions
 * @typedef {import('./ground.mjs').Ground} Ground
 *
 * @typedef {object} Product
 * @property {import('./environment.mjs').Addresses} addresses
 * @property {boolean} isFresh the database was empty before this start
 * @property {import('./environment.mjs').Variables} owner what migrate and verify need
 * @property {import('./environment.mjs').Variables} seed what the seed may know
 * @property {Promise<string>} crashed settles when a part ends by itself
 * @property {() => Promise<void>} stop
 */

/**
 * @param {ProductOptions} options
 * @returns {Promise<Product>}
 */
export async function startProduct(options) {
  checkPrograms(options.given);
  const ground = await startGround(options);
  try {
    return await startProcesses(options, ground);
  } catch (error) {
    await ground.stop();
    throw error;
  }
}

/** @param {import('./environment.mjs').Variables} given */
function checkPrograms(given) {
  const parts = embeddedParts(given);
  const needed = Object.entries(PROGRAMS).filter(
    ([name]) => (name !== 'emulator' || parts.emulator) && (name !== 'bank' || parts.bank),
  );
  const missing = needed.map(([, file]) => file).filter((file) => !existsSync(file));
  if (missing.length > 0) throw new PartMissing(missing.map((file) => relative(ROOT, file)));
}

/** @param {ProductOptions} options @param {Ground} ground */
export const variablesInput = ({ dataDirectory, given }, { secrets, addresses }) => ({
  given,
  secrets,
  addresses,
  filesDirectory: join(dataDirectory, 'files'),
});

/**
 * @param {ProductOptions} options
 * @param {Ground} ground
 * @returns {Promise<Product>}
 */
async function startProcesses(options, ground) {
  const { dataDirectory } = options;
  const { addresses, ports, children } = ground;
  const base = surroundings(process.env);
  const input = variablesInput(options, ground);
  const owner = { ...base, ...ownerVariables(input) };
  const isFresh = await isEmptyDatabase(addresses.databaseUrl);
  await step('Bringing the database up to date', () => migrate(owner));

  const application = { ...base, ...applicationVariables(input) };
  const begin = (
    /** @type {Omit<import('./child.mjs').ChildOptions, 'dataDirectory'>} */ child,
  ) => {
    const started = startChild({ ...child, dataDirectory });
    children.push(started);
    return started.ready();
  };
  await step('Starting api and worker', () =>
    Promise.all([
      begin({
        name: 'api',
        file: PROGRAMS.api,
        env: { ...application, PORT: String(ports.api), METRICS_PORT: String(ports.apiMetrics) },
        readyUrl: `${addresses.apiUrl}/readyz`,
      }),
      begin({
        name: 'worker',
        file: PROGRAMS.worker,
        env: { ...application, METRICS_PORT: String(ports.workerMetrics) },
        readyUrl: `http://127.0.0.1:${ports.workerMetrics}/readyz`,
        graceMs: WORKER_GRACE_MS,
      }),
    ]),
  );
  await step('Starting the web pages', () =>
    begin({
      name: 'web',
      file: PROGRAMS.web,
      env: {
        ...base,
        PORT: String(ports.web),
        API_URL: addresses.apiUrl,
        PUBLIC_URL: addresses.publicUrl,
        DEMO: application.DEMO ?? '',
      },
      readyUrl: `http://127.0.0.1:${ports.web}/`,
    }),
  );
  const seed = seedVariables(process.env, addresses, {
    PEOPLE_FILE: join(dataDirectory, 'demo-people.json'),
    BOOTSTRAP_ADMIN_EMAIL: application.BOOTSTRAP_ADMIN_EMAIL ?? '',
  });
  return { addresses, isFresh, owner, seed, crashed: watch(ground), stop: ground.stop };
}

/** @param {import('./environment.mjs').Variables} env */
async function migrate(env) {
  await runNode(PROGRAMS.migrate, [], { env, label: 'migrate' });
  // Names the first administrator; said again at every start, it changes nothing.
  await runNode(PROGRAMS.bootstrap, [], { env, label: 'bootstrap' });
}

/** @param {Ground} ground */
function watch({ children, stores }) {
  const watched = [
    ...children.map((child) => child.ended.then((error) => error.message)),
    ...stores.running.map((server) => server.ended),
  ];
  return Promise.race(watched);
}

/**
 * @param {Pick<Product, 'seed'>} product
 * @param {string} [number] which of the invented worlds
 * @param {boolean} [isBrief] a few of the stories instead of all
 * @returns {Promise<void>}
 */
export async function fillWithDemonstration(product, number = '1', isBrief = false) {
  const program = inRoot('infra/seed/dist/main.js');
  if (!existsSync(program)) {
    say('  - Filling in the demonstration: left out, there is no infra/seed/dist/main.js yet');
    return;
  }
  await step('Filling in the demonstration', async (tell) => {
    const onText = (/** @type {string} */ text) => {
      const [, percent, what] = /PROGRESS (\d+) ([^\n]*)\n?(?![\s\S]*PROGRESS)/.exec(text) ?? [];
      if (percent) tell(`${percent} % ${what}`);
    };
    const options = { env: product.seed, cwd: ROOT, label: 'seed', onText };
    await runNode(program, ['--seed', number, ...(isBrief ? ['--brief'] : [])], options);
  });
}
