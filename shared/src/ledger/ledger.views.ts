/** One line of the public books: EUR minor units, positive = debit, negative = credit. */
export interface LedgerLineView {
  readonly accountCode: string;
  /** Stable word of the chart, `account.2100`. */
  readonly accountName: string;
  /** Project, place, fund or organisation the account belongs to; the nil id = the operator. */
  readonly accountSubjectId?: string;
  readonly debitMinor: number;
  readonly creditMinor: number;
  readonly originalMinor: number | null;
  readonly originalCurrency: string | null;
}

/** A sealed entry of a project without any donor identity (R91). */
export interface LedgerEntryView {
  readonly position: number;
  readonly hash: string;
  readonly entryId: string;
  /** Posting number of the domain, `L1`. */
  readonly kind: string;
  readonly bookedAt: string;
  readonly valueDate: string;
  readonly lines: readonly LedgerLineView[];
  /** Effect on the money held for the project, and what is held after it. */
  readonly projectEffectMinor: number;
  readonly heldAfterMinor: number;
  /** Small facts for the reader: card country, tranche number. Never a person. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly projectId?: string | null;
  /** SHA-256 of what the public may not read, so that everybody can still recompute `hash`. */
  readonly privateDigest?: string;
  readonly prevHash?: string;
}

export interface LedgerPageView {
  readonly projectId: string;
  readonly currency: 'EUR';
  readonly asOfPosition: number;
  readonly heldMinor: number;
  readonly receivedMinor: number;
  readonly disbursedMinor: number;
  readonly refundedMinor: number;
  readonly feesMinor: number;
  readonly entries: readonly LedgerEntryView[];
  readonly next: string | null;
}

export interface LedgerCheckpointView {
  readonly position: number;
  readonly hash: string;
  readonly sealedAt: string;
}
