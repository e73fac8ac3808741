import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { DueLanesRepository } from './due-lanes.repository.js';
import { Hints, queueName, within } from './hints.js';
import { Lanes, type Lane } from './lanes.js';
import { patientRedis } from './redis.js';

/** How often the sweeper asks PostgreSQL what is due: the longest a lost hint can delay anything. */
const SWEEP_EVERY_MS = 250;
const BATCHES_PER_HINT_MAX = 200;
const LOCK_MS = 5_000;
const HINTS_AT_ONCE = 2;
/** A worker that waits for a Redis that is gone is not waited for. */
const CLOSE_MS_MAX = 2_000;

/** The worker process: listens for hints, and sweeps PostgreSQL for what no hint told of. */
@Injectable()
export class LaneRunner implements BeforeApplicationShutdown {
  private readonly log = new Logger(LaneRunner.name);
  private readonly workers: Worker[] = [];
  private readonly running = new Set<Promise<void>>();
  private connection: Redis | null = null;
  private sweeper: NodeJS.Timeout | null = null;
  private sweeping = false;
  private stopping = false;

  constructor(
    private readonly config: Config,
    private readonly lanes: Lanes,
    private readonly hints: Hints,
    private readonly database: Database,
    private readonly dueLanes: DueLanesRepository,
  ) {}

  start(): void {
    this.connection = patientRedis(this.config.redisUrl);
    this.connection.on('error', () => undefined);
    for (const lane of this.lanes.all()) this.workers.push(this.listen(lane, this.connection));
    this.sweeper = setInterval(() => {
      void this.track(this.sweep());
    }, SWEEP_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.sweeper !== null) clearInterval(this.sweeper);
    await Promise.allSettled([...this.running]);
    const closing = Promise.allSettled(this.workers.map((worker) => worker.close(true)));
    await within(closing, CLOSE_MS_MAX).catch(() => undefined);
    this.connection?.disconnect();
  }

  /** Works a lane until nothing is due. A failing lane is logged and tried again by the next sweep. */
  async drain(lane: Lane): Promise<void> {
    try {
      for (let batch = 0; batch < BATCHES_PER_HINT_MAX && !this.stopping; batch += 1) {
        if ((await lane.work()) === 0) return;
      }
    } catch (error) {
      this.log.error(`lane ${lane.name}: ${String(error)}`);
    }
  }

  private listen(lane: Lane, connection: Redis): Worker {
    const worker = new Worker(
      queueName(lane.name),
      async () => {
        await this.track(this.drain(lane));
      },
      {
        connection,
        prefix: this.config.queuePrefix,
        concurrency: HINTS_AT_ONCE,
        lockDuration: LOCK_MS,
        stalledInterval: LOCK_MS,
      },
    );
    worker.on('error', () => undefined);
    return worker;
  }

  private async sweep(): Promise<void> {
    if (this.sweeping || this.stopping) return;
    this.sweeping = true;
    try {
      const lanes = this.lanes.all();
      const busy = await this.database.look((tx) => this.dueLanes.due(tx, lanes));
      for (const lane of busy) await this.wake(lane);
    } catch (error) {
      this.log.warn(`sweep: ${String(error)}`);
    } finally {
      this.sweeping = false;
    }
  }

  /** Through BullMQ when Redis is there, by hand when it is not. */
  private async wake(lane: Lane): Promise<void> {
    try {
      await this.hints.send(lane.name);
    } catch {
      await this.drain(lane);
    }
  }

  private track(work: Promise<void>): Promise<void> {
    this.running.add(work);
    return work.finally(() => this.running.delete(work));
  }
}
