import { describe, expect, it } from '@jest/globals';
import { amountInWords, decimalInWords } from './amount-in-words.js';

describe('an amount in a letter or a contract', () => {
  it('is written as the language of its reader does', () => {
    expect(amountInWords(502_947, 'en')).toBe('5,029.47 EUR');
    expect(amountInWords(502_947, 'ro')).toBe('5.029,47 EUR');
    expect(amountInWords(5, 'ro')).toBe('0,05 EUR');
    expect(amountInWords(12_000, 'ro', 'JPY')).toBe('12.000 JPY');
  });

  it('keeps the digits of a rate', () => {
    expect(decimalInWords('19.4300', 'ro')).toBe('19,4300');
    expect(decimalInWords('19.4300', 'en')).toBe('19.4300');
  });
});
