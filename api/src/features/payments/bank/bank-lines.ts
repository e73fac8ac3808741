import type { Tx } from '../../../platform/database/tx.js';

/** One booked line of the client-money account, as a statement told it. */
export interface BankLine {
  /** Identifies the booking across files. */
  readonly lineHash: string;
  readonly reference: string;
  readonly direction: 'in' | 'out';
  readonly amountMinor: number;
  readonly bookedOn: string;
  readonly valueOn: string;
  readonly endToEndId: string | null;
  readonly counterpartyName: string | null;
  readonly remittance: string | null;
  readonly returnReason: string | null;
  /** The bank's own price, taken from the account. */
  readonly isCharge: boolean;
}

/** A line as the file brings it: the account of the other side is in the clear only here. */
export interface FreshLine extends BankLine {
  readonly counterpartyIban: string | null;
}

export interface KeptLine extends BankLine {
  readonly id: string;
  /** Equal for equal accounts of the other side, and useless without our secret. */
  readonly counterpartyMark: string | null;
}

/** What we know of a kept line. */
export interface KnownLine extends KeptLine {
  /** Somebody has said what it is. */
  readonly isMatched: boolean;
  /** Nobody has, and the money is kept apart until somebody does (L8). */
  readonly isParked: boolean;
}

/** A kept line as the statement's reader sees it. */
export interface StatementLineNote {
  readonly reference: string;
  readonly direction: 'in' | 'out';
  readonly amountMinor: number;
  readonly bookedOn: string;
  readonly isMatched: boolean;
}

/** What a line turned out to be: `payout` and its id, `tranche` and its id. */
export interface LineMatch {
  readonly lineId: string;
  readonly kind: string;
  readonly subjectId: string;
}

/**
 * Looks through lines nobody has explained yet, posts what they prove, and says which it took. Runs
 * in the transaction of the import, so a line and its posting are kept together.
 */
export interface LineMatcher {
  readonly name: string;
  match(tx: Tx, lines: readonly KeptLine[]): Promise<readonly LineMatch[]>;
}

export interface ImportOutcome {
  readonly imported: number;
  /** Lines an earlier file had brought. */
  readonly known: number;
  readonly matched: number;
  readonly unmatched: number;
}

/** Who sent or got the money of a line, where the bank told us. */
export interface Counterparty {
  readonly name: string | null;
  readonly iban: string;
}
