import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { Config } from '../config/config.js';
import { Lanes } from './lanes.js';
import { impatientRedis } from './redis.js';

/** Hints of one burst are sent as one. */
const GATHER_MS = 5;

export function queueName(lane: string): string {
  return `look-${lane}`;
}

/** Tells the workers, through BullMQ, which lane to look at. Both http and worker do. */
@Injectable()
export class Hints implements OnApplicationShutdown {
  private readonly log = new Logger(Hints.name);
  private readonly queues = new Map<string, Queue>();
  private readonly gathered = new Set<string>();
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
    await this.queue(lane).add('look', {}, { removeOnComplete: true, removeOnFail: true });
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
    this.connection.disconnect();
  }

  private gather(lane: string): void {
    this.gathered.add(lane);
    this.timer ??= setTimeout(() => {
      this.timer = null;
      const lanes = [...this.gathered];
      this.gathered.clear();
      for (const name of lanes) {
        this.send(name).catch((error: unknown) => {
          this.log.debug(`hint for ${name} not sent: ${String(error)}`);
        });
      }
    }, GATHER_MS);
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
