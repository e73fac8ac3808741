import { describe, expect, it } from 'vitest';
import { amountInWords } from './amountInWords';

describe('an amount in words', () => {
  it.each([
    [306_000, 'three thousand and sixty euro, no cents'],
    [1_250_050, 'twelve thousand five hundred euro, fifty cents'],
    [100, 'one euro, no cents'],
    [1, 'zero euro, one cent'],
    [
      99_999_999,
      'nine hundred and ninety-nine thousand nine hundred and ninety-nine euro, ninety-nine cents',
    ],
  ])('says %d in English', (minor, words) => {
    expect(amountInWords(minor, 'en')).toBe(words);
  });

  it.each([
    [306_000, 'trei mii șaizeci de euro, fără cenți'],
    [100, 'un euro, fără cenți'],
    [2_000_000, 'douăzeci de mii de euro, fără cenți'],
    [1_201_215, 'douăsprezece mii doisprezece euro, cincisprezece cenți'],
    [10_100, 'o sută unu euro, fără cenți'],
    [24_500_101, 'două sute patruzeci și cinci de mii unu euro, un cent'],
  ])('says %d in Romanian', (minor, words) => {
    expect(amountInWords(minor, 'ro')).toBe(words);
  });

  it('keeps silent where it would have to guess', () => {
    expect(amountInWords(100_000_000, 'en')).toBe('');
    expect(amountInWords(-1, 'ro')).toBe('');
  });
});
