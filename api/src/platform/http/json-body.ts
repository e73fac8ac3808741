import { HttpRefusal, Invalid } from './app-error.js';

const DEPTH_MAX = 32;
const KEYS_MAX = 20_000;
/** Plain decimal notation of at most 16 digits: what cannot be kept exactly is not a number here. */
const NUMBER = /^-?\d{1,16}(\.\d{1,16})?$/;
const TOKEN = /\s*(?:([[\]{}:,])|("(?:[^"\\]|\\.)*")|([^\s[\]{}:,"]+))/gy;

/**
 * Reads a JSON body and refuses what JSON.parse would quietly bend: a key given twice, keys of
 * Object.prototype, numbers it would round, endless depth, text that is not UTF-8.
 *
 * @throws HttpRefusal http.malformed-json, Invalid
 */
export function parseJsonBody(body: Buffer): unknown {
  const text = decode(body);
  const value = parse(text);
  inspect(text);
  return value;
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new HttpRefusal('http.malformed-json');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new HttpRefusal('http.malformed-json');
  }
}

/** Where the reader stands: one frame per open brace (with the keys seen) or bracket. */
interface Frame {
  readonly keys: Set<string> | null;
  /** The next string of an object is a key. */
  keyNext: boolean;
}

/** Walks the tokens of a text that is known to be JSON. */
function inspect(text: string): void {
  const frames: Frame[] = [];
  let keys = 0;
  for (const [, mark, string, word] of text.matchAll(TOKEN)) {
    const frame = frames.at(-1);
    if (mark !== undefined) step(frames, mark);
    else if (string !== undefined && frame?.keyNext === true && frame.keys !== null) {
      keys += 1;
      if (keys > KEYS_MAX) throw new HttpRefusal('http.malformed-json');
      takeKey(frame.keys, JSON.parse(string) as string);
    } else if (word !== undefined) checkWord(word);
  }
}

function step(frames: Frame[], mark: string): void {
  const frame = frames.at(-1);
  if (mark === '{') frames.push({ keys: new Set(), keyNext: true });
  else if (mark === '[') frames.push({ keys: null, keyNext: false });
  else if (mark === '}' || mark === ']') frames.pop();
  else if (frame !== undefined) frame.keyNext = mark === ',';
  if (frames.length > DEPTH_MAX) throw new HttpRefusal('http.malformed-json');
}

function takeKey(keys: Set<string>, key: string): void {
  if (keys.has(key)) throw new HttpRefusal('http.malformed-json');
  if (isPrototypeKey(key)) {
    throw new Invalid('http.invalid', [{ pointer: '', code: 'v.unknown' }]);
  }
  keys.add(key);
}

function checkWord(word: string): void {
  if (/^[-\d]/.test(word) && !NUMBER.test(word)) throw new HttpRefusal('http.malformed-json');
}

/** `__proto__`, `constructor`, `toString` ...: names the validator and plain objects trip over. */
export function isPrototypeKey(key: string): boolean {
  return key in Object.prototype || key === 'prototype';
}
