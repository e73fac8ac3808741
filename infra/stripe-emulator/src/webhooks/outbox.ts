import type { Emulator } from '../emulator.js';
import { Deliveries, type Delivery, type DeliverySource } from './deliveries.js';
import { WebhookSender } from './sender.js';

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
    for (const { object, hidden } of this.#emulator.book.oldest('event'))
      for (const endpointId of waitingOf(hidden)) this.deliveries.accept(object.id, endpointId);
  }

  payloadOf(eventId: string): string | null {
    const event = this.#emulator.book.find('event', eventId);
    return event && JSON.stringify(event.object, null, 2);
  }

  endpointOf(endpointId: string): { url: string; secrets: string[] } | null {
    const endpoint = this.#emulator.book.find('webhook_endpoint', endpointId);
    if (!endpoint || endpoint.object.status !== 'enabled') return null;
    const { secrets } = endpoint.hidden as { secrets?: string[] };
    return { url: endpoint.object.url, secrets: secrets ?? [] };
  }

  finished({ eventId, endpointId }: Delivery, arrived: boolean): void {
    const event = this.#emulator.book.find('event', eventId);
    if (!event || !waitingOf(event.hidden).includes(endpointId)) return;
    const line = {
      sent: {
        eventId,
        waiting: waitingOf(event.hidden).filter((waits) => waits !== endpointId),
        pendingWebhooks: event.object.pending_webhooks - Number(arrived),
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
