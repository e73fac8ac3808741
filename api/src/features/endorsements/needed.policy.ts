/** R21: above this budget of the optimum tier (ruling 6) two endorsements are needed; EUR cents. */
const ONE_ENDORSEMENT_MINOR_MAX = 2_500_000;

/**
 * R21. The other way for large projects, one endorsement and 25 named native supporters, is not
 * built: this version knows no named supporters, so two endorsements are always asked for.
 */
export function endorsementsNeeded(optimumBudgetMinor: number): 1 | 2 {
  return optimumBudgetMinor > ONE_ENDORSEMENT_MINOR_MAX ? 2 : 1;
}
