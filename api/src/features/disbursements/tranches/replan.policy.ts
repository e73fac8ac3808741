import { allocate } from '@vatra/shared/money';

interface Unpaid {
  readonly id: string;
  readonly amountMinor: number;
}

/**
 * R76: lei that are fixed move with the euro that were to buy them, rounded down: at the rate they were
 * planned by they cost no more than those euro.
 */
export function replannedLei(
  leiMinor: number,
  { amountMinor, beforeMinor }: { readonly amountMinor: number; readonly beforeMinor: number },
): number {
  return Number((BigInt(leiMinor) * BigInt(amountMinor)) / BigInt(beforeMinor));
}

/** What is left of a grant over its unpaid tranches, in proportion to what each was to be (R61). */
export function replanned(leftMinor: number, unpaid: readonly Unpaid[]): Map<string, number> {
  if (unpaid.length === 0) return new Map();
  const weights = unpaid.map(({ id, amountMinor }) => ({ key: id, weight: amountMinor }));
  return new Map(allocate(leftMinor, weights));
}
