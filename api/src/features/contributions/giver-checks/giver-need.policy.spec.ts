import { describe, expect, it } from '@jest/globals';
import { needOf, wordsOf } from './giver-need.policy.js';

describe('R43: what has to be known of a giver', () => {
  it('is nothing up to EUR 1,000 in one gift and 2,500 together', () => {
    expect(needOf(100_000, 0)).toBe('nothing');
    expect(needOf(100_000, 150_000)).toBe('nothing');
  });

  it('is the name above either', () => {
    expect(needOf(100_001, 0)).toBe('name');
    expect(needOf(100, 249_901)).toBe('name');
    expect(needOf(1_000_000, 0)).toBe('name');
  });

  it('is where it comes from above EUR 10,000, also together', () => {
    expect(needOf(1_000_001, 0)).toBe('source');
    expect(needOf(1, 1_000_000)).toBe('source');
  });

  it('compares names without accents, case and order', () => {
    expect(wordsOf('Ștefan  CEL-Mare')).toEqual(wordsOf('mare, cel Stefan'));
    expect(wordsOf('Кагул')).toEqual(['кагул']);
    expect(wordsOf('ana ana')).toEqual(['ana']);
  });
});
