interface ReserveFacts {
  /** The budget's reserve for surprises, whoever pays for it. */
  readonly contingencyMinor: number;
  readonly grantTotalMinor: number;
  readonly budgetMinor: number;
}

/** R76: the part of the budget's reserve that is the grant's, rounded down; never more than all of it. */
export function reserveOf(facts: ReserveFacts): number {
  const { contingencyMinor, grantTotalMinor, budgetMinor } = facts;
  const partMinor = Math.min(grantTotalMinor, budgetMinor);
  return Number((BigInt(contingencyMinor) * BigInt(partMinor)) / BigInt(budgetMinor));
}
