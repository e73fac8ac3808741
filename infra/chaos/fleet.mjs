// Two api and two worker processes, each on wires of its own, watched and started again when they die.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { applicationVariables, appDatabaseUrl, surroundings } from '../local/environment.mjs';
import { anyFreePort } from '../local/ports.mjs';
import { end } from '../local/running.mjs';
import { ADMIN_EMAIL } from './ground.mjs';
import { watchPostgres } from './wires/postgres.mjs';
import { StripeWire } from './wires/stripe.mjs';
import { TcpWire } from './wires/tcp.mjs';

const NAMES = ['api-1', 'api-2', 'worker-1', 'worker-2'];
const READY_MS_MAX = 240_000;
const POLL_MS = 50;
/** A real supervisor is no faster. */
const RESTART_AFTER_MS = 400;

/**
 * @typedef {object} Member
 * @property {string} name
 * @property {number} port of the api
 * @property {TcpWire} postgres
 * @property {TcpWire} redis
 * @property {StripeWire} stripe
 * @property {import('node:child_process').ChildProcess | null} child
 * @property {boolean} isSweeping a worker is ready when it has asked PostgreSQL what is due
 */

export class Fleet {
  /**
   * @param {import('./ground.mjs').Ground} ground
   * @param {string} dist the compiled api
   */
  constructor(ground, dist) {
    this.ground = ground;
    this.dist = dist;
    /** @type {Map<string, Member>} */
    this.members = new Map();
    /** @type {import('./trap.mjs').Trap | null} */
    this.trap = null;
    this.isStopping = false;
    /** @type {Set<Promise<void>>} */
    this.restarts = new Set();
    this.kills = 0;
  }

  async start() {
    this.isStopping = false;
    for (const name of NAMES) {
      if (!this.members.has(name)) this.members.set(name, await this.connect(name));
    }
    await Promise.all([...this.members.values()].map((member) => this.launch(member)));
  }

  /** @param {string} name @returns {Promise<Member>} */
  async connect(name) {
    const { ground } = this;
    const watch = watchPostgres({
      wants: (moment, step) => this.trap?.wantsStep(name, moment, step) ?? false,
      strikes: (moment, step) => {
        if (step.text.includes('FROM outbox')) this.noteSweep(name);
        return (this.trap?.wantsStep(name, moment, step) ?? false) && this.advance(name);
      },
    });
    const postgres = new TcpWire(() => ground.postgres.port, watch);
    const redis = new TcpWire(() => ground.redis.port);
    const stripe = new StripeWire(ground.ports.emulator, {
      strikes: (moment, call) =>
        (this.trap?.wantsCall(name, moment, call) ?? false) && this.advance(name),
    });
    await Promise.all([postgres.listen(), redis.listen(), stripe.listen()]);
    const port = await anyFreePort();
    return { name, port, postgres, redis, stripe, child: null, isSweeping: false };
  }

  /** @param {string} name */
  noteSweep(name) {
    const member = this.members.get(name);
    if (member) member.isSweeping = true;
  }

  /** @param {string} name */
  advance(name) {
    return this.trap?.advance(name) ?? false;
  }

  /** @param {Member} member */
  async launch(member) {
    const { name, port } = member;
    const isApi = name.startsWith('api');
    mkdirSync(join(this.ground.directory, 'logs'), { recursive: true });
    const log = openSync(join(this.ground.directory, 'logs', `${name}.log`), 'a');
    const program = join(this.dist, isApi ? 'main.http.js' : 'main.worker.js');
    const child = spawn(process.execPath, ['--enable-source-maps', program], {
      env: { ...this.variables(member), ...(isApi ? { PORT: String(port) } : {}) },
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    member.child = child;
    member.isSweeping = false;
    child.once('exit', () => {
      if (member.child === child) member.child = null;
      if (!this.isStopping) this.bringBack(member);
    });
    await this.untilReady(member);
  }

  /** @param {Member} member */
  variables({ postgres, redis, stripe }) {
    const { ground } = this;
    const local = (/** @type {number} */ port) => `http://127.0.0.1:${port}`;
    const owner = new URL(ground.postgres.url(ground.database));
    owner.port = String(postgres.port);
    const application = applicationVariables({
      given: {
        BOOTSTRAP_ADMIN_EMAIL: ADMIN_EMAIL,
        DATABASE_APP_URL: appDatabaseUrl(owner.href, ground.secrets.appPassword),
        REDIS_URL: `redis://127.0.0.1:${redis.port}`,
        STRIPE_API_BASE: local(stripe.port),
      },
      secrets: ground.secrets,
      addresses: {
        databaseUrl: owner.href,
        redisUrl: '',
        publicUrl: 'http://localhost:4300',
        apiUrl: '',
        bankUrl: ground.bankUrl,
      },
      filesDirectory: join(ground.directory, 'files'),
    });
    return { ...surroundings(process.env), ...application };
  }

  /** @param {Member} member */
  async untilReady(member) {
    const until = Date.now() + READY_MS_MAX;
    while (Date.now() < until && !this.isStopping) {
      if (await this.isReady(member)) return;
      await pause(POLL_MS);
    }
    if (!this.isStopping) throw new Error(`${member.name} was not ready in time`);
  }

  /** @param {Member} member */
  async isReady({ name, port, isSweeping }) {
    if (name.startsWith('worker')) return isSweeping;
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, {
        signal: AbortSignal.timeout(2_000),
      });
      await answer.arrayBuffer();
      return answer.status < 500;
    } catch {
      return false;
    }
  }

  /** Whoever supervises the processes starts a dead one again. @param {Member} member */
  bringBack(member) {
    const coming = pause(RESTART_AFTER_MS).then(async () => {
      if (!this.isStopping) await this.launch(member).catch(() => undefined);
    });
    this.restarts.add(coming);
    void coming.finally(() => this.restarts.delete(coming));
  }

  /** @param {string} name */
  kill(name) {
    this.kills += 1;
    this.signal(name, 'SIGKILL');
  }

  /** Dies with its call on the way: it arrives when another has done the work. @param {string} name */
  late(name) {
    const member = this.members.get(name);
    if (member) member.stripe.isSlowRoad = true;
    this.kill(name);
  }

  /** @param {string} name */
  cut(name) {
    this.members.get(name)?.postgres.reset();
  }

  /** @param {string} name @param {NodeJS.Signals} signal */
  signal(name, signal) {
    this.members.get(name)?.child?.kill(signal);
  }

  /** @returns {string[]} */
  addresses() {
    return NAMES.filter((name) => name.startsWith('api')).map(
      (name) => `http://127.0.0.1:${this.members.get(name)?.port ?? 0}`,
    );
  }

  /** @returns {Member[]} */
  all() {
    return [...this.members.values()];
  }

  /** Everybody runs, nothing is in the way any more. */
  async heal() {
    this.trap = null;
    for (const { postgres, redis, stripe } of this.all()) {
      postgres.heal();
      redis.heal();
      stripe.heal();
    }
    for (const { name } of this.all()) this.signal(name, 'SIGCONT');
    await Promise.all(this.all().map((member) => this.untilReady(member)));
    await Promise.all(this.restarts);
    await Promise.all(this.all().map(({ stripe }) => stripe.arrive()));
  }

  async stop() {
    this.isStopping = true;
    await Promise.all(
      this.all().map(async ({ name, child }) => {
        this.signal(name, 'SIGCONT');
        if (child?.pid !== undefined) await end(child.pid, { limitMs: 12_000 });
      }),
    );
    await Promise.all(this.restarts);
  }

  async close() {
    await this.stop();
    for (const { postgres, redis, stripe } of this.all()) {
      await Promise.all([postgres.close(), redis.close(), stripe.close()]);
    }
  }
}

/** @param {number} ms */
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
