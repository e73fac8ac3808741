import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, apiUrl, askApiAt } from './client';
import { ApiRefusal, ApiUnreachable, codeOf, isMissing } from './refusal';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const seen: Seen[] = [];
let answer: (response: ServerResponse) => void = (response) => response.end('{}');
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => {
    body += part.toString();
  });
  request.on('end', () => {
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    answer(response);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  askApiAt(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
});
afterAll(() => {
  server.close();
});

function problem(status: number, body: object): void {
  answer = (response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify(body));
  };
}

describe('the api client', () => {
  it('fills paths and leaves empty filters out', async () => {
    answer = (response) => response.end('{"items":[],"next":null}');
    await api.get('/projects', { query: { query: 'fântână', phase: '', cursor: null, limit: 12 } });
    expect(seen.at(-1)?.url).toBe('/api/v1/projects?query=f%C3%A2nt%C3%A2n%C4%83&limit=12');
    await api.get('/projects/:slug/page', { params: { slug: '../x' } });
    expect(seen.at(-1)?.url).toBe('/api/v1/projects/..%2Fx/page');
    expect(apiUrl('/ledger/projects/:id/csv', { params: { id: 'p1' } })).toBe(
      '/api/v1/ledger/projects/p1/csv',
    );
  });

  it('carries the idempotency key of the intent (ruling 41)', async () => {
    answer = (response) => response.end('{}');
    await api.post('/campaigns/:id/contributions', {
      params: { id: 'c1' },
      body: { tipMinor: 0 },
      idempotencyKey: 'key-1',
    });
    expect(seen.at(-1)).toMatchObject({ method: 'POST', body: '{"tipMinor":0}' });
    expect(seen.at(-1)?.headers['idempotency-key']).toBe('key-1');
  });

  it('turns problem JSON into a refusal with code, params and pointers', async () => {
    const errors = [{ pointer: '/gift/minor', code: 'contributions.below-minimum' }];
    problem(422, { code: 'contributions.below-minimum', params: { minimumMinor: 500 }, errors });
    const refused = await api.get('/home').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiRefusal);
    expect(refused).toMatchObject({ status: 422, params: { minimumMinor: 500 }, errors });
    expect(codeOf(refused)).toBe('contributions.below-minimum');
  });

  it('knows a missing thing from an api that does not answer', async () => {
    problem(404, { code: 'projects.not-found' });
    const missing = await api.get('/home').catch((error: unknown) => error);
    expect(isMissing(missing)).toBe(true);
    answer = (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>bad');
    const silent = await api.get('/home').catch((error: unknown) => error);
    expect(silent).toBeInstanceOf(ApiUnreachable);
    expect(isMissing(silent)).toBe(false);
    expect(codeOf(silent)).toBe('web.unreachable');
  });
});
