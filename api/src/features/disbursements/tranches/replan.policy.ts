import { allocate } from '@vatra/shared/money';

interface Unpaid {
  readonly id: string;
  readonly amountMinor: number;
}

/** What is left of a grant over its unpaid tranches, in proportion to what each was to be (R61). */
export function replanned(leftMinor: number, unpaid: readonly Unpaid[]): Map<string, number> {
  if (unpaid.length === 0) return new Map();
  const weights = unpaid.map(({ id, amountMinor }) => ({ key: id, weight: amountMinor }));
  return new Map(allocate(leftMinor, weights));
}
