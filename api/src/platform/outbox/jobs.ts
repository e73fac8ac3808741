import { Injectable } from '@nestjs/common';
import { afterCommit, type Tx } from '../database/tx.js';
import { Lanes } from '../queue/lanes.js';
import { OUTBOX_LANE } from './events.js';
import { OutboxRepository } from './outbox.repository.js';

/** A wait or a follow-up of a feature, `campaigns.close`, with one subject. */
export interface JobType {
  readonly name: string;
}

export function defineJob(name: string): JobType {
  return { name };
}

type JobHandler = (tx: Tx, subjectId: string) => Promise<void>;

/**
 * Waits in business time. A job is a row, found again by its due time; its handler looks at the
 * subject's state first, because the world may have moved on.
 */
@Injectable()
export class Jobs {
  private readonly handlers = new Map<string, JobHandler>();

  constructor(
    private readonly outbox: OutboxRepository,
    private readonly lanes: Lanes,
  ) {}

  on(job: JobType, handler: JobHandler): void {
    if (this.handlers.has(job.name)) throw new Error(`Two handlers of job ${job.name}`);
    this.handlers.set(job.name, handler);
  }

  /** Due at the instant (business time), at once when it is null. Scheduling again moves the row. */
  async schedule(tx: Tx, job: JobType, subjectId: string, dueAt: Date | null): Promise<void> {
    await this.outbox.putJob(tx, job.name, subjectId, dueAt);
    afterCommit(tx, () => {
      this.lanes.hint(OUTBOX_LANE);
    });
  }

  /**
   * For a handler that found its subject not ready: it looks again at the instant at the latest. Who
   * made the subject ready while it looked has asked for sooner, and that stands.
   */
  async waitOn(tx: Tx, job: JobType, subjectId: string, until: Date): Promise<void> {
    await this.outbox.putJobBy(tx, job.name, subjectId, until);
  }

  async cancel(tx: Tx, job: JobType, subjectId: string): Promise<void> {
    await this.cancelAll(tx, job, [subjectId]);
  }

  async cancelAll(tx: Tx, job: JobType, subjectIds: readonly string[]): Promise<void> {
    await this.outbox.dropJobs(tx, job.name, subjectIds);
  }

  handlerOf(name: string): JobHandler | undefined {
    return this.handlers.get(name);
  }
}
