// What the product's own processes stand on: databases, the Stripe emulator, the bank. Also used alone by verify.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endLeftOvers, startChild } from './child.mjs';
import { DEFAULTS, EMULATED_STRIPE, embeddedParts, surroundings } from './environment.mjs';
import { inRoot } from './paths.mjs';
import { choosePortsFor } from './ports.mjs';
import { say, step } from './progress.mjs';
import { openSecrets } from './secrets.mjs';
import { startStores } from './stores.mjs';

/**
 * What the product asks Stripe to tell it; a live endpoint is set up with the same list. Everything
 * else Stripe could say is known from these objects themselves.
 *
 * @type {readonly string[]}
 */
export const WEBHOOK_EVENTS = JSON.parse(
  readFileSync(inRoot('infra/local/webhook-events.json'), 'utf8'),
);

/** The same for what happens in the accounts of those who are paid through Stripe. */
export const CONNECT_WEBHOOK_EVENTS = WEBHOOK_EVENTS.filter((type) => type.startsWith('payout.'));

/** And the thin events about these accounts: whether they can receive. */
export const THIN_WEBHOOK_EVENTS = [
  'v2.core.account[configuration.recipient].capability_status_updated',
  'v2.core.account[requirements].updated',
  'v2.core.account.closed',
];

/**
 * Where the emulator tells all of it.
 *
 * @param {string} url
 * @param {string} secret
 */
export function webhookVariables(url, secret) {
  return {
    EMULATOR_WEBHOOK_URL: url,
    EMULATOR_WEBHOOK_SECRET: secret,
    EMULATOR_WEBHOOK_EVENTS: WEBHOOK_EVENTS.join(','),
    EMULATOR_CONNECT_WEBHOOK_URL: url,
    EMULATOR_CONNECT_WEBHOOK_SECRET: secret,
    EMULATOR_CONNECT_WEBHOOK_EVENTS: CONNECT_WEBHOOK_EVENTS.join(','),
    EMULATOR_THIN_WEBHOOK_URL: url,
    EMULATOR_THIN_WEBHOOK_SECRET: secret,
    EMULATOR_THIN_WEBHOOK_EVENTS: THIN_WEBHOOK_EVENTS.join(','),
  };
}

export const WANTED_PORTS = {
  web: 4300,
  api: 4301,
  emulator: 4302,
  bank: 4303,
  apiMetrics: 4311,
  workerMetrics: 4312,
  postgres: 4330,
  redis: 4331,
};

/** Web first, so that nobody is let in while the rest goes; what the others stand on goes last. */
export const STOP_ORDER = ['web', 'api', 'worker', 'bank', 'emulator'];
const STOP_LIMIT_MS = 30_000;

export const PROGRAMS = {
  migrate: inRoot('api/dist/main.migrate.js'),
  bootstrap: inRoot('api/dist/main.bootstrap.js'),
  api: inRoot('api/dist/main.http.js'),
  worker: inRoot('api/dist/main.worker.js'),
  emulator: inRoot('infra/stripe-emulator/dist/main.js'),
  bank: inRoot('infra/demo-bank/main.mjs'),
  web: inRoot('web/server/main.mjs'),
};

/**
 * @typedef {object} ProductOptions
 * @property {string} dataDirectory
 * @property {import('./environment.mjs').Variables} given
 * @property {typeof WANTED_PORTS} [wantedPorts]
 * @property {boolean} [durable] false = a throw-away product for tests
 *
 * @typedef {object} Ground what the processes stand on: databases, emulator, bank
 * @property {import('./secrets.mjs').Secrets} secrets
 * @property {import('./environment.mjs').Addresses} addresses
 * @property {Record<keyof typeof WANTED_PORTS, number>} ports
 * @property {import('./child.mjs').Child[]} children
 * @property {import('./stores.mjs').Stores} stores
 * @property {() => Promise<void>} stop
 */

/**
 * @param {ProductOptions} options
 * @returns {Promise<Ground>}
 */
export async function startGround(options) {
  const { dataDirectory, given, durable = true, wantedPorts = WANTED_PORTS } = options;
  mkdirSync(join(dataDirectory, 'files'), { recursive: true });
  const left = await endLeftOvers(dataDirectory, STOP_ORDER);
  if (left.length > 0) say(`  Ended what an earlier start left running: ${left.join(', ')}`);
  const secrets = openSecrets(join(dataDirectory, 'secrets.json'));
  /** @type {Set<number>} */
  const promised = new Set();
  const stores = await startStores({
    dataDirectory,
    given,
    secrets,
    durable,
    wantedPorts,
    promised,
  });
  const ports = await choosePorts(given, wantedPorts, promised);
  const addresses = addressesOf(given, ports, stores);
  /** @type {import('./child.mjs').Child[]} */
  const children = [];
  const ground = {
    secrets,
    addresses,
    ports,
    children,
    stores,
    stop: () => stopAll(children, stores),
  };
  try {
    await step('Starting the Stripe emulator and the bank', () => startOutside(options, ground));
  } catch (error) {
    await ground.stop();
    throw error;
  }
  return ground;
}

/**
 * @param {import('./environment.mjs').Variables} given
 * @param {typeof WANTED_PORTS} wanted
 * @param {Set<number>} promised
 */
async function choosePorts(given, wanted, promised) {
  const asked = { ...wanted, ...(given.PORT ? { web: Number(given.PORT) } : {}) };
  const ports = await choosePortsFor(asked, ['postgres', 'redis'], promised);
  for (const [name, port] of Object.entries(ports)) {
    const first = asked[/** @type {keyof typeof asked} */ (name)];
    if (port !== first) say(`  Port ${first} is taken; ${name} uses ${port}.`);
  }
  return ports;
}

/**
 * @param {import('./environment.mjs').Variables} given
 * @param {typeof WANTED_PORTS} ports
 * @param {import('./stores.mjs').Stores} stores
 * @returns {import('./environment.mjs').Addresses}
 */
function addressesOf(given, ports, stores) {
  const local = (/** @type {number} */ port) => `http://127.0.0.1:${port}`;
  const stripeUrl = embeddedParts(given).emulator ? local(ports.emulator) : given.STRIPE_API_BASE;
  return {
    databaseUrl: stores.databaseUrl,
    redisUrl: stores.redisUrl,
    publicUrl: given.PUBLIC_URL ?? `http://localhost:${ports.web}`,
    apiUrl: local(ports.api),
    bankUrl: given.BANK_URL ?? local(ports.bank),
    ...(stripeUrl ? { stripeUrl } : {}),
  };
}

/**
 * @param {ProductOptions} options
 * @param {Ground} ground
 */
async function startOutside({ dataDirectory, given }, { secrets, addresses, ports, children }) {
  const parts = embeddedParts(given);
  const base = surroundings(process.env);
  if (parts.emulator) {
    const env = {
      ...base,
      PORT: String(ports.emulator),
      EMULATOR_DATA: join(dataDirectory, 'stripe'),
      EMULATOR_PUBLIC_URL: /** @type {string} */ (addresses.stripeUrl),
      ...webhookVariables(`${addresses.apiUrl}/api/v1/webhooks/stripe`, secrets.webhookSecret),
    };
    const readyUrl = `${addresses.stripeUrl}/`;
    children.push(
      startChild({ name: 'emulator', file: PROGRAMS.emulator, env, dataDirectory, readyUrl }),
    );
  }
  if (parts.bank) {
    const env = {
      ...base,
      PORT: String(ports.bank),
      BANK_BOOK: join(dataDirectory, 'bank/book.jsonl'),
      BANK_ACCOUNT_IBAN:
        given.OPERATOR_IBAN ?? given.BANK_ACCOUNT_IBAN ?? DEFAULTS.BANK_ACCOUNT_IBAN,
      BANK_ACCOUNT_OWNER: given.OPERATOR_NAME ?? 'Vatra',
      STRIPE_SECRET_KEY: given.STRIPE_SECRET_KEY ?? secrets.stripeKey,
      STRIPE_TOP_UP_IBAN: given.STRIPE_TOP_UP_IBAN ?? EMULATED_STRIPE.STRIPE_TOP_UP_IBAN,
      ...(addresses.stripeUrl ? { STRIPE_API_BASE: addresses.stripeUrl } : {}),
    };
    const readyUrl = `${addresses.bankUrl}/livez`;
    children.push(startChild({ name: 'bank', file: PROGRAMS.bank, env, dataDirectory, readyUrl }));
  }
  await Promise.all(children.map((child) => child.ready()));
}

/**
 * @param {import('./child.mjs').Child[]} children
 * @param {import('./stores.mjs').Stores} stores
 */
async function stopAll(children, stores) {
  const hardLimit = setTimeout(() => {
    for (const child of children) child.kill();
  }, STOP_LIMIT_MS);
  const rank = (/** @type {{ name: string }} */ child) => STOP_ORDER.indexOf(child.name);
  for (const child of [...children].sort((a, b) => rank(a) - rank(b))) await child.stop();
  clearTimeout(hardLimit);
  for (const server of stores.running) await server.stop();
}
