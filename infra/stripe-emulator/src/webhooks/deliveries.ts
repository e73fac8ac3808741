import type { Knobs } from '../control/knobs.js';
import type { WebhookSender } from './sender.js';
import { signatureHeader } from './signature.js';

export interface Delivery {
  readonly eventId: string;
  readonly endpointId: string;
  attempts: number;
}

/** What the deliveries need to know at the moment of sending. */
export interface DeliverySource {
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
      inFlight: this.#inFlight,
      retrying: this.#timers.size,
      ...this.#totals,
    };
  }

  /** Takes a new event for one endpoint, as often as the knobs say. */
  accept(eventId: string, endpointId: string): void {
    const delivery = { eventId, endpointId, attempts: 0 };
    if (Math.random() < this.#knobs.webhookDropRate) {
      this.#totals.dropped += 1;
      this.#source.finished(delivery, false);
      return;
    }
    for (let copy = 0; copy < this.#knobs.webhookCopies; copy += 1) this.#start({ ...delivery });
  }

  /** To be called when the delay knob has changed: what was held back is sent by the new value. */
  reconsiderHeld(): void {
    for (const delivery of this.#held.splice(0)) this.#start(delivery);
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
    this.#waiting = [];
    this.#next = 0;
  }

  #start(delivery: Delivery): void {
    const delayMs = this.#knobs.webhookDelayMs;
    if (delayMs === null) this.#held.push(delivery);
    else if (delayMs > 0) this.#later(delivery, delayMs);
    else this.#enqueue(delivery);
  }

  #later(delivery: Delivery, delayMs: number): void {
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
    const place = this.#next + (this.#knobs.webhookShuffle ? Math.floor(Math.random() * left) : 0);
    const delivery = this.#waiting[place] ?? null;
    const first = this.#waiting[this.#next];
    if (first && place !== this.#next) this.#waiting[place] = first;
    this.#next += 1;
    return delivery;
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
    const forged = Math.random() < this.#knobs.webhookBadSignatureRate;
    const secrets = forged ? ['whsec_not_the_secret'] : endpoint.secrets;
    return this.#sender.post({
      url: endpoint.url,
      payload,
      signature: signatureHeader(payload, secrets, Date.now()),
      timeoutMs: this.#knobs.webhookTimeoutMs,
    });
  }

  #failed(delivery: Delivery): void {
    this.#totals.failedAttempts += 1;
    if (delivery.attempts >= this.#knobs.webhookAttemptsMax) {
      this.#totals.givenUp += 1;
      this.#source.finished(delivery, false);
      return;
    }
    const steps = this.#knobs.webhookBackoffMs;
    this.#later(delivery, steps[Math.min(delivery.attempts, steps.length) - 1] ?? 1_000);
  }
}
