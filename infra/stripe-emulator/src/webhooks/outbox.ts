import type { Forgery } from '../control/knobs.js';
import type { Emulator } from '../emulator.js';
import { Deliveries, type Delivery, type DeliverySource } from './deliveries.js';
import { signed } from './forgery.js';
import { listenerOf, type Listener } from './listeners.js';
import { WebhookSender } from './sender.js';
import { notificationOf } from './thin-events.js';

export interface Resending {
  readonly forgery: Forgery | null;
  /** What the event says instead, such as `{"livemode": true}`. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Signs with these instead of the endpoint's own. */
  readonly secrets?: readonly string[];
}

/** Joins the book's events to the deliveries: what is to be sent, where to, and what has arrived. */
export class Outbox implements DeliverySource {
  readonly deliveries: Deliveries;
  readonly #emulator: Emulator;
  readonly #sender = new WebhookSender();

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
    this.deliveries = new Deliveries(emulator.knobs, this.#sender, this);
    emulator.onEvent = (eventId, endpointId) => {
      this.deliveries.accept(eventId, endpointId);
    };
  }

  /** After a restart: what had not arrived is sent again. */
  resume(): void {
    const { book } = this.#emulator;
    for (const kind of ['event', 'v2.core.event'] as const)
      for (const { object, hidden } of book.every(kind))
        for (const endpointId of waitingOf(hidden)) this.deliveries.accept(object.id, endpointId);
  }

  nowMs(): number {
    return this.#emulator.clock.nowMs();
  }

  payloadOf(eventId: string): string | null {
    const { book } = this.#emulator;
    const event = book.find('event', eventId);
    if (event) return JSON.stringify(event.object, null, 2);
    const thin = book.find('v2.core.event', eventId);
    return thin && JSON.stringify(notificationOf(thin.object), null, 2);
  }

  endpointOf(endpointId: string): Listener | null {
    return listenerOf(this.#emulator.book, endpointId);
  }

  finished({ eventId, endpointId }: Delivery, arrived: boolean): void {
    const { book } = this.#emulator;
    const event = book.find('event', eventId);
    const hidden = (event ?? book.find('v2.core.event', eventId))?.hidden;
    if (!waitingOf(hidden).includes(endpointId)) return;
    const line = {
      sent: {
        eventId,
        waiting: waitingOf(hidden).filter((waits) => waits !== endpointId),
        pendingWebhooks: (event?.object.pending_webhooks ?? 0) - Number(arrived),
      },
    };
    this.#emulator.replay(line);
    void this.#emulator.journal.append(JSON.stringify(line));
  }

  /** Sends one event once more, by itself and as it is told to; resolves to the status of the answer. */
  async resend(eventId: string, endpointId: string, changes: Resending): Promise<number | null> {
    const payload = this.payloadOf(eventId);
    const endpoint = this.endpointOf(endpointId);
    if (payload === null || endpoint === null) return null;
    const event = { ...(JSON.parse(payload) as object), ...changes.members };
    return this.#sender.post({
      url: endpoint.url,
      ...signed(
        JSON.stringify(event, null, 2),
        changes.secrets ?? endpoint.secrets,
        changes.forgery,
      ),
      timeoutMs: this.#emulator.knobs.webhookTimeoutMs,
    });
  }

  close(): void {
    this.deliveries.stop();
    this.#sender.close();
  }
}

function waitingOf(hidden: object | undefined): readonly string[] {
  return (hidden as { waiting?: readonly string[] } | undefined)?.waiting ?? [];
}
