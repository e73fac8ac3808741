import type { Entry, Kind, Kinds } from '../book/kinds.js';
import type { Emulator } from '../emulator.js';
import { belowMinimum, exclusiveParameters } from '../errors/parameter-errors.js';
import { invalidRequest } from '../errors/stripe-failure.js';

export interface Range {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
}

export interface ListParams {
  readonly limit?: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
  readonly created?: number | Range;
}

export interface Page {
  readonly object: 'list';
  readonly data: object[];
  readonly has_more: boolean;
  readonly url: string;
}

const LIMIT_DEFAULT = 10;
const LIMIT_MAX = 100;

export function isInRange(value: number, range: number | Range | undefined): boolean {
  if (range === undefined) return true;
  if (typeof range === 'number') return value === range;
  return (
    value > (range.gt ?? -Infinity) &&
    value >= (range.gte ?? -Infinity) &&
    value < (range.lt ?? Infinity) &&
    value <= (range.lte ?? Infinity)
  );
}

function limitOf(params: ListParams): number {
  const limit = params.limit ?? LIMIT_DEFAULT;
  if (limit < 1) throw belowMinimum('limit', 1);
  if (limit > LIMIT_MAX)
    throw invalidRequest(`This value must be less than or equal to ${LIMIT_MAX}.`, {
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  return limit;
}

function placeOfCursor(emulator: Emulator, kind: Kind, id: string, param: string): number {
  emulator.book.refer(kind, id, param);
  return emulator.book.placeOf(kind, id) ?? 0;
}

/** Objects are created in order of time, so that a walk from the newest may stop at the first that is too old. */
function isOlderThan(created: number, range: number | Range | undefined): boolean {
  if (range === undefined) return false;
  if (typeof range === 'number') return created < range;
  return created < (range.gte ?? -Infinity) || created <= (range.gt ?? -Infinity);
}

interface Walk<K extends Kind> {
  readonly entries: Iterable<Entry<K>>;
  readonly stopsAtOld: boolean;
}

function walkOf<K extends Kind>(emulator: Emulator, kind: K, params: ListParams): Walk<K> {
  const { starting_after: after, ending_before: before } = params;
  if (after !== undefined && before !== undefined)
    throw exclusiveParameters('starting_after', 'ending_before');
  if (before !== undefined) {
    const place = placeOfCursor(emulator, kind, before, 'ending_before');
    return { entries: emulator.book.oldest(kind, place + 1), stopsAtOld: false };
  }
  if (after === undefined) return { entries: emulator.book.newest(kind), stopsAtOld: true };
  const place = placeOfCursor(emulator, kind, after, 'starting_after');
  return { entries: emulator.book.newest(kind, place), stopsAtOld: true };
}

/** Whether an object has, for each of these members that was asked about, the value that was asked for. */
export function agrees<T extends object, M extends keyof T & string>(
  object: T,
  params: Readonly<Partial<Record<M, unknown>>>,
  members: readonly M[],
): boolean {
  return members.every((name) => params[name] === undefined || object[name] === params[name]);
}

/** One page of objects of a kind, newest first. */
export function pageOf<K extends Kind>(
  emulator: Emulator,
  kind: K,
  params: ListParams,
  { url, matches }: { url: string; matches: (object: Kinds[K]) => boolean },
): Page {
  const limit = limitOf(params);
  const { entries, stopsAtOld } = walkOf(emulator, kind, params);
  const found: object[] = [];
  for (const { object } of entries) {
    const created = 'created' in object && typeof object.created === 'number' ? object.created : 0;
    if (stopsAtOld && isOlderThan(created, params.created)) break;
    if (!isInRange(created, params.created) || !matches(object)) continue;
    found.push(object);
    if (found.length > limit) break;
  }
  const data = found.slice(0, limit);
  return {
    object: 'list',
    data: stopsAtOld ? data : data.reverse(),
    has_more: found.length > limit,
    url,
  };
}

/** A page of a list that is already in memory, such as the lines of a session. */
export function pageOfList(list: readonly object[], params: ListParams, url: string): Page {
  const limit = limitOf(params);
  const from = list.findIndex((item) => 'id' in item && item.id === params.starting_after) + 1;
  return {
    object: 'list',
    data: list.slice(from, from + limit),
    has_more: list.length > from + limit,
    url,
  };
}
