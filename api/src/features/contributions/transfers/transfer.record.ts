/** What ties a gift to a transfer: the reference on it and the line of the bank that paid it. */
export interface TransferRecord {
  readonly contributionId: string;
  /** Null when somebody of finance said whose money it was. */
  readonly reference: string | null;
  /** Null when nobody announced it. */
  readonly announcedMinor: number | null;
  readonly bankLineId: string | null;
}
