import type { BudgetLineKind } from '@vatra/shared/projects/projects.dto';

/** R6: above this a line needs three quotes or a reference price, EUR cents. */
export const LINE_WITHOUT_QUOTES_MINOR_MAX = 250_000;
export const CONTINGENCY_PERCENT_MAX = 10;
export const SUPERVISION_PERCENT_MAX = 8;

/** A line as it is being typed: with holes. */
export interface TypedLine {
  readonly kind?: BudgetLineKind;
  readonly quantity?: number | null;
  readonly unitPriceMinor?: number | null;
}

export interface BudgetSums {
  readonly totalMinor: number;
  readonly contingencyMinor: number;
  readonly supervisionMinor: number;
  readonly isContingencyTooHigh: boolean;
  readonly isSupervisionTooHigh: boolean;
}

export function lineMinor({ quantity, unitPriceMinor }: TypedLine): number {
  return (quantity ?? 0) * (unitPriceMinor ?? 0);
}

/** The running total of a tier and the two parts that are capped. */
export function sumsOf(lines: readonly TypedLine[]): BudgetSums {
  const sumOf = (wanted: readonly TypedLine[]): number =>
    wanted.reduce((sum, line) => sum + lineMinor(line), 0);
  const totalMinor = sumOf(lines);
  const contingencyMinor = sumOf(lines.filter(({ kind }) => kind === 'contingency'));
  const supervisionMinor = sumOf(lines.filter(({ kind }) => kind === 'supervision'));
  return {
    totalMinor,
    contingencyMinor,
    supervisionMinor,
    isContingencyTooHigh: contingencyMinor * 100 > totalMinor * CONTINGENCY_PERCENT_MAX,
    isSupervisionTooHigh: supervisionMinor * 100 > totalMinor * SUPERVISION_PERCENT_MAX,
  };
}
