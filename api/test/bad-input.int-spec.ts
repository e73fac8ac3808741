import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATIONS, operationRow, type OperationId } from '@vatra/shared/policy/policy';
import type { Problem } from '@vatra/shared/problem';
import { getMetadataStorage } from 'class-validator';
import { OpenApi, type Route } from '../src/platform/http/openapi.js';
import { startTestApp, type TestApp } from './app.js';
import type { Answer, Browser } from './support/browser.js';
import { footprint, type Footprint } from './support/footprint.js';
import { aPerson, type TestPerson } from './support/people.js';
import { aCast, type Cast } from './support/roles.js';

const SCENE_TIMEOUT_MS = 120_000;

let app: TestApp;
let cast: Cast;
let somebody: TestPerson;
let routes: ReadonlyMap<OperationId, Route>;
let before: Footprint;

beforeAll(async () => {
  app = await startTestApp();
  cast = await aCast(app);
  somebody = await aPerson(app, 'Sanda Somebody');
  routes = new Map(
    app.http
      .get(OpenApi)
      .routes()
      .map((route) => [route.id, route]),
  );
  await app.quiet();
  before = await footprint(app);
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const ids = Object.keys(OPERATIONS) as OperationId[];
const writing = ids.filter((id) => ['POST', 'PUT', 'PATCH'].includes(operationRow(id).method));
/** The provider's events and uploads are no JSON of ours. */
const speaking = writing.filter(
  (id) => !['payments.receive-stripe-event', 'files.upload'].includes(id),
);
const addressed = ids.filter((id) => operationRow(id).path.includes(':'));

/**
 * JSON as it is written, because some of it no JavaScript value can say. Every field meets more of it
 * in the tests of the forms themselves; here it is the way through the door that counts.
 */
const POISON = [
  '"ana\\u0000"',
  '"ana\\ud83d"',
  '-0',
  '9007199254740993',
  '[["ana"]]',
  '{"length":3,"ana":""}',
];
/** Refused before the form is looked at. */
const BROKEN = [
  '1e3',
  '1e21',
  '9223372036854775808',
  '1e400',
  '0x64',
  'NaN',
  "'ana'",
  '{"a":1,"a":2}',
];

const ROOTS = ['[]', '[{}]', 'null', '"ana"', '5', 'true'];

/** Somebody the first gate lets through. */
function callerOf(id: OperationId): Browser {
  const { access } = operationRow(id);
  if (access.kind === 'public' || access.kind === 'demo') return app.visitor();
  if (access.kind === 'signed-in' || access.kind === 'donor') return somebody.browser;
  const [role] = access.kind === 'any-of' ? [...access.platform, ...access.member] : access.roles;
  if (role === undefined) throw new Error(`nobody may call ${id}`);
  return cast[role].browser;
}

function addressOf(id: OperationId, part = randomUUID() as string): string {
  return operationRow(id)
    .path.replace(':slug', 'nowhere')
    .replace(/:[A-Za-z]+/, part);
}

function send(id: OperationId, body: string, address = addressOf(id)): Promise<Answer<Problem>> {
  const { method } = operationRow(id);
  const caller = callerOf(id);
  if (method === 'GET') return caller.get(address);
  if (method === 'DELETE') return caller.delete(address);
  return method === 'PUT' ? caller.put(address, body) : caller.post(address, body);
}

function fieldsOf(dtoClass: (new () => unknown) | null): string[] {
  if (dtoClass === null) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(dtoClass, '', false, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))];
}

/** A refusal in the one form, which says nothing of what was sent and nothing of the inside. */
function expectProblem(answer: Answer<Problem>, statuses: readonly number[]): void {
  expect(statuses).toContain(answer.status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.body).toMatchObject({
    type: `urn:vatra:problem:${answer.body.code}`,
    status: answer.status,
    requestId: answer.headers.get('x-request-id'),
  });
  expect(answer.text).not.toMatch(/"ana\b|at .*\.js|node_modules|select |insert /i);
}

describe('a form with one thing wrong', () => {
  it.each(speaking)('%s: every field refuses every poison with its pointer', async (id) => {
    for (const field of fieldsOf(routes.get(id)?.body ?? null)) {
      const answers = await Promise.all(
        POISON.map((value) => send(id, `{${JSON.stringify(field)}:${value}}`)),
      );
      answers.forEach((answer, place) => {
        expectProblem(answer, [422]);
        const pointers = answer.body.errors?.map(({ pointer }) => pointer.split('/')[1]) ?? [];
        expect([field, POISON[place], pointers.includes(field)]).toEqual([
          field,
          POISON[place],
          true,
        ]);
      });
    }
  });

  it.each(speaking)('%s: takes no key it does not know', async (id) => {
    if (routes.get(id)?.body === null) return;
    for (const key of [
      'isAdmin',
      'tenantId',
      'recordedAt',
      '__proto__',
      'constructor',
      'toString',
    ]) {
      const answer = await send(id, `{"${key}":{"polluted":1}}`);
      expectProblem(answer, [422]);
      expect(answer.body.errors?.map(({ code }) => code)).toContain('v.unknown');
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('no form at all', () => {
  it.each(speaking)('%s: refuses what is no JSON, and JSON that is no object', async (id) => {
    const field = fieldsOf(routes.get(id)?.body ?? null)[0] ?? 'x';
    for (const value of BROKEN) {
      const answer = await send(id, value.startsWith('{') ? value : `{"${field}":${value}}`);
      expectProblem(answer, [400]);
      expect(answer.body.code).toBe('http.malformed-json');
    }
    if (routes.get(id)?.body === null) return;
    for (const root of ROOTS) {
      const answer = await send(id, root);
      expectProblem(answer, [422]);
      expect(answer.body.errors).toEqual([{ pointer: '', code: 'v.object' }]);
    }
  });
});

describe('an address of another form', () => {
  it.each(addressed)('%s: is answered like one that does not exist', async (id) => {
    const parts = [
      '1',
      '-1',
      '%25',
      '..%2f..%2fetc%2fpasswd',
      '%27%20or%201=1--',
      randomUUID().toUpperCase(),
      `{${randomUUID()}}`,
      `${randomUUID()}%00`,
    ];
    const { method, path } = operationRow(id);
    const hasNoForm = method === 'GET' && path.includes(':slug');
    for (const part of parts) {
      const address = path.replace(/:[A-Za-z]+/, part);
      const answer = await send(id, '{}', address);
      // A form is read before or after its address; either way nothing is found.
      expectProblem(answer, hasNoForm ? [404] : [404, 422]);
    }
  });
});

describe('a question with one thing wrong', () => {
  const asking = ids.filter((id) => operationRow(id).method === 'GET');

  it.each(asking)('%s: refuses poison, repetition and what it does not know', async (id) => {
    const query = routes.get(id)?.query ?? null;
    if (query === null) return;
    const ask = (words: string) => send(id, '', `${addressOf(id)}?${words}`);
    for (const field of fieldsOf(query)) {
      for (const value of ['a%00b', '%E2%80%AEa', 'x'.repeat(2_000)]) {
        expectProblem(await ask(`${field}=${value}`), [400, 414, 422]);
      }
      expectProblem(await ask(`${field}=a&${field}=a`), [400]);
      expectProblem(await ask(`${field}[not]=a`), [422]);
    }
    for (const key of ['sort', 'order', 'fields', '__proto__', 'isAdmin']) {
      expectProblem(await ask(`${key}=1`), [422]);
    }
  });
});

it('has left nothing behind', async () => {
  await app.quiet();
  expect(await footprint(app)).toEqual(before);
});
