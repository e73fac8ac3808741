import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ClockMoveView, ClockView } from '@vatra/shared/clock/clock.views';
import { AppModule } from '../src/app.module.js';
import { Config } from '../src/platform/config/config.js';
import { Database } from '../src/platform/database/database.js';
import { createHttpApp } from '../src/platform/http/create-http-app.js';
import { DueLanesRepository } from '../src/platform/queue/due-lanes.repository.js';
import { LaneRunner } from '../src/platform/queue/lane-runner.js';
import { Lanes } from '../src/platform/queue/lanes.js';
import { cloneDatabase, requiredUrl, type TestDatabase } from './support/database.js';
import { startEmulator, type Emulator } from './support/emulator.js';
import { freePort } from './support/ports.js';
import { Browser, type Answer } from './support/browser.js';
import { whatIsUnsound, type Unsound } from './support/soundness.js';

/** The mover itself gives up before, and says why. */
const MOVE_TIMEOUT_MS = 200_000;
const QUIET_TIMEOUT_MS = 20_000;
/** A date takes its time to arrive, and each look at it is a whole request. */
const MOVE_LOOK_MS = 40;
const QUIET_LOOK_MS = 10;
export const WEBHOOK_SECRET = 'whsec_test_0123456789abcdef0123456789';

/** How often the books are read by themselves. */
type Readings = Pick<Config, 'verifyEverySeconds' | 'reconcileEverySeconds'>;
const ON_DEMAND: Readings = { verifyEverySeconds: 0, reconcileEverySeconds: 0 };

export interface TestApp {
  readonly config: Config;
  readonly database: TestDatabase;
  readonly emulator: Emulator | null;
  /** The api's own object graph, for reading only; scenes are set over HTTP. */
  readonly http: NestFastifyApplication;
  readonly worker: INestApplicationContext;
  /** A visitor with an empty cookie jar. */
  visitor(): Browser;
  /** Moves business time through the public clock endpoint and waits until it arrived. */
  moveClock(to: Date | { days?: number; hours?: number; minutes?: number }): Promise<void>;
  now(): Promise<Date>;
  /** Waits until nothing is due: outbox, operations, inbox, webhooks. */
  quiet(): Promise<void>;
  /** Ends http and worker; the database can be cloned and the provider still be asked. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The whole api on a database of its own: http listening on a port, a worker beside it, and, when
 * asked for, the payment emulator as a child process.
 */
export async function startTestApp(
  options: {
    emulator?: boolean;
    redisUrl?: string;
    unsound?: Unsound;
    readings?: Readings;
  } = {},
): Promise<TestApp> {
  const database = await cloneDatabase();
  const files = await mkdtemp(path.join(tmpdir(), 'vatra-files-'));
  const [port, emulatorPort] = [await freePort(), await freePort()];
  const redisUrl = options.redisUrl ?? requiredUrl('TEST_REDIS_URL');
  const config = testConfig({
    ...{ database, files, port, emulatorPort, redisUrl },
    readings: options.readings ?? ON_DEMAND,
  });
  const http = await createHttpApp(AppModule.with(config, 'http'), config);
  await http.listen(port, '127.0.0.1');
  const emulator = options.emulator
    ? await startEmulator({
        port: emulatorPort,
        webhookUrl: `http://127.0.0.1:${String(port)}/api/v1/webhooks/stripe`,
        webhookSecret: WEBHOOK_SECRET,
        now: null,
      })
    : null;
  const worker = await NestFactory.createApplicationContext(AppModule.with(config, 'worker'), {
    logger: process.env.TEST_LOG ? ['log', 'warn', 'error'] : ['fatal'],
  });
  worker.get(LaneRunner).start();
  const visitor = () => new Browser(`http://127.0.0.1:${String(port)}`, config.publicUrl);
  let resting: Promise<void> | null = null;
  const rest = () =>
    (resting ??= (async () => {
      await worker.close();
      await http.close();
      await database.rest();
    })());
  return {
    config,
    database,
    emulator,
    http,
    worker,
    visitor,
    now: async () => new Date((await visitor().get<ClockView>('/clock')).body.now),
    moveClock: (to) => moveClock(visitor(), to),
    quiet: () => untilQuiet(worker, emulator),
    rest,
    close: async () => {
      await rest();
      const unsound = await whatIsUnsound(database, options.unsound ?? {});
      await emulator?.stop();
      await database.drop();
      await rm(files, { recursive: true, force: true });
      // Last, so that books that do not add up leave no server behind.
      if (unsound.length > 0) throw new Error(`the books do not add up:\n${unsound.join('\n')}`);
    },
  };
}

function testConfig(parts: {
  database: TestDatabase;
  files: string;
  port: number;
  emulatorPort: number;
  redisUrl: string;
  readings: Readings;
}): Config {
  const { database, files, port, emulatorPort, redisUrl, readings } = parts;
  return new Config({
    databaseUrl: database.ownerUrl,
    databaseAppUrl: database.appUrl,
    databaseReadUrl: database.appUrl,
    redisUrl,
    stripeSecretKey: 'sk_test_0123456789abcdefghij',
    stripeApiBase: `http://127.0.0.1:${String(emulatorPort)}`,
    stripeWebhookSecrets: [WEBHOOK_SECRET],
    filesUrl: pathToFileURL(files).href,
    smtpUrl: null,
    publicUrl: 'http://localhost:4300',
    host: '127.0.0.1',
    port,
    metricsPort: null,
    trustedProxies: 'loopback',
    demo: true,
    authSecret: 'test-secret-test-secret-test-secret-0123',
    bootstrapAdminEmail: 'admin@demo.vatra.example',
    operatorName: 'Vatra Foundation (demo)',
    operatorIban: 'DE89370400440532013000',
    operatorBic: 'COBADEFFXXX',
    operatingIban: 'DE02120300000000202051',
    operatingBic: 'BYLADEM1001',
    stripeTopUpIban: 'IE29AIBK93115212345678',
    stripeTopUpReference: 'ACCT-DEMO',
    ...readings,
    queuePrefix: `t-${randomBytes(4).toString('hex')}`,
  });
}

async function moveClock(
  visitor: Browser,
  to: Date | { days?: number; hours?: number; minutes?: number },
): Promise<void> {
  const now = new Date((await visitor.get<ClockView>('/clock')).body.now);
  const target = to instanceof Date ? to : new Date(now.getTime() + durationMs(to));
  const started = await visitor.post<ClockMoveView>('/clock/moves', { to: target.toISOString() });
  if (started.status !== 200) throw new Error(`clock move: ${JSON.stringify(started.body)}`);
  const deadline = Date.now() + MOVE_TIMEOUT_MS;
  for (;;) {
    const { body } = await visitor.get<ClockMoveView>(`/clock/moves/${started.body.id}`);
    if (body.state === 'done') return;
    if (body.state === 'failed' || Date.now() > deadline) {
      throw new Error(`the clock did not arrive: ${JSON.stringify(body)}`);
    }
    await pause(MOVE_LOOK_MS);
  }
}

/** Quiet twice in a row: what one look found at rest may have been on its way to the other side. */
async function untilQuiet(worker: INestApplicationContext, emulator: Emulator | null) {
  const lanes = worker.get(Lanes).all();
  const deadline = Date.now() + QUIET_TIMEOUT_MS;
  for (let calm = 0; calm < 2;) {
    if (Date.now() > deadline) throw new Error('the work that was due did not come to an end');
    const busy = await worker
      .get(Database)
      .look((tx) => worker.get(DueLanesRepository).due(tx, lanes));
    const isCalm = busy.length === 0 && ((await emulator?.isIdle()) ?? true);
    calm = isCalm ? calm + 1 : 0;
    await pause(QUIET_LOOK_MS);
  }
}

function durationMs(span: { days?: number; hours?: number; minutes?: number }): number {
  return (((span.days ?? 0) * 24 + (span.hours ?? 0)) * 60 + (span.minutes ?? 0)) * 60_000;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export type { Answer, Browser };
