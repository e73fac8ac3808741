import type {
  BudgetLineDto,
  BudgetSectionDto,
  TierName,
} from '@vatra/shared/projects/projects.dto';

export interface BudgetRow {
  readonly key: string;
  readonly line: BudgetLineDto;
  /** Null where the tier does without it. */
  readonly minor: Readonly<Record<TierName, number | null>>;
  /** How many of it, in each tier that has it, the smaller first. */
  readonly quantities: readonly number[];
  readonly quoteFileIds: readonly string[];
}

/** One row for each thing that is bought, with its price in both tiers. */
export function budgetRows(budget: BudgetSectionDto): BudgetRow[] {
  const rows = new Map<string, BudgetRow>();
  for (const tier of budget.tiers) {
    for (const line of tier.lines) {
      const key = `${line.kind} ${line.description.ro}`;
      const known = rows.get(key);
      const minor = known?.minor ?? { minimum: null, optimum: null };
      rows.set(key, {
        key,
        line,
        minor: { ...minor, [tier.name]: (minor[tier.name] ?? 0) + line.amountMinor },
        quantities: [...new Set([...(known?.quantities ?? []), line.quantity])],
        quoteFileIds: [...new Set([...(known?.quoteFileIds ?? []), ...line.quoteFileIds])],
      });
    }
  }
  return [...rows.values()];
}

export function tierTotal(budget: BudgetSectionDto, name: TierName): number {
  const lines = budget.tiers.find((tier) => tier.name === name)?.lines ?? [];
  return lines.reduce((sum, line) => sum + line.amountMinor, 0);
}
