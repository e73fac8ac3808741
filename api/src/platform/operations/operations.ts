import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../database/database.js';
import { afterCommit, type Tx } from '../database/tx.js';
import { newId } from '../ids/ids.js';
import { keepingLease } from '../queue/keep-lease.js';
import { Lanes, type Lane } from '../queue/lanes.js';
import {
  OPERATIONS_DUE,
  OperationsRepository,
  type OperationRow,
} from './operations.repository.js';

/** The outside said no, for good: the same call would be refused again. */
export class OutsideRefused extends Error {
  override readonly name = 'OutsideRefused';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface OperationContext {
  readonly operationId: string;
  /** The same for every attempt: the outside's idempotency key. */
  readonly key: string;
  /**
   * When the first attempt of the first version was sent: nothing it made is older. Business time, by
   * which the provider of a demonstration goes, too.
   */
  readonly sentSince: Date;
}

export interface OperationRef<Request = unknown> {
  readonly id: string;
  readonly subjectId: string;
  readonly request: Request;
  readonly attempts: number;
  /** A version before this one was asked for. */
  readonly hasEarlier: boolean;
}

/**
 * A kind of call to the outside (law 3, ruling 17). `call` runs without a transaction and may throw
 * OutsideRefused; any other error leaves the outcome unknown, and the same key is used again. Before
 * that, `ask` finds out: the outside may have done what it was asked and not have kept the key.
 */
export interface OperationKind<Request, Result> {
  readonly name: string;
  call(request: Request, context: OperationContext): Promise<Result>;
  /**
   * What became of an earlier attempt, or of an earlier version's; null = it never happened. It goes by
   * a mark of ours, reads what it looks through to the end, and bounds that by an owner or a time.
   */
  ask?(request: Request, context: OperationContext): Promise<Result | null>;
  /** Applies the answer, in one transaction with keeping it. */
  apply(tx: Tx, operation: OperationRef<Request>, result: Result): Promise<void>;
  refused(
    tx: Tx,
    operation: OperationRef<Request>,
    refusal: { code: string; message: string },
  ): Promise<void>;
}

export const OPERATIONS_LANE = 'operations';
const BATCH = 10;
/** How long an operation is left to the request that a person waits for. */
const INLINE_MS = 6_000;
const FIRST_PAUSE_MS = 500;
const PAUSE_MS_MAX = 60_000;

@Injectable()
export class Operations implements Lane {
  readonly name = OPERATIONS_LANE;
  readonly dueWhen = OPERATIONS_DUE;
  private readonly log = new Logger(Operations.name);
  private readonly kinds = new Map<string, OperationKind<unknown, unknown>>();

  constructor(
    private readonly database: Database,
    private readonly operations: OperationsRepository,
    private readonly lanes: Lanes,
  ) {
    lanes.add(this);
  }

  register<Request, Result>(kind: OperationKind<Request, Result>): void {
    this.kinds.set(kind.name, kind);
  }

  /**
   * Writes down the intent; a worker carries it out after the commit. One per kind, subject and
   * version: a business retry after a final no is a new version. With `inline` the caller carries it
   * out itself (runNow), and workers step in only when it does not.
   */
  async request<Request>(
    tx: Tx,
    kind: OperationKind<Request, never> | { readonly name: string },
    intent: { subjectId: string; request: Request; version?: number; inline?: boolean },
  ): Promise<string> {
    const id = newId();
    const { subjectId, request, version = 1, inline = false } = intent;
    const restMs = inline ? INLINE_MS : 0;
    await this.operations.insert(tx, { id, kind: kind.name, subjectId, version, request, restMs });
    if (!inline) {
      afterCommit(tx, () => {
        this.lanes.hint(OPERATIONS_LANE);
      });
    }
    return id;
  }

  /** Carries out one operation now, for a person who waits; past the time a worker goes on with it. */
  async runNow(id: string, timeoutMs: number): Promise<'done' | 'refused' | 'waiting'> {
    const since = performance.now();
    const row = await this.database.look((tx) => this.operations.leaseOne(tx, id));
    if (row === null) return this.outcomeOf(id);
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<'waiting'>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, 'waiting');
    });
    const outcome = await Promise.race([this.carryOut(row, since), timeUp]);
    clearTimeout(timer);
    return outcome;
  }

  /** What is known of the calls of these kinds for one subject, all versions together. */
  historyOf(
    tx: Tx,
    kinds: readonly string[],
    subjectId: string,
  ): Promise<{ sentSince: Date | null; isOpen: boolean }> {
    return this.operations.historyOf(tx, kinds, subjectId);
  }

  async work(): Promise<number> {
    const since = performance.now();
    const rows = await this.database.look((tx) => this.operations.leaseDue(tx, BATCH));
    await Promise.all(rows.map((row) => this.carryOut(row, since)));
    return rows.length;
  }

  private async outcomeOf(id: string): Promise<'done' | 'refused' | 'waiting'> {
    const state = await this.database.look((tx) => this.operations.stateOf(tx, id));
    return state === 'done' || state === 'refused' ? state : 'waiting';
  }

  private async carryOut(
    row: OperationRow,
    since: number,
  ): Promise<'done' | 'refused' | 'waiting'> {
    try {
      const kind = this.kinds.get(row.kind);
      if (kind === undefined) throw new Error(`Nobody carries out ${row.kind}`);
      return await keepingLease(
        () => this.database.look((tx) => this.operations.renewLease(tx, row)),
        () => this.send(kind, row),
        since,
      );
    } catch (error) {
      return this.settleFailure(row, error);
    }
  }

  private async send(
    kind: OperationKind<unknown, unknown>,
    row: OperationRow,
  ): Promise<'done' | 'waiting'> {
    const context = { operationId: row.id, key: row.id, sentSince: row.sentSince };
    const result = await this.answerOf(kind, row, context);
    return this.database.inTransaction(async (tx) => {
      if (!(await this.operations.finish(tx, row, { state: 'done', result }))) return 'waiting';
      await kind.apply(tx, row, result);
      return 'done';
    });
  }

  private async answerOf(
    kind: OperationKind<unknown, unknown>,
    row: OperationRow,
    context: OperationContext,
  ): Promise<unknown> {
    if (wasSentBefore(row) && kind.ask !== undefined) {
      const earlier = await kind.ask(row.request, context);
      if (earlier !== null) return earlier;
    }
    return kind.call(row.request, context);
  }

  private async settleFailure(row: OperationRow, error: unknown): Promise<'refused' | 'waiting'> {
    const text = error instanceof Error ? error.message : String(error);
    if (!(error instanceof OutsideRefused)) {
      this.log.warn(`${row.kind} ${row.id}: outcome unknown: ${text}`);
      const pauseMs = Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS * 2 ** Math.max(0, row.attempts - 1));
      await this.database.look((tx) => this.operations.rest(tx, row, pauseMs, text));
      return 'waiting';
    }
    this.log.warn(`${row.kind} ${row.id}: refused: ${error.code}`);
    await this.database.inTransaction(async (tx) => {
      const problem = `${error.code}: ${text}`;
      if (await this.operations.finish(tx, row, { state: 'refused', problem })) {
        await this.kinds.get(row.kind)?.refused(tx, row, error);
      }
    });
    return 'refused';
  }
}

/** An earlier call may still be on its way, or have done its work unheard. */
export function wasSentBefore({
  attempts,
  hasEarlier,
}: Pick<OperationRef, 'attempts' | 'hasEarlier'>): boolean {
  return attempts > 1 || hasEarlier;
}
