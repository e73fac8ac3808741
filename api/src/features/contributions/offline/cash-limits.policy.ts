import {
  CASH_OF_PERSON_MINOR_MAX,
  NAMELESS_CASH_MINOR_MAX,
} from '@vatra/shared/contributions/offline-limits';

/** What R43 says against a line of cash by itself. */
export type CashProblem =
  'contributions.sheet-name-needed' | 'contributions.sheet-cash-above-limit';

export interface CashLine {
  readonly amountMinor: number;
  readonly isNamed: boolean;
}

/** R43: cash above EUR 1,000 is refused, and above EUR 50 it needs a name. */
export function cashProblem({ amountMinor, isNamed }: CashLine): CashProblem | null {
  if (amountMinor > CASH_OF_PERSON_MINOR_MAX) return 'contributions.sheet-cash-above-limit';
  if (!isNamed && amountMinor > NAMELESS_CASH_MINOR_MAX) return 'contributions.sheet-name-needed';
  return null;
}

/** R43 by person: receipts of one name in one campaign, this sheet included. */
export function isAbovePersonLimit(sumMinor: number): boolean {
  return sumMinor > CASH_OF_PERSON_MINOR_MAX;
}
