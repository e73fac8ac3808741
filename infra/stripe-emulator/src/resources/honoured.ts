import type { Decoded } from '../contract/decode.js';
import { notEmulated } from '../errors/parameter-errors.js';
import type { Handler } from './operation.js';

const EXACT = new WeakMap<Handler, ReadonlySet<string>>();

function exactOf(handler: Handler): ReadonlySet<string> {
  const known = EXACT.get(handler) ?? new Set(handler.honours);
  EXACT.set(handler, known);
  return known;
}

function covered(path: string, names: ReadonlySet<string>): boolean {
  if (names.has(path)) return true;
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1))
    if (names.has(`${path.slice(0, dot)}.*`)) return true;
  return false;
}

function collect(
  value: Decoded,
  path: string,
  names: ReadonlySet<string>,
  ignored: string[],
): void {
  if (covered(path, names)) return;
  if (Array.isArray(value)) {
    for (const entry of value) collect(entry, path, names, ignored);
  } else if (typeof value === 'object') {
    for (const [name, entry] of Object.entries(value))
      collect(entry, `${path}.${name}`, names, ignored);
  } else {
    ignored.push(path);
  }
}

/** @throws a refusal naming the parameters that are valid on Stripe and that this emulator would ignore. */
export function checkHonoured(handler: Handler, params: Readonly<Record<string, Decoded>>): void {
  const names = exactOf(handler);
  const ignored: string[] = [];
  for (const [name, value] of Object.entries(params)) collect(value, name, names, ignored);
  if (ignored.length) throw notEmulated([...new Set(ignored)]);
}
