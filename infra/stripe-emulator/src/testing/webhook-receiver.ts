import { createServer, type Server } from 'node:http';
import Stripe from 'stripe';

export interface Received {
  readonly event: Stripe.Event;
  readonly signature: string;
  readonly payload: string;
}

/** An endpoint that checks signatures with the SDK and answers as the test wants. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** Everything that came, whoever signed it; for receivers without a secret. */
  readonly raw: { readonly payload: string; readonly signature: string }[] = [];
  url = '';
  refusedSignatures = 0;
  /** How many connections the sender has opened. */
  connections = 0;
  /** Statuses for the next deliveries; 200 when empty. */
  readonly nextStatuses: number[] = [];
  readonly secret: string;
  #server: Server | null = null;

  constructor(secret: string) {
    this.secret = secret;
  }

  async listen(): Promise<string> {
    const stripe = new Stripe('sk_test_receiver');
    const server = createServer((request, response) => {
      let payload = '';
      request.on('data', (chunk: Buffer) => (payload += chunk.toString('utf8')));
      request.on('end', () => {
        const signature = String(request.headers['stripe-signature']);
        this.raw.push({ payload, signature });
        if (this.secret === '') {
          response.writeHead(this.nextStatuses.shift() ?? 200).end();
          return;
        }
        try {
          const event = stripe.webhooks.constructEvent(payload, signature, this.secret);
          this.received.push({ event, signature, payload });
        } catch {
          this.refusedSignatures += 1;
          response.writeHead(400).end();
          return;
        }
        response.writeHead(this.nextStatuses.shift() ?? 200).end();
      });
    });
    server.on('connection', () => (this.connections += 1));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('No address.');
    this.url = `http://127.0.0.1:${address.port}/webhooks`;
    return this.url;
  }

  types(): string[] {
    return this.received.map(({ event }) => event.type);
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
