// Who gets which variable. Pure: what a person set wins, what is missing is filled from the embedded parts.
import { pathToFileURL } from 'node:url';

/** The public names; everything else of the surrounding environment is none of the product's business. */
export const PRODUCT_VARIABLES = [
  'DATABASE_URL',
  'DATABASE_APP_URL',
  'DATABASE_READ_URL',
  'REDIS_URL',
  'STRIPE_SECRET_KEY',
  'STRIPE_API_BASE',
  'STRIPE_WEBHOOK_SECRETS',
  'FILES_URL',
  'SMTP_URL',
  'PUBLIC_URL',
  'PORT',
  'METRICS_PORT',
  'DEMO',
  'AUTH_SECRET',
  'TOTP_KEY',
  'API_URL',
  'BANK_URL',
  'BANK_ACCOUNT_IBAN',
  'OPERATOR_NAME',
  'OPERATOR_IBAN',
  'OPERATOR_BIC',
  'OPERATING_IBAN',
  'OPERATING_BIC',
  'STRIPE_TOP_UP_IBAN',
  'STRIPE_TOP_UP_REFERENCE',
  'TRUSTED_PROXIES',
  'VERIFY_EVERY_SECONDS',
  'RECONCILE_EVERY_SECONDS',
  'QUEUE_PREFIX',
  'BOOTSTRAP_ADMIN_EMAIL',
];

/** The owner's address is for migrate and verify; ports and the api's address are given to each process. */
const NOT_FOR_THE_APPLICATION = new Set(['DATABASE_URL', 'PORT', 'METRICS_PORT', 'API_URL']);

export const APP_ROLE = 'vatra_app';

export const DEFAULTS = {
  DEMO: '1',
  BOOTSTRAP_ADMIN_EMAIL: 'admin@demo.vatra.example',
  BANK_ACCOUNT_IBAN: 'DE89370400440532013000',
};

/** Never beside the real Stripe: no money goes to an account of an example. */
export const EMULATED_STRIPE = {
  STRIPE_TOP_UP_IBAN: 'IE29AIBK93115212345678',
  STRIPE_TOP_UP_REFERENCE: 'ACCT-DEMO',
};

/** @typedef {Record<string, string>} Variables */

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Dict<string>} [file] the variables of a .env file; the real environment wins
 * @returns {Variables} only the product's variables, only those with a value
 */
export function givenVariables(env, file = {}) {
  const both = PRODUCT_VARIABLES.map((name) => [name, env[name] || file[name]]);
  return Object.fromEntries(both.filter(([, value]) => value));
}

/**
 * What the children inherit besides the product's variables. The machine's PG* and npm's own would
 * change how a library behaves, and HOST is the machine's name in some shells, so they stay outside.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Variables}
 */
export function surroundings(env) {
  const isForeign = (/** @type {string} */ name) =>
    PRODUCT_VARIABLES.includes(name) || /^(PG|npm_|NPM_|TEST_|HOST$)/.test(name);
  const kept = Object.entries(env).filter(
    ([name, value]) => value !== undefined && !isForeign(name),
  );
  return { NODE_ENV: 'production', .../** @type {Variables} */ (Object.fromEntries(kept)) };
}

/**
 * @param {Variables} given
 * @returns {{ postgres: boolean, redis: boolean, emulator: boolean, bank: boolean }} which parts we run ourselves
 */
export function embeddedParts(given) {
  return {
    postgres: !given.DATABASE_URL,
    redis: !given.REDIS_URL,
    // A secret key of their own without an address means the real Stripe.
    emulator: !given.STRIPE_API_BASE && !given.STRIPE_SECRET_KEY,
    bank: !given.BANK_URL,
  };
}

/**
 * @typedef {object} Addresses
 * @property {string} databaseUrl of the owner
 * @property {string} redisUrl
 * @property {string} publicUrl
 * @property {string} apiUrl
 * @property {string} [stripeUrl] none = the real Stripe
 * @property {string} bankUrl
 */

/**
 * The application's own role on the owner's server.
 *
 * @param {string} ownerUrl
 * @param {string} password
 */
export function appDatabaseUrl(ownerUrl, password) {
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = password;
  return url.href;
}

/**
 * @param {object} input
 * @param {Variables} input.given
 * @param {import('./secrets.mjs').Secrets} input.secrets
 * @param {Addresses} input.addresses
 * @param {string} input.filesDirectory
 * @returns {Variables} what http and worker see: no owner of the database among it
 */
export function applicationVariables({ given, secrets, addresses, filesDirectory }) {
  const { stripeUrl } = addresses;
  const made = {
    ...DEFAULTS,
    DATABASE_APP_URL: appDatabaseUrl(addresses.databaseUrl, secrets.appPassword),
    REDIS_URL: addresses.redisUrl,
    STRIPE_SECRET_KEY: secrets.stripeKey,
    STRIPE_WEBHOOK_SECRETS: secrets.webhookSecret,
    ...(stripeUrl ? { STRIPE_API_BASE: stripeUrl, ...EMULATED_STRIPE } : {}),
    FILES_URL: pathToFileURL(filesDirectory).href,
    PUBLIC_URL: addresses.publicUrl,
    AUTH_SECRET: secrets.authSecret,
    TOTP_KEY: secrets.totpKey,
    BANK_URL: addresses.bankUrl,
  };
  const theirs = Object.entries(given).filter(([name]) => !NOT_FOR_THE_APPLICATION.has(name));
  return { ...made, ...Object.fromEntries(theirs) };
}

/**
 * @param {Parameters<typeof applicationVariables>[0]} input
 * @returns {Variables} migrate and verify act as the owner and tell the application's role its password
 */
export function ownerVariables(input) {
  const application = applicationVariables(input);
  const password = decodeURIComponent(new URL(application.DATABASE_APP_URL ?? '').password);
  return {
    ...application,
    DATABASE_URL: input.addresses.databaseUrl,
    DATABASE_APP_PASSWORD: password,
  };
}

/**
 * The seed is a visitor like any other: it gets addresses and nothing that opens a database.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {Addresses} addresses
 * @param {Variables} more
 * @returns {Variables}
 */
export function seedVariables(env, addresses, more) {
  const machine = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'SystemRoot', 'CI', 'VERBOSE'];
  const kept = machine.flatMap((name) => (env[name] ? [[name, env[name]]] : []));
  return {
    ...Object.fromEntries(kept),
    PUBLIC_URL: addresses.publicUrl,
    API_URL: addresses.apiUrl,
    BANK_URL: addresses.bankUrl,
    ...(addresses.stripeUrl ? { STRIPE_API_BASE: addresses.stripeUrl } : {}),
    ...more,
  };
}
