import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The last word in quotes: 'http.forbidden', '403 http.forbidden'. */
const CODE = /(?<=[' ])[a-z]+\.[a-z-]+(?=')/g;

const API = path.resolve(import.meta.dirname, '../../../api');

/** Every quoted word of the api's tests: what they expect is among them. */
export function wordsOfTests(): ReadonlySet<string> {
  const words = ['src', 'test'].flatMap((folder) =>
    readdirSync(path.join(API, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('spec.ts'))
      .flatMap((file) => readFileSync(path.join(API, folder, file), 'utf8').match(CODE) ?? []),
  );
  return new Set(words);
}
