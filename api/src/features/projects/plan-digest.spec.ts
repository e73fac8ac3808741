import { describe, expect, it } from '@jest/globals';
import { planDigest, scopeDigest } from './plan-digest.js';
import type { SavedSections } from './project.record.js';

const words = { ro: 'unu', en: 'one' };
const BUDGET = {
  tiers: [{ name: 'minimum', deliverables: words, lines: [] }],
  minimumWorksAlone: true,
} as SavedSections['budget'];

function withBudget(budget: unknown): SavedSections {
  return { budget } as SavedSections;
}

describe('what makes a plan another plan', () => {
  it('does not depend on the order of keys', () => {
    const turned = { minimumWorksAlone: true, tiers: BUDGET?.tiers };
    expect(scopeDigest(withBudget(turned))).toBe(scopeDigest(withBudget(BUDGET)));
  });

  it('changes with the budget', () => {
    const other = { ...BUDGET, minimumWorksAlone: false };
    expect(scopeDigest(withBudget(other))).not.toBe(scopeDigest(withBudget(BUDGET)));
    expect(planDigest(withBudget(other))).not.toBe(planDigest(withBudget(BUDGET)));
  });

  it('does not change with the photos', () => {
    const photos = { photos: [] };
    expect(planDigest({ ...withBudget(BUDGET), photos })).toBe(planDigest(withBudget(BUDGET)));
  });
});
