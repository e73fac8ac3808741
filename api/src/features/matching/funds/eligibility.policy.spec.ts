import { describe, expect, it } from '@jest/globals';
import { judgeProject, type ProjectStanding } from './eligibility.policy.js';

const FUND = {
  id: 'fund',
  placeIds: [],
  categories: [],
  ratioPercent: 100,
  higherRatioPercent: 150,
  projectCapMinor: 5_000,
};
const PROJECT: ProjectStanding = {
  projectId: 'project',
  placeId: 'village',
  category: 'school',
  population: 4_000,
  hasAssociation: true,
};

describe('R52: whom a fund matches and how much', () => {
  it('R52: everybody when nothing is named, else only the named', () => {
    expect(judgeProject(FUND, PROJECT).isEligible).toBe(true);
    expect(judgeProject({ ...FUND, placeIds: ['other'] }, PROJECT).isEligible).toBe(false);
    expect(judgeProject({ ...FUND, placeIds: ['village'] }, PROJECT).isEligible).toBe(true);
    expect(judgeProject({ ...FUND, categories: ['roads'] }, PROJECT).isEligible).toBe(false);
  });

  it('R52: the higher ratio for a place without an association or under 1,500 inhabitants', () => {
    expect(judgeProject(FUND, PROJECT).ratioPercent).toBe(100);
    expect(judgeProject(FUND, { ...PROJECT, hasAssociation: false }).ratioPercent).toBe(150);
    expect(judgeProject(FUND, { ...PROJECT, population: 1_499 }).ratioPercent).toBe(150);
    expect(judgeProject(FUND, { ...PROJECT, population: 1_500 }).ratioPercent).toBe(100);
  });

  it('R52: nobody knows how many live there: that is not few', () => {
    expect(judgeProject(FUND, { ...PROJECT, population: null }).ratioPercent).toBe(100);
  });

  it('R52: a fund without a higher ratio has one for all', () => {
    const one = { ...FUND, higherRatioPercent: null };
    expect(judgeProject(one, { ...PROJECT, hasAssociation: false }).ratioPercent).toBe(100);
  });
});
