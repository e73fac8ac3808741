// What the product stands on during a run: PostgreSQL and Redis that may be killed, the provider, the bank.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../local/child.mjs';
import { surroundings } from '../local/environment.mjs';
import { PROGRAMS, webhookVariables } from '../local/ground.mjs';
import { anyFreePort } from '../local/ports.mjs';
import { ensureDatabase, startPostgres } from '../local/postgres.mjs';
import { startRedis } from '../local/redis.mjs';
import { waitUntilGone } from '../local/running.mjs';
import { openSecrets } from '../local/secrets.mjs';
import { makeOwnedDirectory } from '../local/test-services.mjs';

export const ADMIN_EMAIL = 'admin@demo.vatra.example';
const IBAN = 'DE89370400440532013000';
const GONE_MS_MAX = 20_000;

export class Ground {
  constructor() {
    this.directory = makeOwnedDirectory('infra/chaos');
    this.secrets = openSecrets(join(this.directory, 'secrets.json'));
    this.database = 'vatra';
    this.ports = { emulator: 0, bank: 0 };
    /** @type {import('../local/child.mjs').Child[]} */
    this.children = [];
    /** @type {import('../local/postgres.mjs').Postgres} */
    this.postgres = /** @type {never} */ (undefined);
    /** @type {import('../local/redis.mjs').Redis} */
    this.redis = /** @type {never} */ (undefined);
    this.webhookUrl = '';
  }

  /** @param {string} webhookUrl */
  async start(webhookUrl) {
    this.webhookUrl = webhookUrl;
    [this.postgres, this.redis] = await Promise.all([this.openPostgres(), this.openRedis()]);
    await ensureDatabase(this.postgres.url('postgres'), this.database);
    this.ports.emulator = await anyFreePort();
    this.ports.bank = await anyFreePort();
    mkdirSync(join(this.directory, 'files'), { recursive: true });
    await this.openOutside();
  }

  /** It must survive a kill, so nothing of its care for the disk is switched off. */
  openPostgres() {
    return startPostgres({
      directory: join(this.directory, 'postgres'),
      password: this.secrets.postgresPassword,
      durable: true,
    });
  }

  /** Without a file: whoever kills it wipes it. */
  openRedis() {
    return startRedis({ directory: join(this.directory, 'redis') });
  }

  get stripeUrl() {
    return `http://127.0.0.1:${this.ports.emulator}`;
  }

  get bankUrl() {
    return `http://127.0.0.1:${this.ports.bank}`;
  }

  async openOutside() {
    const base = surroundings(process.env);
    const { directory: dataDirectory, ports, secrets } = this;
    const emulator = startChild({
      name: 'emulator',
      file: PROGRAMS.emulator,
      dataDirectory,
      readyUrl: `${this.stripeUrl}/`,
      env: {
        ...base,
        PORT: String(ports.emulator),
        EMULATOR_DATA: join(dataDirectory, 'stripe'),
        EMULATOR_PUBLIC_URL: this.stripeUrl,
        ...webhookVariables(this.webhookUrl, secrets.webhookSecret),
      },
    });
    const bank = startChild({
      name: 'bank',
      file: PROGRAMS.bank,
      dataDirectory,
      readyUrl: `${this.bankUrl}/livez`,
      env: {
        ...base,
        PORT: String(ports.bank),
        BANK_BOOK: join(dataDirectory, 'bank/book.jsonl'),
        BANK_ACCOUNT_IBAN: IBAN,
        BANK_ACCOUNT_OWNER: 'Vatra',
        STRIPE_SECRET_KEY: secrets.stripeKey,
        STRIPE_API_BASE: this.stripeUrl,
      },
    });
    this.children = [emulator, bank];
    await Promise.all(this.children.map((child) => child.ready()));
  }

  async closeOutside() {
    for (const child of this.children) await child.stop();
    this.children = [];
  }

  /** The server dies at once, as in a power cut, and is started again. */
  async killPostgres() {
    const { pid } = this.postgres;
    process.kill(pid, 'SIGKILL');
    await waitUntilGone(pid, GONE_MS_MAX);
    this.postgres = await this.openPostgres();
  }

  /** Everything in it is lost. */
  async killRedis() {
    const { pid } = this.redis;
    if (pid !== null) process.kill(pid, 'SIGKILL');
    if (pid !== null) await waitUntilGone(pid, GONE_MS_MAX);
    this.redis = await this.openRedis();
  }

  async flushRedis() {
    const { Redis } = await import('ioredis');
    const client = new Redis(this.redis.url);
    await client.flushall();
    client.disconnect();
  }

  /** Keeps database, provider's book and bank as they are now. Nothing of the product may be running. */
  async keep() {
    await this.closeOutside();
    await this.asOwner(`CREATE DATABASE scene TEMPLATE ${this.database} STRATEGY FILE_COPY`);
    for (const part of ['stripe', 'bank', 'files']) {
      rmSync(this.kept(part), { recursive: true, force: true });
      cpSync(join(this.directory, part), this.kept(part), { recursive: true });
    }
    await this.openOutside();
  }

  /** Back to what was kept, with an empty Redis. */
  async restore() {
    await this.closeOutside();
    await this.flushRedis();
    await this.asOwner(`DROP DATABASE ${this.database} WITH (FORCE)`);
    await this.asOwner(`CREATE DATABASE ${this.database} TEMPLATE scene STRATEGY FILE_COPY`);
    for (const part of ['stripe', 'bank', 'files']) {
      rmSync(join(this.directory, part), { recursive: true, force: true });
      cpSync(this.kept(part), join(this.directory, part), { recursive: true });
    }
    await this.believe();
    await this.openOutside();
  }

  /** The provider and the bank were put back too: nothing was sent that this copy does not know of. */
  async believe() {
    const sql = 'UPDATE database_origin SET origin = database_origin_now()';
    await this.asOwner(sql, this.database);
  }

  /** @param {string} part */
  kept(part) {
    return join(this.directory, `kept-${part}`);
  }

  /** @param {string} sql @param {string} [database] */
  async asOwner(sql, database = 'postgres') {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: this.postgres.url(database) });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  async stop() {
    await this.closeOutside();
    await this.redis?.stop();
    await this.postgres?.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
