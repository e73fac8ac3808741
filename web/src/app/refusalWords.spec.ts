import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SIGNED_IN_ROUTES } from './routes.signed-in';

const LOCALE = path.resolve(import.meta.dirname, '../locales/en');

/** Refusals whose words stand in a catalogue of other pages, by the page that may meet them, too. */
const MET: readonly (readonly [route: string, codes: readonly string[]])[] = [
  ['finance/givers', ['contributions.check-too-late', 'contributions.check-decided']],
  [
    'finance/refunds/:id',
    [
      ...['contributions.not-paid', 'contributions.disputed', 'contributions.refund-under-way'],
      ...['contributions.nothing-left', 'contributions.refunds-changed', 'accounts.wrong-code'],
    ],
  ],
  ['finance/refunds', ['contributions.disputed', 'contributions.refund-under-way']],
];

function hasWord(area: string, code: string): boolean {
  const tree: unknown = JSON.parse(readFileSync(path.join(LOCALE, `${area}.json`), 'utf8'));
  const word = ['error', ...code.split('.')].reduce<unknown>(
    (part, name) => (part as Record<string, unknown> | undefined)?.[name],
    tree,
  );
  return typeof word === 'string';
}

describe('a refusal', () => {
  it.each(MET)('has its words on %s', (route, codes) => {
    const areas = SIGNED_IN_ROUTES.find((one) => one.path === route)?.meta?.areas ?? [];
    const silent = codes.filter((code) => !areas.some((area) => hasWord(area, code)));
    expect(silent).toEqual([]);
  });
});
