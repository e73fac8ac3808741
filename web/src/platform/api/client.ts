import type { Problem } from '@vatra/shared/problem';
import type { AnswerOf, Method, PathOf } from './answers';
import { ApiRefusal, ApiUnreachable } from './refusal';

const API_BASE = '/api/v1';
const TIMEOUT_MS = 20_000;

export interface CallOptions {
  /** Values of the `:names` in the path. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  readonly body?: object | FormData;
  /** Ruling 41: repeats of one intent carry one key. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

let origin = '';

/** The server's render asks the api directly; a browser asks its own origin. */
export function askApiAt(url: string): void {
  origin = url;
}

/** The address of an operation, for links and downloads. */
export function apiUrl(path: PathOf<'GET'>, options: CallOptions = {}): string {
  return API_BASE + filled(path, options.params ?? {}) + queryText(options.query ?? {});
}

export const api = {
  get: <P extends PathOf<'GET'>>(path: P, options?: CallOptions) => call('GET', path, options),
  post: <P extends PathOf<'POST'>>(path: P, options?: CallOptions) => call('POST', path, options),
  put: <P extends PathOf<'PUT'>>(path: P, options?: CallOptions) => call('PUT', path, options),
  delete: <P extends PathOf<'DELETE'>>(path: P, options?: CallOptions) =>
    call('DELETE', path, options),
};

async function call<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  options: CallOptions = {},
): Promise<AnswerOf<M, P>> {
  const url =
    origin + API_BASE + filled(path, options.params ?? {}) + queryText(options.query ?? {});
  const response = await send(url, requestOf(method, options));
  if (response.ok) return (await bodyOf(response)) as AnswerOf<M, P>;
  throw await refusalOf(response);
}

function requestOf(method: Method, options: CallOptions): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' };
  const { body, idempotencyKey } = options;
  const isForm = typeof FormData !== 'undefined' && body instanceof FormData;
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  return {
    method,
    headers,
    credentials: 'same-origin',
    body: body === undefined ? null : isForm ? body : JSON.stringify(body),
    signal: options.signal ?? AbortSignal.timeout(TIMEOUT_MS),
  };
}

async function send(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (cause) {
    throw new ApiUnreachable('no answer', { cause });
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

async function refusalOf(response: Response): Promise<Error> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('json')) {
    if (response.status === 404) return new ApiRefusal({ status: 404, code: 'web.missing' });
    return new ApiUnreachable(`status ${String(response.status)}`);
  }
  const problem = (await response.json()) as Partial<Problem>;
  return new ApiRefusal({
    ...problem,
    status: response.status,
    code: problem.code ?? 'web.unexpected',
  });
}

function filled(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${path} needs ${name}`);
    return encodeURIComponent(value);
  });
}

function queryText(query: NonNullable<CallOptions['query']>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
