// The only process the browser speaks to: assets, server-rendered pages, and the api behind /api.
import path from 'node:path';
import proxy from '@fastify/http-proxy';
import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';
import { chosenLanguage } from './language.mjs';
import { createPages } from './pages.mjs';
import { securityHeaders } from './security.mjs';

const SHUTDOWN_MS = 5_000;
const API_TIMEOUT_MS = 60_000;
const ROOT_FILES = ['mark.svg', 'robots.txt'];

const apiUrl = process.env.API_URL ?? 'http://127.0.0.1:4301';
const port = Number(process.env.PORT ?? 4300);
const publicUrl = (process.env.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/$/, '');
const client = path.resolve(import.meta.dirname, '../dist/client');

const app = Fastify({
  logger: { level: process.env.LOG_LEVEL ?? 'warn' },
  // Addresses of reverse proxies whose X-Forwarded-For may be believed; none by default.
  trustProxy: process.env.TRUSTED_PROXIES ? process.env.TRUSTED_PROXIES.split(',') : false,
  forceCloseConnections: true,
});
const pages = await createPages({ client, apiUrl, publicUrl, log: app.log });
const headers = securityHeaders(publicUrl);

await app.register(proxy, {
  upstream: apiUrl,
  prefix: '/api',
  rewritePrefix: '/api',
  // No body timeout: a quiet event stream must not be cut.
  undici: { bodyTimeout: 0, headersTimeout: API_TIMEOUT_MS },
  replyOptions: {
    rewriteRequestHeaders: (request, given) => ({
      ...given,
      'x-forwarded-for': request.ip,
      'x-forwarded-proto': request.protocol,
      'x-forwarded-host': request.host,
    }),
  },
});

await app.register(fastifyStatic, {
  root: path.join(client, 'assets'),
  prefix: '/assets/',
  immutable: true,
  maxAge: '1y',
  preCompressed: true,
  decorateReply: true,
  setHeaders: (reply) => reply.header('x-content-type-options', 'nosniff'),
});

for (const file of ROOT_FILES) {
  app.get(`/${file}`, (_request, reply) => reply.sendFile(file, client, { maxAge: '1h' }));
}
app.get('/livez', (_request, reply) => reply.send({ status: 'ok' }));
app.get('/readyz', (_request, reply) => reply.send({ status: 'ok' }));

app.get('/*', async (request, reply) => {
  const url = request.raw.url ?? '/';
  if (!pages.hasLanguage(url)) {
    const language = chosenLanguage(request.headers);
    return reply
      .headers({ vary: 'accept-language, cookie', 'cache-control': 'no-store' })
      .redirect(`/${language}${url}`, 302);
  }
  const page = await pages.answer(url, request.headers);
  reply.code(page.status).headers(headers.of(page)).headers(page.headers);
  return reply.send(page.body);
});

let isClosing = false;
function close() {
  if (isClosing) return;
  isClosing = true;
  setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
  void app.close().then(() => process.exit(0));
}
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, close);
process.once('disconnect', close);
// It may be gone already: nobody says so twice.
if (process.connected === false) close();

await app.listen({ port, host: process.env.HOST ?? '127.0.0.1' });
console.log(`web listens on ${app.listeningOrigin}, the api is at ${apiUrl}`);
