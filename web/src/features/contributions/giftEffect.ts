import type { BudgetLineDto } from '@vatra/shared/projects/projects.dto';

export interface GiftEffect {
  readonly count: number;
  readonly line: BudgetLineDto;
}

/** What the money would buy, by the project's own budget: the dearest thing it can pay at least once. */
export function giftEffect(giftMinor: number, lines: readonly BudgetLineDto[]): GiftEffect | null {
  const payable = lines.filter(
    (line) => line.unitPriceMinor <= giftMinor && line.kind !== 'contingency' && line.quantity > 1,
  );
  const dearest = payable.reduce<BudgetLineDto | null>(
    (best, line) => (best === null || line.unitPriceMinor > best.unitPriceMinor ? line : best),
    null,
  );
  if (dearest === null) return null;
  return { count: Math.floor(giftMinor / dearest.unitPriceMinor), line: dearest };
}
