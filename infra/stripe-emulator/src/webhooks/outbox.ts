import type { Emulator } from '../emulator.js';
import { Deliveries, type Delivery, type DeliverySource } from './deliveries.js';
import { listenerOf, type Listener } from './listeners.js';
import { WebhookSender } from './sender.js';
import { notificationOf } from './thin-events.js';

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

  close(): void {
    this.deliveries.stop();
    this.#sender.close();
  }
}

function waitingOf(hidden: object | undefined): readonly string[] {
  return (hidden as { waiting?: readonly string[] } | undefined)?.waiting ?? [];
}
