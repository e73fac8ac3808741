import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../database/database.js';
import { MoveNotAllowed } from '../database/state-moves.js';
import { AppError } from '../http/app-error.js';
import { keepingLease } from '../queue/keep-lease.js';
import { Lanes, type Lane } from '../queue/lanes.js';
import { Events, OUTBOX_LANE } from './events.js';
import { Jobs } from './jobs.js';
import { OUTBOX_DUE, OutboxRepository, type OutboxRow } from './outbox.repository.js';

const BATCH = 25;
/** Rows of a batch have no order among themselves, as two workers' batches have none. */
const AT_ONCE = 4;
const ATTEMPTS_MAX = 5;
const FIRST_PAUSE_MS = 400;

/** Hands due outbox rows to their handlers, each in a transaction of its own. */
@Injectable()
export class OutboxLane implements Lane {
  readonly name = OUTBOX_LANE;
  readonly dueWhen = OUTBOX_DUE;
  private readonly log = new Logger(OutboxLane.name);

  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxRepository,
    private readonly events: Events,
    private readonly jobs: Jobs,
    lanes: Lanes,
  ) {
    lanes.add(this);
  }

  async work(): Promise<number> {
    const rows = await this.database.look((tx) => this.outbox.lease(tx, BATCH));
    await keepingLease(
      () => this.database.look((tx) => this.outbox.renewLeases(tx, rows)),
      () => this.handleAll(rows),
    );
    return rows.length;
  }

  private async handleAll(rows: readonly OutboxRow[]): Promise<void> {
    const waiting = rows.values();
    const handleWaiting = async () => {
      for (const row of waiting) await this.handle(row);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, handleWaiting));
  }

  private async handle(row: OutboxRow): Promise<void> {
    try {
      await this.database.inTransaction(async (tx) => {
        if (!(await this.outbox.take(tx, row))) return; // The lease ran out; somebody else has it.
        if (row.kind === 'event') {
          await this.known(row, this.events.handlerOf(row.handler))(tx, row.payload as never);
        } else {
          await this.known(row, this.jobs.handlerOf(row.handler))(tx, row.subjectKey ?? '');
        }
      });
    } catch (error) {
      await this.keepForLater(row, error);
    }
  }

  private known<Handler>(row: OutboxRow, handler: Handler | undefined): Handler {
    if (handler === undefined) throw new Error(`Nobody handles ${row.handler}`);
    return handler;
  }

  /**
   * A refusal will not change on a second try, unless somebody moved the subject at the same time;
   * everything else rests a little longer each time.
   */
  private async keepForLater(row: OutboxRow, error: unknown): Promise<void> {
    const isRefusal = error instanceof AppError && !(error instanceof MoveNotAllowed);
    const isFinal = isRefusal || row.attempts + 1 >= ATTEMPTS_MAX;
    const retryInMs = isFinal ? null : FIRST_PAUSE_MS * 2 ** row.attempts;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.log[isFinal ? 'error' : 'warn'](`${row.handler} ${row.subjectKey ?? row.id}: ${text}`);
    await this.database.inTransaction((tx) =>
      this.outbox.failed(tx, row, { error: text, retryInMs }),
    );
  }
}
