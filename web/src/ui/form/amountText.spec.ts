import { describe, expect, it } from 'vitest';
import {
  minorFromTyped,
  scaledFromTyped,
  typedFromMinor,
  typedFromScaled,
  wholeFromTyped,
} from './amountText';

describe('an amount as people type it', () => {
  it.each([
    ['1250', 125_000],
    ['1 250,5', 125_050],
    ['1.250,50', 125_050],
    ['€1,250.50', 125_050],
    ['1,250', 125_000],
    ['0,05', 5],
    ['12.345.678', 1_234_567_800],
    ['1250 lei', 125_000],
    ['CHF 1250.50', 125_050],
  ])('reads %s as %d cents', (typed, minor) => {
    expect(minorFromTyped(typed, 'EUR')).toBe(minor);
  });

  it.each(['', 'abc', '1.250.50', '12,345.678', '1,2,3', '-5', '12.5050', '1e3', '99999999999999'])(
    'does not guess what %s means',
    (typed) => {
      expect(minorFromTyped(typed, 'EUR')).toBeNull();
    },
  );

  it('knows that the yen has no smaller unit', () => {
    expect(minorFromTyped('800', 'JPY')).toBe(800);
    expect(minorFromTyped('800,50', 'JPY')).toBeNull();
  });

  it.each([1, 50, 100, 125_050, 1_234_567_800])('reads back what it wrote: %d', (minor) => {
    for (const locale of ['ro-RO', 'en-GB']) {
      expect(minorFromTyped(typedFromMinor(minor, 'EUR', locale), 'EUR')).toBe(minor);
    }
  });

  it('reads whole numbers with or without separators', () => {
    expect(wholeFromTyped('1 250')).toBe(1250);
    expect(wholeFromTyped('1.250')).toBe(1250);
    expect(wholeFromTyped('12,5')).toBeNull();
  });
});

describe('a rate as people type it', () => {
  it('is kept in units of its last digit, with comma or point', () => {
    expect(scaledFromTyped('19,475', 4)).toBe(194_750);
    expect(scaledFromTyped('19.4', 4)).toBe(194_000);
    expect(scaledFromTyped('20', 4)).toBe(200_000);
  });

  it('is refused when it says more than can be kept, or is none', () => {
    expect(scaledFromTyped('19,47501', 4)).toBeNull();
    expect(scaledFromTyped('19,4,7', 4)).toBeNull();
    expect(scaledFromTyped('lei', 4)).toBeNull();
  });

  it('is written back as the reader of the language writes it', () => {
    expect(typedFromScaled(194_750, 4, 'ro-MD')).toBe('19,475');
    expect(typedFromScaled(194_750, 4, 'en-GB')).toBe('19.475');
  });
});
