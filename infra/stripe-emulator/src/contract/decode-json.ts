import {
  invalidArray,
  invalidBoolean,
  invalidInteger,
  invalidObject,
  invalidString,
  notOneOf,
  parameterEmpty,
  parameterMissing,
  parameterUnknown,
} from '../errors/parameter-errors.js';
import { bodyUnreadable } from '../errors/request-errors.js';
import { StripeFailure } from '../errors/stripe-failure.js';
import { membersOf, valuesOf } from './contract.js';
import type { Decoded } from './decode.js';
import type { Shape } from './schema.js';

type Json = Record<string, unknown>;

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The body of an API v2 request. */
export function parseJsonBody(text: string): Json {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isJson(value)) return value;
  } catch {
    throw bodyUnreadable('Invalid request: the body is not valid JSON.');
  }
  throw bodyUnreadable('Invalid request: the body must be a JSON object.');
}

function decodeText(value: unknown, path: string): string {
  if (typeof value !== 'string') throw invalidString(path);
  if (value === '') throw parameterEmpty(path);
  return value;
}

function decodeScalar(shape: string, value: unknown, path: string): Decoded {
  if (shape === 'number') {
    if (typeof value !== 'number') throw invalidInteger(path, show(value));
    return value;
  }
  if (shape === 'boolean') {
    if (typeof value !== 'boolean') throw invalidBoolean(path, show(value));
    return value;
  }
  return decodeText(value, path);
}

function decodeList(shape: Shape, value: unknown, path: string): Decoded[] {
  if (!Array.isArray(value)) throw invalidArray(path);
  return value.map((item, at) => decode(shape, item, `${path}[${at}]`));
}

function decodeMap(shape: Shape, value: unknown, path: string): Decoded {
  if (!isJson(value)) throw invalidObject(path);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      item === null ? '' : decode(shape, item, `${path}.${key}`),
    ]),
  );
}

function decodeOneOf(shapes: readonly Shape[], value: unknown, path: string): Decoded {
  let refusal: StripeFailure | null = null;
  for (const shape of shapes) {
    try {
      return decode(shape, value, path);
    } catch (error) {
      if (!(error instanceof StripeFailure)) throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? invalidString(path);
}

function decodeNested(shape: Exclude<Shape, string>, value: unknown, path: string): Decoded {
  if ('orEmpty' in shape) return value === null ? '' : decode(shape.orEmpty, value, path);
  if ('list' in shape) return decodeList(shape.list, value, path);
  if ('map' in shape) return decodeMap(shape.map, value, path);
  if ('oneOf' in shape) return decodeOneOf(shape.oneOf, value, path);
  if ('ref' in shape) {
    if (!isJson(value)) throw invalidObject(path);
    return decodeJsonMembers(shape.ref, value, path);
  }
  if ('enum' in shape) return chosen(value, path, valuesOf(shape.enum));
  if ('exactly' in shape) return chosen(value, path, [String(shape.exactly)]);
  return decodeText(value, path);
}

function chosen(value: unknown, path: string, values: readonly string[]): string {
  const text = decodeText(value, path);
  if (!values.includes(text)) throw notOneOf(path, values);
  return text;
}

function decode(shape: Shape, value: unknown, path: string): Decoded {
  return typeof shape === 'string'
    ? decodeScalar(shape, value, path)
    : decodeNested(shape, value, path);
}

/**
 * Checks the JSON of an API v2 request by the members the contract names. An absent member says nothing, null clears.
 * @throws Stripe's refusal of the first unknown, missing, mistyped or empty member.
 */
export function decodeJsonMembers(type: string, json: Json, prefix = ''): Record<string, Decoded> {
  const members = membersOf(type);
  const pathOf = (name: string): string => (prefix === '' ? name : `${prefix}.${name}`);
  const unknown = Object.keys(json).filter((name) => !members.has(name));
  if (unknown.length) throw parameterUnknown(unknown.map(pathOf));
  const decoded: Record<string, Decoded> = {};
  for (const [name, member] of members) {
    const value = json[name];
    if (value !== undefined) decoded[name] = decodeMember(member.shape, value, pathOf(name));
  }
  for (const [name, member] of members)
    if (member.required && json[name] === undefined) throw parameterMissing(pathOf(name));
  return decoded;
}

function decodeMember(shape: Shape, value: unknown, path: string): Decoded {
  return value === null ? '' : decode(shape, value, path);
}
