import { Injectable } from '@nestjs/common';
import { afterCommit, type Tx } from '../database/tx.js';
import { Lanes } from '../queue/lanes.js';
import { OutboxRepository } from './outbox.repository.js';

/** A fact a feature tells: noun and past participle, `contribution.succeeded`. */
export interface EventType<Payload> {
  readonly name: string;
  /** Only for the type system. */
  readonly payload?: Payload;
}

export function defineEvent<Payload extends Record<string, string | number | boolean | null>>(
  name: string,
): EventType<Payload> {
  return { name };
}

type Handler = (tx: Tx, payload: never) => Promise<void>;

export const OUTBOX_LANE = 'outbox';

/** Events go up (law 4): told in the transaction that made them true, heard at least once. */
@Injectable()
export class Events {
  private readonly listeners = new Map<string, string[]>();
  private readonly handlers = new Map<string, Handler>();

  constructor(
    private readonly outbox: OutboxRepository,
    private readonly lanes: Lanes,
  ) {}

  /**
   * One handler is one transaction and must be safe to run twice. Its name is a sentence and unique:
   * `milestones.plan-when-project-starts`.
   */
  on<Payload>(
    event: EventType<Payload>,
    handlerName: string,
    handler: (tx: Tx, payload: Payload) => Promise<void>,
  ): void {
    if (this.handlers.has(handlerName)) throw new Error(`Two handlers called ${handlerName}`);
    this.handlers.set(handlerName, handler);
    this.listeners.set(event.name, [...(this.listeners.get(event.name) ?? []), handlerName]);
  }

  async publish<Payload>(tx: Tx, event: EventType<Payload>, payload: Payload): Promise<void> {
    await this.publishAll(tx, event, [payload]);
  }

  /** The same fact of several subjects, in one statement. */
  async publishAll<Payload>(
    tx: Tx,
    event: EventType<Payload>,
    payloads: readonly Payload[],
  ): Promise<void> {
    const handlers = this.listeners.get(event.name) ?? [];
    if (handlers.length === 0 || payloads.length === 0) return;
    await this.outbox.addEvents(tx, handlers, payloads);
    afterCommit(tx, () => {
      this.lanes.hint(OUTBOX_LANE);
    });
  }

  handlerOf(name: string): Handler | undefined {
    return this.handlers.get(name);
  }
}
