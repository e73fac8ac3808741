import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../platform/locale/locales';

const WEB = path.resolve(import.meta.dirname, '../..');
const SHARED = path.resolve(WEB, '../../shared/src');

/** Every code the api may refuse with, as the shared lists name them. */
function codes(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return codes(full);
    if (!entry.name.endsWith('.codes.ts')) return [];
    const text = readFileSync(full, 'utf8');
    return [...text.matchAll(/^\s+'([a-z][\w-]*\.[\w.-]+)'/gm)].map(([, code]) => code ?? '');
  });
}

function wordAt(tree: unknown, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], tree);
}

describe('every refusal', () => {
  const known = codes(SHARED);

  it.each(LOCALES)('has a sentence in %s', (locale) => {
    const folder = path.join(WEB, 'locales', locale);
    const trees = readdirSync(folder).map(
      (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as unknown,
    );
    const silent = known.filter(
      (code) => !trees.some((tree) => typeof wordAt(tree, `error.${code}`) === 'string'),
    );
    expect(known.length).toBeGreaterThan(100);
    expect(silent).toEqual([]);
  });
});
