import { hashOf } from './secret-token.js';

interface Clause {
  readonly field: string;
  readonly value: unknown;
}
interface Query {
  readonly model: string;
  readonly where?: readonly Clause[];
  readonly data?: Row;
  readonly update?: Row;
}
type Row = Record<string, unknown>;
type Verb = (query: Query) => Promise<unknown>;

const MARK = 'sha256:';
const VERBS = new Set([
  'create',
  'findOne',
  'findMany',
  'count',
  'update',
  'updateMany',
  'delete',
  'deleteMany',
  'consumeOne',
  'incrementOne',
]);

/**
 * Stores a hash in place of each session token (ruling 39): whoever reads the table cannot sign in.
 * The library sees plain tokens where it gave one, hashes elsewhere, and may delete by either.
 */
export function withHashedSessions<Adapter extends object>(adapter: Adapter): Adapter {
  return new Proxy(adapter, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function' || typeof name !== 'string') return member;
      if (name === 'transaction') {
        const transaction = member as (work: (inner: Adapter) => unknown) => unknown;
        return (work: (inner: Adapter) => unknown) =>
          transaction.call(target, (inner) => work(withHashedSessions(inner)));
      }
      if (!VERBS.has(name)) return member;
      const verb = member.bind(target) as Verb;
      return async (query: Query) => {
        if (query.model !== 'session') return verb(query);
        return withPlainToken(await verb(withHashes(query)), plainTokenOf(query));
      };
    },
  });
}

function withHashes(query: Query): Query {
  return {
    ...query,
    ...(query.where ? { where: query.where.map(hashClause) } : {}),
    ...(query.data ? { data: hashRow(query.data) } : {}),
    ...(query.update ? { update: hashRow(query.update) } : {}),
  };
}

function hashClause(clause: Clause): Clause {
  if (clause.field !== 'token') return clause;
  const { value } = clause;
  return { ...clause, value: Array.isArray(value) ? value.map(hashed) : hashed(value) };
}

function hashRow(row: Row): Row {
  return 'token' in row ? { ...row, token: hashed(row.token) } : row;
}

function hashed(token: unknown): unknown {
  return typeof token === 'string' && !token.startsWith(MARK) ? MARK + hashOf(token) : token;
}

/** The token the library itself gave: it belongs into the answer again, for the cookie. */
function plainTokenOf({ where = [], data }: Query): string | null {
  const token = data?.token ?? where.find(({ field }) => field === 'token')?.value;
  return typeof token === 'string' && !token.startsWith(MARK) ? token : null;
}

function withPlainToken(answer: unknown, token: string | null): unknown {
  if (token === null || typeof answer !== 'object' || answer === null) return answer;
  return 'token' in answer ? { ...answer, token } : answer;
}
