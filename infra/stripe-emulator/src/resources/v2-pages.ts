import type { Kind, Kinds } from '../book/kinds.js';
import type { Decoded } from '../contract/decode.js';
import { belowMinimum } from '../errors/parameter-errors.js';
import { invalidRequest } from '../errors/stripe-failure.js';
import type { Call } from './operation.js';

export interface V2Page {
  readonly data: object[];
  readonly next_page_url: string | null;
  readonly previous_page_url: string | null;
}

const LIMIT_DEFAULT = 20;
const LIMIT_MAX = 100;

function limitOf(asked: Decoded | undefined): number {
  const limit = typeof asked === 'number' ? asked : LIMIT_DEFAULT;
  if (limit < 1) throw belowMinimum('limit', 1);
  return Math.min(limit, LIMIT_MAX);
}

function placeOf(call: Call, kind: Kind): number {
  const { page } = call.params;
  if (typeof page !== 'string') return Infinity;
  const id = Buffer.from(page, 'base64url').toString('utf8');
  const place = call.emulator.book.placeOf(kind, id);
  if (place === null) throw invalidRequest('The page token is not valid.', { param: 'page' });
  return place;
}

function fields(value: Decoded, name: string): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((item, at) => fields(item, `${name}[${at}]`));
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, item]) => fields(item, `${name}[${key}]`));
  return [[name, String(value)]];
}

function nextUrl(call: Call, path: string, lastId: string): string {
  const others = Object.entries(call.params).filter(([name]) => name !== 'page');
  const query = new URLSearchParams(others.flatMap(([name, value]) => fields(value, name)));
  query.set('page', Buffer.from(lastId).toString('base64url'));
  return `${path}?${query.toString()}`;
}

/** One page of API v2, newest first; the address of the next one carries its place. */
export function v2PageOf<K extends Kind>(
  call: Call,
  kind: K,
  {
    path,
    matches,
    show,
  }: {
    readonly path: string;
    readonly matches: (object: Kinds[K]) => boolean;
    readonly show: (object: Kinds[K]) => object;
  },
): V2Page {
  const limit = limitOf(call.params['limit']);
  const found: Kinds[K][] = [];
  for (const { object } of call.emulator.book.newest(kind, placeOf(call, kind))) {
    if (matches(object)) found.push(object);
    if (found.length > limit) break;
  }
  const data = found.slice(0, limit);
  const last = data.at(-1);
  const more = found.length > limit && last;
  return {
    data: data.map(show),
    next_page_url: more ? nextUrl(call, path, last.id) : null,
    previous_page_url: null,
  };
}
