import { describe, expect, it } from 'vitest';
import { drawsOf } from './draws';

describe('R62: a payment draws on both funds in proportion', () => {
  it('rounds the contributions half up, and the parts add up', () => {
    expect(drawsOf(306_000, 204_960, 204_240)).toEqual({
      contributionsMinor: 153_269,
      matchingMinor: 152_731,
    });
    expect(drawsOf(3, 1, 1)).toEqual({ contributionsMinor: 2, matchingMinor: 1 });
  });

  it('takes everything from contributions when there is no matching', () => {
    expect(drawsOf(1000, 5000, 0)).toEqual({ contributionsMinor: 1000, matchingMinor: 0 });
  });
});
