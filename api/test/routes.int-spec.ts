import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { API_BASE, OPERATIONS, operationRow, type OperationId } from '@vatra/shared/policy/policy';
import { OpenApi } from '../src/platform/http/openapi.js';
import { startTestApp, type TestApp } from './app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const POLICY_ROWS = Object.keys(OPERATIONS).sort() as OperationId[];

/** Addresses of the machine room, which serve no business and need no row. */
const MACHINE_ROOM = ['GET /livez', 'GET /readyz', `GET ${API_BASE}/openapi.json`];

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { operationId: string }>>>>;
}

describe('law 7: routes = OpenAPI operations = policy rows', () => {
  it('has one handler for each row of the policy, and no handler without one', () => {
    const handled = app.http
      .get(OpenApi)
      .routes()
      .map(({ id }) => id);
    expect(handled).toEqual(POLICY_ROWS);
  });

  it('describes each row once, at its own method and path', async () => {
    const { body } = await app.visitor().get<Document>('/openapi.json');
    const described = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`,
      ),
    );
    const rows = POLICY_ROWS.map((id) => {
      const { method, path } = operationRow(id);
      return `${id} ${method} ${API_BASE}${path.replace(/:([A-Za-z]+)/g, '{$1}')}`;
    });
    expect(described.sort()).toEqual(rows.sort());
  });

  it('serves no address beside them', () => {
    const fastify = app.http.getHttpAdapter().getInstance();
    const served = routesOf(fastify.printRoutes({ commonPrefix: false, includeHooks: false }));
    const rows = POLICY_ROWS.map((id) =>
      nameless(`${operationRow(id).method} ${API_BASE}${operationRow(id).path}`),
    );
    expect(served.filter((route) => !rows.includes(route)).sort()).toEqual(MACHINE_ROOM.sort());
    expect(rows.filter((row) => !served.includes(row))).toEqual([]);
  });
});

/** The router prints the parameters of one place together, `:id|:slug`. */
function nameless(route: string): string {
  return route.replace(/:[A-Za-z|:]+/g, ':');
}

/** Reads the printed tree of routes: one path a line, its methods in brackets behind it. */
function routesOf(tree: string): string[] {
  const parts: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const match = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (match === null) return [];
    const [, indent = '', text = '', methods = ''] = match;
    const depth = indent.length / 4;
    parts.splice(depth, parts.length, text);
    const names = methods.split(', ').filter((name) => name !== '' && name !== 'HEAD');
    return names.map((name) => nameless(`${name} ${parts.join('')}`));
  });
}
