import { describe, expect, it } from 'vitest';
import { daysFrom, formatDate } from './dates';
import type { Currency } from '@vatra/shared/money';
import { currencySign, formatMoney } from './money';
import { formatPercent } from './numbers';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('money', () => {
  it('shows payments with their cents in the reader’s own order', () => {
    expect(plain(formatMoney(4000, 'en'))).toBe('€40.00');
    expect(plain(formatMoney(4000, 'ro'))).toBe('40,00 €');
    expect(plain(formatMoney(123_456_789, 'ro'))).toBe('1.234.567,89 €');
  });

  it('shortens a goal or total only where no cents are lost', () => {
    expect(plain(formatMoney(680_000, 'en', 'round'))).toBe('€6,800');
    expect(plain(formatMoney(255_450, 'en', 'round'))).toBe('€2,554.50');
    expect(plain(formatMoney(255_450, 'ro', 'round'))).toBe('2.554,50 €');
    expect(plain(formatMoney(-199, 'en', 'round'))).toBe('−€1.99');
    expect(plain(formatMoney(0, 'en', 'round'))).toBe('€0');
  });

  it('writes a true minus and a sign only where one was asked for', () => {
    expect(plain(formatMoney(-85, 'en'))).toBe('−€0.85');
    expect(plain(formatMoney(3915, 'en', 'signed'))).toBe('+€39.15');
    expect(plain(formatMoney(0, 'en', 'signed'))).toBe('€0.00');
    expect(plain(formatMoney(-0, 'en'))).toBe('€0.00');
  });

  it('knows the digits of each currency', () => {
    expect(plain(formatMoney(800, 'en', 'exact', 'JPY'))).toContain('800');
    expect(plain(formatMoney(800, 'en', 'exact', 'JPY'))).not.toContain('8.00');
  });
});

describe('the sign before an amount that is typed', () => {
  it('is that of the currency', () => {
    expect(
      ['EUR', 'GBP', 'JPY', 'CHF'].map((one) => currencySign(one as Currency, 'en-GB')),
    ).toEqual(['€', '£', '¥', 'CHF']);
  });
});

describe('progress', () => {
  it('is not 100 % before the goal is met', () => {
    expect(formatPercent(679_999, 680_000, 'en')).toBe('99%');
    expect(formatPercent(706_000, 630_000, 'en')).toBe('112%');
    expect(formatPercent(0, 0, 'en')).toBe('0%');
  });
});

describe('dates', () => {
  it('names the month by a word, in the town’s zone wherever the page is rendered', () => {
    expect(formatDate('2026-12-10T22:30:00Z', 'en')).toBe('11 December 2026');
    expect(formatDate('2026-12-10T21:30:00Z', 'ro')).toBe('10 decembrie 2026');
  });

  it('counts both ends of a stretch, also over the change of the clocks', () => {
    expect(daysFrom('2026-10-17', '2026-11-27')).toBe(42);
    expect(daysFrom('2026-10-17', '2026-10-17')).toBe(1);
    expect(daysFrom(undefined, undefined)).toBe(1);
  });

  it('keeps a calendar day the day it is', () => {
    expect(formatDate('2026-12-10', 'en', 'day', 'America/New_York')).toBe('10 December 2026');
  });
});
