import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { API_BASE } from '@vatra/shared/policy/policy';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { DataSource } from 'typeorm';
import { requireMigrated } from '../database/migrated.js';
import { Config } from '../config/config.js';
import { newId } from '../ids/ids.js';
import { jsonLogger } from '../log/logger.js';
import { impatientRedis } from '../queue/redis.js';
import { JSON_BYTES_MAX, furnish, sendJson } from './fastify-door.js';
import { HttpModule } from './http.module.js';
import { OpenApi } from './openapi.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';
import { Readiness } from './readiness.js';

const PARAM_LENGTH_MAX = 200;
const REQUEST_TIMEOUT_MS = 60_000;
const HEADER_BYTES_MAX = 16 * 1024;

/** The product with its door in front. */
@Module({})
class HttpProcessModule {}

/** The api as a web server, ready for listen() or inject(). */
export async function createHttpApp(
  product: DynamicModule,
  config: Config,
): Promise<NestFastifyApplication> {
  const root: DynamicModule = { module: HttpProcessModule, imports: [product, HttpModule] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapterOf(config), {
    bodyParser: false,
    logger: jsonLogger(),
    abortOnError: false,
  });
  app.setGlobalPrefix(API_BASE.slice(1));
  const fastify = app.getHttpAdapter().getInstance();
  const redis = impatientRedis(config.redisUrl);
  // Whoever needs Redis finds out when asking; an unheard 'error' event would end the process.
  redis.on('error', () => undefined);
  await furnish(fastify, config, redis);
  fastify.addHook('onClose', () => {
    redis.disconnect();
  });
  const readiness = app.get(Readiness);
  readiness.add('postgres', () => app.get(DataSource).query('SELECT 1'));
  readiness.add('redis', () => redis.ping());
  readiness.add('migrations', () => requireMigrated(app.get(DataSource)));
  const openApi = app.get(OpenApi);
  fastify.get('/livez', (_request, reply) => sendJson(reply, 200, { alive: true }));
  fastify.get('/readyz', async (_request, reply) => {
    const report = await readiness.report();
    return sendJson(reply, report.ready ? 200 : 503, report);
  });
  fastify.get(`${API_BASE}/openapi.json`, (_request, reply) =>
    sendJson(reply, 200, openApi.document()),
  );
  await app.init();
  await fastify.ready();
  return app;
}

function adapterOf(config: Config): FastifyAdapter {
  return new FastifyAdapter({
    genReqId: () => newId(),
    requestIdHeader: false,
    trustProxy: config.trustedProxies,
    bodyLimit: JSON_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { maxHeaderSize: HEADER_BYTES_MAX },
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    multipart: false,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error, request.id);
      void reply
        .status(problem.status)
        .header('content-type', PROBLEM_TYPE)
        .header('x-request-id', request.id)
        .send(JSON.stringify(problem));
    },
    clientErrorHandler: answerBrokenRequest,
  });
}

/** What is not even HTTP: too long headers, broken framing. */
function answerBrokenRequest(
  this: { log: FastifyBaseLogger },
  error: Error & { code?: string },
  socket: Socket,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const isLong = error.code === 'HPE_HEADER_OVERFLOW';
  const statusCode = isLong ? 431 : 400;
  const refusal = Object.assign(new Error(error.code), { statusCode, code: 'FST_CLIENT' });
  const problem = problemOf(refusal, newId());
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${String(statusCode)} ${problem.title}\r\nConnection: close\r\n` +
      `Content-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
  );
}
