import { LOCALES as SHARED } from '@vatra/shared/localized.dto';
import { describe, expect, it } from 'vitest';
import { LOCALES, directionOf, localeOfPath } from './locales';
import { pluralRule } from './plural';

describe('the languages', () => {
  it('are those of the contract', () => {
    expect(LOCALES).toEqual(SHARED);
  });

  it('are read from the first part of a path only', () => {
    expect(localeOfPath('/ro/projects')).toBe('ro');
    expect(localeOfPath('/en?x=1')).toBe('en');
    expect(localeOfPath('/projects/ro')).toBeNull();
    expect(localeOfPath('/')).toBeNull();
  });

  it('know which of them run from right to left', () => {
    expect(directionOf('ar')).toBe('rtl');
    expect(directionOf('ro')).toBe('ltr');
  });
});

describe('the plural rule', () => {
  const form = (locale: string, count: number, ...forms: string[]) =>
    forms[pluralRule(locale)(count, forms.length)];

  it('says 1 donator, 2 donatori, 20 de donatori, 101 donatori in Romanian', () => {
    const romanian = (count: number) => form('ro', count, 'donator', 'donatori', 'de donatori');
    expect([1, 2, 19, 20, 21, 101, 120, 0].map(romanian)).toEqual([
      'donator',
      'donatori',
      'donatori',
      'de donatori',
      'de donatori',
      'donatori',
      'de donatori',
      'donatori',
    ]);
  });

  it('lets the last form stand in where a language has more forms than the message', () => {
    expect(form('ru', 5, 'one', 'other')).toBe('other');
    expect(form('en', 0, 'one', 'other')).toBe('other');
  });
});
