import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  PRODUCT_VARIABLES,
  applicationVariables,
  embeddedParts,
  givenVariables,
  ownerVariables,
  seedVariables,
  surroundings,
} from '../environment.mjs';
import { inRoot } from '../paths.mjs';

const SECRETS = {
  postgresPassword: 'owner-pw',
  appPassword: 'app-pw',
  redisPassword: 'redis-pw',
  authSecret: 'auth',
  webhookSecret: 'whsec_1',
  stripeKey: 'sk_test_1',
  totpKey: 'totp',
};

const ADDRESSES = {
  databaseUrl: 'postgres://vatra_owner:owner-pw@127.0.0.1:4330/vatra',
  redisUrl: 'redis://:redis-pw@127.0.0.1:4331',
  publicUrl: 'http://localhost:4300',
  apiUrl: 'http://127.0.0.1:4301',
  stripeUrl: 'http://127.0.0.1:4302',
  bankUrl: 'http://127.0.0.1:4303',
};

/** @param {Record<string, string>} [given] */
const input = (given = {}) => ({
  given,
  secrets: SECRETS,
  addresses: ADDRESSES,
  filesDirectory: '/tmp/a b/files',
});

describe('what a person set', () => {
  it('comes from the environment before the file, and an empty value counts as not set', () => {
    const given = givenVariables(
      { PORT: '80', SMTP_URL: '', HOME: '/root' },
      { PORT: '81', SMTP_URL: 'smtp://mail', DEMO: '0' },
    );
    assert.deepEqual(given, { PORT: '80', SMTP_URL: 'smtp://mail', DEMO: '0' });
  });

  it('replaces exactly the part it names', () => {
    const none = { postgres: true, redis: true, emulator: true, bank: true };
    assert.deepEqual(embeddedParts({}), none);
    assert.deepEqual(embeddedParts({ DATABASE_URL: 'x' }), { ...none, postgres: false });
    assert.deepEqual(embeddedParts({ REDIS_URL: 'x' }), { ...none, redis: false });
    assert.deepEqual(embeddedParts({ STRIPE_SECRET_KEY: 'sk' }), { ...none, emulator: false });
    assert.deepEqual(embeddedParts({ STRIPE_API_BASE: 'x' }), { ...none, emulator: false });
    assert.deepEqual(embeddedParts({ BANK_URL: 'x' }), { ...none, bank: false });
  });

  it('wins over what is made up', () => {
    const variables = applicationVariables(input({ AUTH_SECRET: 'mine', DEMO: '0' }));
    assert.equal(variables.AUTH_SECRET, 'mine');
    assert.equal(variables.DEMO, '0');
    assert.equal(variables.STRIPE_WEBHOOK_SECRETS, 'whsec_1');
  });
});

describe('http and worker', () => {
  it('never see the owner of the database', () => {
    const text = JSON.stringify(
      applicationVariables(input({ DATABASE_URL: ADDRESSES.databaseUrl })),
    );
    assert.ok(!text.includes('owner-pw'));
    assert.ok(text.includes('postgres://vatra_app:app-pw@127.0.0.1:4330/vatra'));
  });

  it('get a files address that survives a space in the path', () => {
    assert.equal(applicationVariables(input()).FILES_URL, 'file:///tmp/a%20b/files');
  });

  it('speak to the real Stripe when there is no other address', () => {
    /** @type {import('../environment.mjs').Addresses} */
    const addresses = { ...ADDRESSES };
    delete addresses.stripeUrl;
    const variables = applicationVariables({ ...input(), addresses });
    assert.ok(!('STRIPE_API_BASE' in variables));
    // No money of anybody goes to the account of an example.
    assert.ok(!('STRIPE_TOP_UP_IBAN' in variables));
  });
});

describe('migrate', () => {
  it('is told the password the application will use, made up or given', () => {
    assert.equal(ownerVariables(input()).DATABASE_APP_PASSWORD, 'app-pw');
    const given = { DATABASE_APP_URL: 'postgres://vatra_app:p%40ss@db/vatra' };
    assert.equal(ownerVariables(input(given)).DATABASE_APP_PASSWORD, 'p@ss');
    assert.equal(ownerVariables(input()).DATABASE_URL, ADDRESSES.databaseUrl);
  });
});

describe('the seed', () => {
  it('gets addresses and nothing that opens a database, a queue or an account at Stripe', () => {
    const env = {
      PATH: '/bin',
      DATABASE_URL: ADDRESSES.databaseUrl,
      REDIS_URL: ADDRESSES.redisUrl,
      PGPASSWORD: 'owner-pw',
      AUTH_SECRET: 'auth',
      TEST_DATABASE_URL: 'postgres://x',
    };
    const variables = seedVariables(env, ADDRESSES, { PEOPLE_FILE: '/p.json' });
    assert.deepEqual(Object.keys(variables).sort(), [
      'API_URL',
      'BANK_URL',
      'PATH',
      'PEOPLE_FILE',
      'PUBLIC_URL',
      'STRIPE_API_BASE',
    ]);
  });
});

describe('the surroundings of a child', () => {
  it('leave out what would bend a library, and the variables handed over one by one', () => {
    const env = {
      PATH: '/bin',
      PGHOST: 'elsewhere',
      npm_config_registry: 'x',
      HOST: 'laptop',
      DATABASE_URL: 'postgres://owner',
      NODE_OPTIONS: '--max-old-space-size=512',
    };
    assert.deepEqual(surroundings(env), {
      NODE_ENV: 'production',
      PATH: '/bin',
      NODE_OPTIONS: '--max-old-space-size=512',
    });
  });
});

describe('local.example.env', () => {
  const text = readFileSync(inRoot('local.example.env'), 'utf8');

  it('lists every variable, each below a sentence', () => {
    const documented = [...text.matchAll(/^# ([A-Z_]+)=/gm)].map((found) => found[1]);
    const missing = PRODUCT_VARIABLES.filter((name) => !documented.includes(name));
    assert.deepEqual(missing, []);
    const unknown = documented.filter(
      (name) => ![...PRODUCT_VARIABLES, 'VATRA_DATA_DIR'].includes(String(name)),
    );
    assert.deepEqual(unknown, []);
  });
});
