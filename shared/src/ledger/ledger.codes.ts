/** Refusals of the ledger. */
export const LEDGER_CODES = {
  /** A restricted account would fall below zero: the money is not there. */
  'ledger.not-enough': 'conflict',
  /** This business event has been posted before. */
  'ledger.already-posted': 'conflict',
} as const;
