import type { Tx } from '../../platform/database/tx.js';

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
}

export interface KeptLine extends BankLine {
  readonly id: string;
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
