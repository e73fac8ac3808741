import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface Posting {
  readonly url: string;
  readonly payload: string;
  readonly signature: string | null;
  readonly timeoutMs: number;
}

const USER_AGENT = 'Stripe/1.0 (+https://stripe.com/docs/webhooks)';

/** Posts webhooks over connections that stay open. Redirects count as failures, as on Stripe. */
export class WebhookSender {
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: 64 });
  readonly #https = new HttpsAgent({ keepAlive: true, maxSockets: 64 });

  /** Resolves to the status of the answer, 0 when there was none in time. */
  post(posting: Posting): Promise<number> {
    return new Promise((resolve) => {
      const url = new URL(posting.url);
      const secure = url.protocol === 'https:';
      const body = Buffer.from(posting.payload);
      const request = (secure ? httpsRequest : httpRequest)(
        url,
        {
          method: 'POST',
          agent: secure ? this.#https : this.#http,
          timeout: posting.timeoutMs,
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'content-length': body.length,
            'user-agent': USER_AGENT,
            ...(posting.signature !== null && { 'stripe-signature': posting.signature }),
            accept: '*/*; q=0.5, application/xml',
          },
        },
        (response) => {
          response.resume();
          const status = response.statusCode ?? 0;
          response.on('end', () => {
            resolve(status);
          });
          response.on('error', () => {
            resolve(0);
          });
        },
      );
      request.on('timeout', () => request.destroy(new Error('timeout')));
      request.on('error', () => {
        resolve(0);
      });
      request.end(body);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}
