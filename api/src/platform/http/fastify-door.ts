import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { FILE_BYTES_MAX } from '@vatra/shared/files/files.views';
import { API_BASE, operationRow } from '@vatra/shared/policy/policy';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Redis } from 'ioredis';
import { Logger } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { HttpRefusal } from './app-error.js';
import { parseJsonBody } from './json-body.js';

export const JSON_BYTES_MAX = 512 * 1024;
const WINDOW_MS = 60_000;
const REQUESTS_PER_WINDOW = 600;
/** A demonstration is tried out by many people and the seed behind one address. */
const REQUESTS_PER_WINDOW_DEMO = 100_000;

const UPLOAD_PATH = API_BASE + operationRow('files.upload').path;
const WEBHOOK_PATH = API_BASE + operationRow('payments.receive-stripe-event').path;

/** What every response says to browsers: this is data, for this origin, not for keeping. */
const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
};

/** Plugins, hooks and body parsers of the server, before Nest adds its routes. */
export async function furnish(app: FastifyInstance, config: Config, redis: Redis): Promise<void> {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).headers(HEADERS);
    done(refuseForm(request));
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    done();
  });
  // The demonstration shows its log to the person who started it: only what went wrong.
  if (!config.demo) logRequests(app);
  readBodies(app);
  await app.register(cookie);
  await app.register(multipart, {
    limits: { fileSize: FILE_BYTES_MAX, files: 1, fields: 4, parts: 5, fieldSize: 500 },
  });
  await app.register(rateLimit, {
    redis,
    nameSpace: `${config.queuePrefix}:rate:`,
    timeWindow: WINDOW_MS,
    max: config.demo ? REQUESTS_PER_WINDOW_DEMO : REQUESTS_PER_WINDOW,
    // Without Redis nobody is counted: a limiter must not be the thing that is down.
    skipOnError: true,
  });
}

/** One line a request, with the pattern of its route: the address may hold a secret of a person. */
function logRequests(app: FastifyInstance): void {
  const log = new Logger('http');
  app.addHook('onResponse', (request, reply, done) => {
    const { id, method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime);
    log.log({ id, method, route: routeOptions.url ?? null, status: reply.statusCode, ms });
    done();
  });
}

/** JSON only; the bytes of signed webhooks are kept as they came and not read here. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: JSON_BYTES_MAX },
    (request: FastifyRequest, body: Buffer, done) => {
      try {
        if (request.routeOptions.url === WEBHOOK_PATH) {
          request.rawBody = body;
          done(null, undefined);
        } else done(null, body.length === 0 ? undefined : parseJsonBody(body));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** Packed bodies and forms where no file is asked for are refused before they are read. */
function refuseForm({ headers, routeOptions }: FastifyRequest): HttpRefusal | undefined {
  const packed = headers['content-encoding'];
  const isForm = headers['content-type']?.startsWith('multipart/') === true;
  const isMisplaced = isForm && routeOptions.url !== UPLOAD_PATH;
  const isPacked = packed !== undefined && packed !== 'identity';
  return isMisplaced || isPacked ? new HttpRefusal('http.unsupported-media-type') : undefined;
}

/** Answers text that is JSON already, past Nest's own serialisation. */
export function sendJson(reply: FastifyReply, status: number, value: unknown): FastifyReply {
  return reply
    .status(status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(value));
}
