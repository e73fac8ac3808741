import { chance } from '../control/chance.js';
import type { Knobs } from '../control/knobs.js';
import { signed } from './forgery.js';
import type { WebhookSender } from './sender.js';

export interface Delivery {
  readonly eventId: string;
  readonly endpointId: string;
  /** Which event it is of all so far, and which copy of it: what its chances are drawn from. */
  readonly ordinal: number;
  readonly copy: number;
  attempts: number;
}

/** What the deliveries need to know at the moment of sending. */
export interface DeliverySource {
  /** Virtual time. */
  nowMs(): number;
  payloadOf(eventId: string): string | null;
  endpointOf(
    endpointId: string,
  ): { readonly url: string; readonly secrets: readonly string[] } | null;
  /** The endpoint has the event, or will never get it. */
  finished(delivery: Delivery, arrived: boolean): void;
}

export interface DeliveryCounts {
  waiting: number;
  held: number;
  /** Wait for virtual time; nothing is on its way because of them. */
  untilClock: number;
  inFlight: number;
  retrying: number;
  delivered: number;
  failedAttempts: number;
  dropped: number;
  givenUp: number;
}

/** Sends events with a bounded number of connections and repeats what was not answered with 2xx. All in recorded time. */
export class Deliveries {
  readonly #knobs: Knobs;
  readonly #sender: WebhookSender;
  readonly #source: DeliverySource;
  readonly #timers = new Map<Delivery, NodeJS.Timeout>();
  readonly #held: Delivery[] = [];
  /** Held back until virtual time has come so far. */
  readonly #later = new Map<Delivery, number>();
  #accepted = 0;
  #taken = 0;
  #waiting: Delivery[] = [];
  #next = 0;
  #inFlight = 0;
  #stopped = false;
  readonly #totals = { delivered: 0, failedAttempts: 0, dropped: 0, givenUp: 0 };

  constructor(knobs: Knobs, sender: WebhookSender, source: DeliverySource) {
    this.#knobs = knobs;
    this.#sender = sender;
    this.#source = source;
  }

  get isIdle(): boolean {
    const { waiting, inFlight, retrying, held } = this.counts();
    return waiting + inFlight + retrying + held === 0;
  }

  counts(): DeliveryCounts {
    return {
      waiting: this.#waiting.length - this.#next,
      held: this.#held.length,
      untilClock: this.#later.size,
      inFlight: this.#inFlight,
      retrying: this.#timers.size,
      ...this.#totals,
    };
  }

  /** Takes a new event for one endpoint, as often as the knobs say. */
  accept(eventId: string, endpointId: string): void {
    this.#accepted += 1;
    const delivery = { eventId, endpointId, ordinal: this.#accepted, copy: 0, attempts: 0 };
    if (this.#chance('drop', delivery) < this.#knobs.webhookDropRate) {
      this.#totals.dropped += 1;
      this.#source.finished(delivery, false);
      return;
    }
    const copies = this.#copiesOf(delivery);
    for (let copy = 0; copy < copies; copy += 1) this.#start({ ...delivery, copy });
  }

  #chance(question: string, { ordinal, copy, attempts }: Delivery): number {
    return chance(this.#knobs.seed, question, ordinal, copy, attempts);
  }

  #copiesOf(delivery: Delivery): number {
    const { webhookCopies: least, webhookCopiesMax: most } = this.#knobs;
    const more = Math.max(0, most - least);
    return least + Math.floor(this.#chance('copies', delivery) * (more + 1));
  }

  /** To be called when the delay knob has changed: what was held back is sent by the new value. */
  reconsiderHeld(): void {
    for (const delivery of this.#held.splice(0)) this.#start(delivery);
    if (this.#knobs.webhookDelayVirtualSeconds > 0) return;
    for (const delivery of [...this.#later.keys()]) this.#release(delivery);
  }

  /** When virtual time next lets something go, or null. */
  nextReleaseMs(): number | null {
    return this.#later.size ? Math.min(...this.#later.values()) : null;
  }

  /** To be called when virtual time has moved: sends what has waited for it, the earliest first. */
  releaseDue(): void {
    const nowMs = this.#source.nowMs();
    const due = [...this.#later].filter(([, atMs]) => atMs <= nowMs).sort(([, a], [, b]) => a - b);
    for (const [delivery] of due) this.#release(delivery);
  }

  #release(delivery: Delivery): void {
    this.#later.delete(delivery);
    this.#startNow(delivery);
  }

  /** Sends at once what waits for its next attempt. */
  retryNow(): void {
    const due = [...this.#timers];
    this.#timers.clear();
    for (const [delivery, timer] of due) {
      clearTimeout(timer);
      this.#enqueue(delivery);
    }
  }

  /** Nothing is sent or reported any more; what is on its way counts as not arrived. */
  stop(): void {
    this.#stopped = true;
    this.clear();
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#held.length = 0;
    this.#later.clear();
    this.#accepted = 0;
    this.#taken = 0;
    this.#waiting = [];
    this.#next = 0;
  }

  #start(delivery: Delivery): void {
    const virtualMs = this.#knobs.webhookDelayVirtualSeconds * 1000;
    if (virtualMs === 0) this.#startNow(delivery);
    else
      this.#later.set(
        delivery,
        this.#source.nowMs() + Math.floor(this.#chance('delay', delivery) * virtualMs),
      );
  }

  #startNow(delivery: Delivery): void {
    const delayMs = this.#knobs.webhookDelayMs;
    if (delayMs === null) this.#held.push(delivery);
    else if (delayMs > 0) this.#wait(delivery, delayMs);
    else this.#enqueue(delivery);
  }

  #wait(delivery: Delivery, delayMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(delivery);
      this.#enqueue(delivery);
    }, delayMs);
    this.#timers.set(delivery, timer);
  }

  #enqueue(delivery: Delivery): void {
    this.#waiting.push(delivery);
    this.#pump();
  }

  #pump(): void {
    while (this.#inFlight < this.#knobs.webhookConcurrency && this.#next < this.#waiting.length) {
      const delivery = this.#take();
      if (delivery) void this.#attempt(delivery);
    }
    if (this.#next === this.#waiting.length) {
      this.#waiting = [];
      this.#next = 0;
    }
  }

  #take(): Delivery | null {
    const left = this.#waiting.length - this.#next;
    const place = this.#next + (this.#knobs.webhookShuffle ? this.#shuffled(left) : 0);
    const delivery = this.#waiting[place] ?? null;
    const first = this.#waiting[this.#next];
    if (first && place !== this.#next) this.#waiting[place] = first;
    this.#next += 1;
    return delivery;
  }

  #shuffled(left: number): number {
    this.#taken += 1;
    return Math.floor(chance(this.#knobs.seed, 'shuffle', this.#taken) * left);
  }

  async #attempt(delivery: Delivery): Promise<void> {
    this.#inFlight += 1;
    delivery.attempts += 1;
    const accepted = await this.#send(delivery);
    this.#inFlight -= 1;
    if (this.#stopped) return;
    if (accepted === true) this.#totals.delivered += 1;
    if (accepted === false) this.#failed(delivery);
    else this.#source.finished(delivery, accepted === true);
    this.#pump();
  }

  /** Null when there is nothing left to send, because the event or the endpoint is gone. */
  async #send(delivery: Delivery): Promise<boolean | null> {
    const payload = this.#source.payloadOf(delivery.eventId);
    const endpoint = this.#source.endpointOf(delivery.endpointId);
    if (payload === null || endpoint === null) return null;
    const isForged = this.#chance('forge', delivery) < this.#knobs.webhookBadSignatureRate;
    const forgery = isForged ? this.#knobs.webhookBadSignature : null;
    const status = await this.#sender.post({
      url: endpoint.url,
      ...signed(payload, endpoint.secrets, forgery),
      timeoutMs: this.#knobs.webhookTimeoutMs,
    });
    return status >= 200 && status < 300;
  }

  #failed(delivery: Delivery): void {
    this.#totals.failedAttempts += 1;
    if (delivery.attempts >= this.#knobs.webhookAttemptsMax) {
      this.#totals.givenUp += 1;
      this.#source.finished(delivery, false);
      return;
    }
    const steps = this.#knobs.webhookBackoffMs;
    this.#wait(delivery, steps[Math.min(delivery.attempts, steps.length) - 1] ?? 1_000);
  }
}
