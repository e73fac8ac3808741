import { invalidString } from '../errors/parameter-errors.js';
import { invalidRequest } from '../errors/stripe-failure.js';
import type { FormTree } from './form.js';
import type { Shape } from './schema.js';

const KEYS_MAX = 50;
const KEY_LENGTH_MAX = 40;
const VALUE_LENGTH_MAX = 500;

/** The SDK's MetadataParam: a map to strings, numbers or nothing. */
export function isMetadata(shape: Shape): boolean {
  return typeof shape === 'object' && 'orEmpty' in shape;
}

function checkKey(key: string, path: string): void {
  if (key.length > KEY_LENGTH_MAX)
    throw invalidRequest(
      `Metadata keys can have up to ${KEY_LENGTH_MAX} characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`,
      { param: path },
    );
}

function checkValue(value: string, path: string): void {
  if (value.length > VALUE_LENGTH_MAX)
    throw invalidRequest(
      `Metadata values can have up to ${VALUE_LENGTH_MAX} characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value}`,
      { param: path },
    );
}

/** An empty value asks to remove the key; it is kept here so that the operation can do so. */
export function decodeMetadata(tree: FormTree, path: string): Record<string, string> {
  const entries = Object.entries(tree).map(([key, value]): [string, string] => {
    if (typeof value !== 'string') throw invalidString(`${path}[${key}]`);
    checkKey(key, path);
    checkValue(value, path);
    return [key, value];
  });
  checkCount(entries.length, path);
  return Object.fromEntries(entries);
}

function checkCount(count: number, path: string): void {
  if (count > KEYS_MAX)
    throw invalidRequest(
      `Metadata can have up to ${KEYS_MAX} keys, but you passed in ${count} keys.`,
      { param: path },
    );
}

/** New metadata laid over the old: an empty value removes a key, an empty map removes them all. */
export function mergeMetadata(
  old: Record<string, string> | null,
  change: Record<string, string> | '' | undefined,
): Record<string, string> {
  if (change === '') return {};
  const merged = Object.fromEntries(
    Object.entries({ ...old, ...change }).filter(([, value]) => value !== ''),
  );
  checkCount(Object.keys(merged).length, 'metadata');
  return merged;
}
