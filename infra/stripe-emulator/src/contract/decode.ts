import {
  invalidArray,
  invalidBoolean,
  invalidDecimal,
  invalidInteger,
  invalidObject,
  invalidString,
  notOneOf,
  parameterEmpty,
  parameterMissing,
  tooLong,
  parameterUnknown,
  unknownOrRemoved,
} from '../errors/parameter-errors.js';
import { StripeFailure } from '../errors/stripe-failure.js';
import { membersOf, valuesOf } from './contract.js';
import type { FormTree, FormValue } from './form.js';
import { decodeMetadata, isMetadata } from './metadata.js';
import type { Shape } from './schema.js';

export type Decoded = string | number | boolean | Decoded[] | { [key: string]: Decoded };

const STRING_MAX = 5_000;
/** What is written for a bank may be longer. */
const EVIDENCE_MAX = 20_000;
/** The few numbers of the contract that are not integers. */
const FRACTIONS = /(percentage|percent_off|latitude|longitude|height|weight|length|width)$/;

function isTree(value: FormValue): value is FormTree {
  return typeof value === 'object';
}

function decodeText(value: string, path: string): string {
  if (value === '') throw parameterEmpty(path);
  const most = path.startsWith('evidence[') ? EVIDENCE_MAX : STRING_MAX;
  if (value.length > most) throw tooLong(path, most);
  return value;
}

function decodeNumber(value: string, path: string): number {
  if (value === '') throw parameterEmpty(path);
  const pattern = FRACTIONS.test(path.replace(/\]$/, '')) ? /^-?\d+(\.\d+)?$/ : /^-?\d{1,15}$/;
  if (!pattern.test(value)) throw invalidInteger(path, value);
  return Number(value);
}

function decodeBoolean(value: string, path: string): boolean {
  if (value === '') throw parameterEmpty(path);
  if (value !== 'true' && value !== 'false') throw invalidBoolean(path, value);
  return value === 'true';
}

function decodeDecimal(value: string, path: string): string {
  if (value === '') throw parameterEmpty(path);
  if (!/^-?\d{1,15}(\.\d{1,12})?$/.test(value)) throw invalidDecimal(path, value);
  return value;
}

function decodeChoice(value: string, path: string, values: readonly string[]): string {
  if (value === '') throw parameterEmpty(path);
  if (!values.includes(value)) throw notOneOf(path, values);
  return value;
}

function decodeScalar(shape: string, value: FormValue, path: string): Decoded {
  if (isTree(value)) throw shape === 'string' ? invalidString(path) : invalidObject(path);
  if (shape === 'number') return decodeNumber(value, path);
  if (shape === 'boolean') return decodeBoolean(value, path);
  return shape === 'decimal' ? decodeDecimal(value, path) : decodeText(value, path);
}

function decodeList(shape: Shape, value: FormValue, path: string): Decoded[] {
  if (!isTree(value)) throw value === '' ? parameterEmpty(path) : invalidArray(path);
  return Object.entries(value).map(([key, entry]) => {
    if (!/^\d+$/.test(key)) throw invalidArray(path);
    return decode(shape, entry, `${path}[${key}]`);
  });
}

function treeOf(value: FormValue, path: string): FormTree {
  if (isTree(value)) return value;
  throw value === '' ? parameterEmpty(path) : invalidObject(path);
}

function decodeMap(shape: Shape, value: FormValue, path: string): Decoded {
  const tree = treeOf(value, path);
  if (isMetadata(shape)) return decodeMetadata(tree, path);
  return Object.fromEntries(
    Object.entries(tree).map(([key, entry]) => [key, decode(shape, entry, `${path}[${key}]`)]),
  );
}

/** Tries the alternatives that fit a single value or a nested one; the first refusal is the one reported. */
function decodeOneOf(shapes: readonly Shape[], value: FormValue, path: string): Decoded {
  const isNested = (shape: Shape): boolean =>
    typeof shape === 'object' && ('ref' in shape || 'list' in shape || 'map' in shape);
  const fitting = shapes.filter((shape) => isNested(shape) === isTree(value));
  let refusal: StripeFailure | null = null;
  for (const shape of fitting) {
    try {
      return decode(shape, value, path);
    } catch (error) {
      if (!(error instanceof StripeFailure)) throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? (isTree(value) ? invalidString(path) : invalidObject(path));
}

function decodeNested(shape: Exclude<Shape, string>, value: FormValue, path: string): Decoded {
  if ('orEmpty' in shape) return value === '' ? '' : decode(shape.orEmpty, value, path);
  if ('ref' in shape) return decodeMembers(shape.ref, treeOf(value, path), path);
  if ('list' in shape) return decodeList(shape.list, value, path);
  if ('map' in shape) return decodeMap(shape.map, value, path);
  if ('oneOf' in shape) return decodeOneOf(shape.oneOf, value, path);
  return decodeSingle(shape, value, path);
}

function decodeSingle(shape: Exclude<Shape, string>, value: FormValue, path: string): string {
  if (isTree(value)) throw invalidString(path);
  if ('enum' in shape) return decodeChoice(value, path, valuesOf(shape.enum));
  if ('exactly' in shape) return decodeChoice(value, path, [String(shape.exactly)]);
  return decodeText(value, path);
}

function decode(shape: Shape, value: FormValue, path: string): Decoded {
  return typeof shape === 'string'
    ? decodeScalar(shape, value, path)
    : decodeNested(shape, value, path);
}

/**
 * Turns a form into typed values by the members the contract names.
 * @throws Stripe's refusal of the first unknown, mistyped, empty or missing parameter.
 */
export function decodeMembers(type: string, tree: FormTree, prefix = ''): Record<string, Decoded> {
  const members = membersOf(type);
  const pathOf = (name: string): string => (prefix === '' ? name : `${prefix}[${name}]`);
  const unknown = Object.keys(tree).filter((name) => !members.has(name));
  if (unknown.length) throw unknownOrRemoved(unknown.map(pathOf));
  const decoded: Record<string, Decoded> = {};
  for (const [name, value] of Object.entries(tree)) {
    const member = members.get(name);
    if (member) decoded[name] = decode(member.shape, value, pathOf(name));
  }
  for (const [name, member] of members)
    if (member.required && !(name in tree)) throw parameterMissing(pathOf(name));
  return decoded;
}

/** For an operation that takes no parameters at all. */
export function decodeNothing(tree: FormTree): Record<string, Decoded> {
  const unknown = Object.keys(tree);
  if (unknown.length) throw parameterUnknown(unknown);
  return {};
}
