import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { MailTemplate } from '../../../platform/mail/mail-text.js';
import { EN } from './en.js';
import { RO } from './ro.js';

const names = Object.keys(EN.templates).sort();
const SOURCES = path.resolve(import.meta.dirname, '../..');

describe('the words of the mails', () => {
  it('exist in both languages', () => {
    expect(Object.keys(RO.templates).sort()).toEqual(names);
  });

  it.each(names)('of %s fill the same blanks in both and were translated', (name) => {
    const [en, ro] = [EN.templates[name], RO.templates[name]];
    if (en === undefined || ro === undefined) throw new Error(name);
    expect(blanks(ro)).toEqual(blanks(en));
    expect(ro.lines.length).toBe(en.lines.length);
    for (const [index, line] of en.lines.entries()) expect(ro.lines[index]).not.toBe(line);
  });

  it('exist for every mail that is written', () => {
    const written = [...templatesIn('notifications'), ...templatesIn('accounts')];
    expect(written.length).toBeGreaterThan(30);
    expect(written.filter((name) => !names.includes(name))).toEqual([]);
  });
});

function blanks({ subject, lines }: MailTemplate): string[] {
  const found = [subject, ...lines].join(' ').match(/\{\w+\}/g) ?? [];
  return [...new Set(found)].sort();
}

/** Names of templates as the code of a feature writes them, in quotes. */
function templatesIn(feature: string): string[] {
  const folder = path.join(SOURCES, feature);
  const files = readdirSync(folder).filter((file) =>
    /(mails|news|guests\.service)\.ts$/.test(file),
  );
  const quoted =
    /'((?:donor|endorsement|organisation|offline|verifier|member|campaign|accounts)\.[a-z-]+)'/g;
  const byName = /(?:campaign|agreement|milestone|tranche|report)\(\w+, '([a-z-]+)'\)/g;
  return files.flatMap((file) => {
    const source = readFileSync(path.join(folder, file), 'utf8');
    return [
      ...[...source.matchAll(quoted)].map(([, name = '']) => name),
      ...[...source.matchAll(byName)].map(([, name = '']) => `authority.${name}`),
    ];
  });
}
