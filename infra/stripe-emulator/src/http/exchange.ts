import type { IncomingMessage, ServerResponse } from 'node:http';
import { StripeFailure } from '../errors/stripe-failure.js';
import { formOfParts, isMultipart } from './multipart.js';

const BODY_BYTES_MAX = 1_000_000;
const UPLOAD_BYTES_MAX = 20_000_000;
const BODY_BYTES_READ_MAX = 40_000_000;

/** One request with its body read. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
}

/** Reads to the end even when it is too much, so that the caller hears the refusal and not a broken connection. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const isUpload = isMultipart(request);
  const bytesMax = isUpload ? UPLOAD_BYTES_MAX : BODY_BYTES_MAX;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= bytesMax) chunks.push(chunk as Buffer);
    else if (bytes > BODY_BYTES_READ_MAX) break;
  }
  if (bytes > bytesMax)
    throw new StripeFailure(413, {
      type: 'invalid_request_error',
      message: 'The request is too large.',
    });
  const body = Buffer.concat(chunks);
  return isUpload ? formOfParts(request, body) : body.toString('utf8');
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-cache, no-store',
    ...headers,
  });
  response.end(body);
}

export function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(html);
}

/** Sends a browser on with GET, as a payment page does after a form. */
export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'content-length': 0, 'cache-control': 'no-store' });
  response.end();
}

export function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
