import { describe, expect, it } from '@jest/globals';
import { wrongIn } from '../test/support/reading.js';
import { LOCALES, LocalizedLineDto, LocalizedTextDto, isLocale } from './localized.dto.js';

const WORDS = { ro: 'Lămpi pe strada mare', en: 'Lamps in the main street' };

describe('the same words in each language', () => {
  it.each([LocalizedLineDto, LocalizedTextDto])('are asked for in all of them', async (dto) => {
    expect(await wrongIn(dto, WORDS)).toEqual([]);
    for (const locale of LOCALES) {
      expect(await wrongIn(dto, { ...WORDS, [locale]: undefined })).toEqual([`/${locale} v.text`]);
      expect(await wrongIn(dto, { ...WORDS, [locale]: '  ' })).toEqual([`/${locale} v.text`]);
    }
    expect(Object.keys(WORDS).sort()).toEqual([...LOCALES].sort());
  });

  it('are asked for in no other', async () => {
    expect(await wrongIn(LocalizedLineDto, { ...WORDS, ru: 'Лампы' })).toEqual(['/ru v.unknown']);
  });

  it('have their length', async () => {
    expect(await wrongIn(LocalizedLineDto, { ...WORDS, ro: 'ă'.repeat(160) })).toEqual([]);
    expect(await wrongIn(LocalizedLineDto, { ...WORDS, ro: 'ă'.repeat(161) })).toHaveLength(1);
    expect(await wrongIn(LocalizedTextDto, { ...WORDS, en: 'a'.repeat(4000) })).toEqual([]);
    expect(await wrongIn(LocalizedTextDto, { ...WORDS, en: 'a'.repeat(4001) })).toHaveLength(1);
  });
});

describe('isLocale', () => {
  it.each(LOCALES)('knows %s', (locale) => {
    expect(isLocale(locale)).toBe(true);
  });

  it.each(['ru', 'EN', 'en-GB', '', null, ['en'], '__proto__'])('does not know %j', (word) => {
    expect(isLocale(word)).toBe(false);
  });
});
