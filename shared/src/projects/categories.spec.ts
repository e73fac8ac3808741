import { describe, expect, it } from '@jest/globals';
import { CATEGORIES } from './categories.js';

const categories = Object.entries(CATEGORIES);

describe('R3: the eligible categories', () => {
  it('R3: are a closed list of sixteen', () => {
    expect(categories).toHaveLength(16);
  });

  it.each(categories)('%s carries codes that can be published', (_, { dac, cofog, sdg }) => {
    expect(dac).toMatch(/^\d{5}$/);
    expect(cofog).toMatch(/^\d{2}\.\d(\.\d)?$/);
    expect(sdg.length).toBeGreaterThan(0);
    for (const target of sdg) expect(target).toMatch(/^(?:[1-9]|1[0-7])\.(?:\d{1,2}|[a-d])$/);
  });

  it('R3: each is published under a purpose code of its own', () => {
    expect(new Set(categories.map(([, { dac }]) => dac)).size).toBe(categories.length);
  });
});
