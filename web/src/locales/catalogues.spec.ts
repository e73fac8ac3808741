import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TRANCHE_HOLDS } from '@vatra/shared/disbursements/tranche-holds';
import { INVARIANT_IDS } from '@vatra/shared/verify/invariant-ids';
import { DIFFERENCE_KINDS } from '@vatra/shared/verify/verify.views';
import { LOCALES } from '../platform/locale/locales';

type Words = ReadonlyMap<string, string>;

const HERE = import.meta.dirname;
const SOURCE = path.resolve(HERE, '..');
/** Two languages may share a name or a number; a whole sentence in both is a forgotten translation. */
const SENTENCE_LENGTH = 25;

function wordsOf(locale: string, area: string): Words {
  const file = path.join(HERE, locale, `${area}.json`);
  const found = new Map<string, string>();
  collect(JSON.parse(readFileSync(file, 'utf8')) as object, '', found);
  return found;
}

function collect(part: object, prefix: string, found: Map<string, string>): void {
  for (const [name, value] of Object.entries(part)) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof value === 'string') found.set(key, value);
    else collect(value as object, key, found);
  }
}

/** Those of the groups, too. */
function keysOf(part: object): number {
  const inside = Object.values(part).map((value) =>
    typeof value === 'string' ? 0 : keysOf(value as object),
  );
  return inside.reduce((sum, count) => sum + count, Object.keys(part).length);
}

const areas = readdirSync(path.join(HERE, 'en')).map((file) => file.replace('.json', ''));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'locales' ? [] : sources(full);
    return /\.(vue|ts)$/.test(entry.name) && !entry.name.endsWith('.spec.ts') ? [full] : [];
  });
}

const code = sources(SOURCE).map((file) => readFileSync(file, 'utf8'));
const allWords = new Map(areas.flatMap((area) => [...wordsOf('en', area)]));

/** Words named in full, and the beginnings of those that are put together (`state.${name}`). */
function usedWords(): { readonly whole: ReadonlySet<string>; readonly begun: readonly RegExp[] } {
  const whole = new Set<string>();
  const begun: RegExp[] = [];
  for (const text of code) {
    for (const [, word] of text.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/gi)) {
      if (word !== undefined) whole.add(word);
    }
    for (const [, pattern] of text.matchAll(
      /`([a-z][\w.-]*\.(?:[\w.-]*\$\{[^`}]*\})+[\w.-]*)`/gi,
    )) {
      if (pattern === undefined) continue;
      const parts = pattern.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
      begun.push(new RegExp(`^${parts.join('[\\w.-]+')}$`));
    }
  }
  return { whole, begun };
}

describe('the catalogues', () => {
  it('have the same areas in every language', () => {
    for (const locale of LOCALES) {
      const files = readdirSync(path.join(HERE, locale)).map((file) => file.replace('.json', ''));
      expect(files.sort(), locale).toEqual([...areas].sort());
    }
  });

  it.each(areas)('%s has the same keys in every language', (area) => {
    const [ro, en] = [wordsOf('ro', area), wordsOf('en', area)];
    expect([...ro.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it.each(areas)('%s says no sentence in the same words in both languages', (area) => {
    const ro = wordsOf('ro', area);
    const same = [...wordsOf('en', area)].filter(
      ([key, text]) => text.length > SENTENCE_LENGTH && ro.get(key) === text,
    );
    expect(same).toEqual([]);
  });

  it.each(areas)('%s names the same parameters in both languages', (area) => {
    const parameters = (text: string) =>
      [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
    const ro = wordsOf('ro', area);
    for (const [key, text] of wordsOf('en', area)) {
      const other = ro.get(key) ?? '';
      // A form for one may leave its number out.
      const isCounted = text.includes('|') || other.includes('|');
      if (!isCounted) expect(parameters(other), key).toEqual(parameters(text));
    }
  });

  it('never define a word twice', () => {
    const seen = new Map<string, string>();
    for (const area of areas) {
      for (const key of wordsOf('en', area).keys()) {
        expect(seen.get(key), `${key} in ${area}`).toBeUndefined();
        seen.set(key, area);
      }
    }
  });

  it.each(areas)('%s keeps a number and its percent sign on one line', (area) => {
    for (const locale of LOCALES) {
      const torn = [...wordsOf(locale, area)].filter(([, text]) => /[\d}] %/.test(text));
      expect(torn, locale).toEqual([]);
    }
  });

  it.each(areas)('%s writes no key twice, where the second would hide the first', (area) => {
    for (const locale of LOCALES) {
      const text = readFileSync(path.join(HERE, locale, `${area}.json`), 'utf8');
      const written = text.match(/^ *"(?:[^"\\]|\\.)*":/gm) ?? [];
      expect(keysOf(JSON.parse(text) as object), locale).toBe(written.length);
    }
  });

  it('give each counted message as many forms as its language has', () => {
    const forms = { en: 2, ro: 3 } as const;
    const wrong = (['en', 'ro'] as const).flatMap((locale) =>
      areas
        .flatMap((area) => [...wordsOf(locale, area)])
        .filter(([, text]) => text.includes(' | ') && text.split(' | ').length !== forms[locale])
        .map(([key]) => `${locale} ${key}`),
    );
    expect(wrong).toEqual([]);
  });

  it('have one Romanian word for matching', () => {
    const others = areas
      .flatMap((area) => [...wordsOf('ro', area)])
      .filter(([, text]) => /\bpotrivire/i.test(text));
    expect(others).toEqual([]);
  });

  it.each(['desk', 'refunds', 'operator', 'checks'])('%s speaks politely to staff', (area) => {
    const familiar = /^(?:Pune|Pregătește|Scrie|Trimite|Compară)(?=[ …-]|$)|Te-ai /;
    expect([...wordsOf('ro', area)].filter(([, text]) => familiar.test(text))).toEqual([]);
  });

  it('hold every word the pages name', () => {
    const roots = new Set([...allWords.keys()].map((key) => key.split('.')[0]));
    const named = code.flatMap((text) =>
      [...text.matchAll(/\b(?:t|te)\(\s*'([\w.-]+)'/g)].map(([, word]) => word ?? ''),
    );
    const missing = [...new Set(named)].filter((word) => !allWords.has(word));
    expect(missing).toEqual([]);
    expect(roots.size).toBeGreaterThan(5);
  });

  it('say why a payment stands still, to donors and to those who work with it', () => {
    const keys = TRANCHE_HOLDS.flatMap((hold) => [
      `project.tranche-hold.${hold}`,
      `work.hold.${hold}`,
    ]);
    expect(keys.filter((key) => !allWords.has(key))).toEqual([]);
  });

  it('say every rule of the books, and what two sides can tell differently', () => {
    const keys = [
      ...INVARIANT_IDS.map((id) => `checks.rule.${id}`),
      ...DIFFERENCE_KINDS.map((kind) => `checks.kind.${kind}`),
    ];
    expect(keys.filter((key) => !allWords.has(key))).toEqual([]);
  });

  it('hold no word that no page uses', () => {
    const { whole, begun } = usedWords();
    const unused = [...allWords.keys()].filter(
      (key) => !whole.has(key) && !begun.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});
