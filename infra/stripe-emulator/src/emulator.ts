import type { Stripe } from 'stripe';
import { Book } from './book/book.js';
import type { Journal } from './book/journal.js';
import type { Kind, Kinds, ThinEvent } from './book/kinds.js';
import { DueQueue } from './clock/due-queue.js';
import { VirtualClock } from './clock/virtual-clock.js';
import { initialKnobs, type Knobs } from './control/knobs.js';
import { IdempotencyKeys, type KeptAnswer } from './idempotency/keys.js';
import { BY_ITSELF, eventObject, previousAttributes, type Origin } from './webhooks/events.js';
import { listenersTo } from './webhooks/listeners.js';
import { thinEventObject, type ThinSubject } from './webhooks/thin-events.js';

/** One line of the journal. */
export interface JournalLine {
  readonly put?: [Kind, object, Record<string, unknown>][];
  readonly gone?: [Kind, string][];
  readonly offsetMs?: number;
  readonly kept?: KeptAnswer;
  readonly sent?: SentLine;
}

/** How far an event has got: the endpoints to try yet, and how many have not accepted it. */
export interface SentLine {
  readonly eventId: string;
  readonly waiting: readonly string[];
  readonly pendingWebhooks: number;
}

interface NewEvent {
  readonly id: string;
  readonly endpoints: readonly string[];
}

export type EventSink = (eventId: string, endpointId: string) => void;

/** The state of one emulated account and the only way to change it: in steps that are journalled before they are told. */
export class Emulator {
  readonly clock = new VirtualClock();
  readonly due = new DueQueue();
  readonly keys = new IdempotencyKeys();
  readonly knobs: Knobs = initialKnobs();
  readonly book: Book;
  /** Where payers reach the hosted pages; known when the server listens. */
  publicUrl = '';
  readonly journal: Journal;
  /** Charges that still wait for their balance transaction. */
  onUnsettledCharge: (chargeId: string) => void = () => undefined;
  /** Intents that have just succeeded, while the step that made them so still runs. */
  onIntentSucceeded: (intentId: string) => void = () => undefined;
  onEvent: EventSink = () => undefined;
  onDueChanged: () => void = () => undefined;
  #origin: Origin = BY_ITSELF;
  #events: NewEvent[] = [];
  #generation = 0;
  #committing = 0;

  constructor(journal: Journal) {
    this.journal = journal;
    this.book = new Book(({ kind, object, hidden }) => {
      if (hidden.due) this.due.push({ kind, id: object.id, ...hidden.due });
    });
  }

  /** Seconds since the epoch in virtual time. */
  get now(): number {
    return this.clock.now();
  }

  /** Counts resets, so that work begun before one can notice it. */
  get generation(): number {
    return this.#generation;
  }

  /** Steps whose lines are not yet in the journal, so that their events are not yet on the way. */
  get committing(): number {
    return this.#committing;
  }

  /** Records an event about an object as it is now; it is sent when the step is in the journal. */
  emit(type: Stripe.Event['type'], object: object, before?: object): void {
    const account = this.book.scope;
    const endpoints = listenersTo(this.book, { type, account, payload: 'snapshot' });
    const event = eventObject({
      type,
      account,
      object,
      previous: before ? previousAttributes(before, object) : null,
      created: this.now,
      origin: this.#origin,
      pendingWebhooks: endpoints.length,
    });
    this.book.put('event', event, { waiting: endpoints });
    this.#events.push({ id: event.id, endpoints });
  }

  /** Records an event of API v2, which names what it is about instead of carrying it. */
  emitThin(type: string, about: ThinSubject): ThinEvent {
    const endpoints = listenersTo(this.book, { type, account: null, payload: 'thin' });
    const event = thinEventObject({ type, about, nowMs: this.clock.nowMs(), origin: this.#origin });
    this.book.put('v2.core.event', event, { waiting: endpoints });
    this.#events.push({ id: event.id, endpoints });
    return event;
  }

  /** Changes an object and tells it in one go. */
  changeAndEmit<K extends Kind>(
    type: Stripe.Event['type'],
    kind: K,
    id: string,
    members: Partial<Kinds[K]>,
  ): Kinds[K] {
    const before = this.book.find(kind, id)?.object;
    const after = this.book.change(kind, id, members);
    this.emit(type, after, before);
    return after;
  }

  /**
   * Runs one indivisible change. `work` is synchronous, so nothing can come between its reads and writes. It gives
   * refusals back as values instead of throwing them, because a declined payment leaves a charge behind.
   */
  run<T>(
    work: () => T,
    origin: Origin = BY_ITSELF,
  ): { result: T; commit: (more?: JournalLine) => Promise<void> } {
    this.#origin = origin;
    try {
      const result = this.book.actingFor(origin.account ?? null, work);
      return { result, commit: this.#commitOf() };
    } finally {
      this.#origin = BY_ITSELF;
    }
  }

  /** Runs a change and waits until it is in the journal. */
  async step<T>(work: () => T, origin: Origin = BY_ITSELF): Promise<T> {
    const { result, commit } = this.run(work, origin);
    await commit();
    return result;
  }

  #commitOf(): (more?: JournalLine) => Promise<void> {
    const changes = this.book.takeChanges();
    const events = this.#events;
    this.#events = [];
    this.onDueChanged();
    const generation = this.#generation;
    this.#committing += 1;
    return async (more = {}) => {
      const line = { ...changes, ...more };
      try {
        if (Object.keys(line).length) await this.journal.append(JSON.stringify(line));
      } finally {
        this.#committing -= 1;
      }
      if (generation === this.#generation) this.#tell(events);
    };
  }

  #tell(events: readonly NewEvent[]): void {
    for (const { id, endpoints } of events)
      for (const endpoint of endpoints) this.onEvent(id, endpoint);
  }

  replay(line: JournalLine): void {
    this.book.replay({ put: line.put, gone: line.gone });
    if (line.offsetMs !== undefined) this.clock.offsetMs = line.offsetMs;
    if (line.kept) this.keys.keep(line.kept);
    if (line.sent) this.#replaySent(line.sent);
  }

  #replaySent({ eventId, waiting, pendingWebhooks }: SentLine): void {
    const event = this.book.find('event', eventId);
    const thin = this.book.find('v2.core.event', eventId);
    if (thin) this.book.replay({ put: [['v2.core.event', thin.object, { waiting }]] });
    if (!event) return;
    const object = { ...event.object, pending_webhooks: pendingWebhooks };
    this.book.replay({ put: [['event', object, { ...event.hidden, waiting }]] });
  }

  /** An empty account. Knobs and time go back to their beginning as well. */
  async reset(): Promise<void> {
    this.#generation += 1;
    this.book.clear();
    this.due.clear();
    this.keys.clear();
    this.#events = [];
    this.clock.moveTo(Date.now());
    Object.assign(this.knobs, initialKnobs());
    await this.journal.empty();
  }
}
