import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { Config } from '../config/config.js';
import { Lanes } from './lanes.js';
import { impatientRedis } from './redis.js';

/** The first hint goes at once; what follows so soon is sent as one. */
const GATHER_MS = 25;
/** A Redis that is connected and does not answer is as good as none. */
const SEND_MS_MAX = 500;
const CLOSE_MS_MAX = 1_000;

export function queueName(lane: string): string {
  return `look-${lane}`;
}

/** Tells the workers, through BullMQ, which lane to look at. Both http and worker do. */
@Injectable()
export class Hints implements OnApplicationShutdown {
  private readonly log = new Logger(Hints.name);
  private readonly queues = new Map<string, Queue>();
  /** Lanes told of within the last moment; true when they were hinted at once more since. */
  private readonly gathered = new Map<string, boolean>();
  private readonly connection: Redis;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly config: Config,
    lanes: Lanes,
  ) {
    this.connection = impatientRedis(config.redisUrl);
    this.connection.on('error', () => undefined);
    lanes.useHinter((lane) => {
      this.gather(lane);
    });
  }

  /** Puts one hint into BullMQ; throws when Redis is away. */
  async send(lane: string): Promise<void> {
    // BullMQ waits for ever for a connection that was never ready; the caller has PostgreSQL.
    if (this.connection.status !== 'ready') throw new Error('Redis is away');
    const sent = this.queue(lane).add('look', {}, { removeOnComplete: true, removeOnFail: true });
    await within(sent, SEND_MS_MAX);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    const closing = Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
    await within(closing, CLOSE_MS_MAX).catch(() => undefined);
    this.connection.disconnect();
  }

  private gather(lane: string): void {
    if (this.gathered.has(lane)) {
      this.gathered.set(lane, true);
      return;
    }
    this.gathered.set(lane, false);
    this.tell(lane);
    this.timer ??= setTimeout(() => {
      this.flush();
    }, GATHER_MS);
  }

  private flush(): void {
    const again = [...this.gathered].filter(([, isWanted]) => isWanted).map(([lane]) => lane);
    this.gathered.clear();
    this.timer = null;
    for (const lane of again) this.gather(lane);
  }

  private tell(lane: string): void {
    this.send(lane).catch((error: unknown) => {
      this.log.debug(`hint for ${lane} not sent: ${String(error)}`);
    });
  }

  private queue(lane: string): Queue {
    const known = this.queues.get(lane);
    if (known !== undefined) return known;
    const queue = new Queue(queueName(lane), {
      connection: this.connection,
      prefix: this.config.queuePrefix,
    });
    queue.on('error', () => undefined);
    this.queues.set(lane, queue);
    return queue;
  }
}

/** @throws Error when it takes longer; what was begun may still end, and nobody hears of it. */
export async function within(work: Promise<unknown>, limitMs: number): Promise<void> {
  const stop = new AbortController();
  const timeUp = sleep(limitMs, 'late', { signal: stop.signal });
  timeUp.catch(() => undefined);
  try {
    if ((await Promise.race([work, timeUp])) === 'late') throw new Error('Redis does not answer');
  } finally {
    stop.abort();
    work.catch(() => undefined);
  }
}
