import type { FundMoneyKind } from '@vatra/shared/matching/fund-words';

/** One amount that moves a fund, as its maker proposed it and its checker decided. */
export interface FundMoneyRecord {
  readonly id: string;
  readonly fundId: string;
  readonly kind: FundMoneyKind;
  readonly amountMinor: number;
  readonly state: 'proposed' | 'confirmed' | 'refused';
  readonly note: string;
  readonly bankLineId: string | null;
  readonly fileId: string | null;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

/** Where a fund's money stands, from the books. */
export interface FundBalances {
  /** 2200 */
  readonly freeMinor: number;
  /** 2210 */
  readonly reservedMinor: number;
  /** 1320: promised by letter and not here yet. */
  readonly promisedMinor: number;
  /** The projects' own; from the reservations, since 2110 is of the projects. */
  readonly committedMinor: number;
  /** What of both rests until a bank has decided about the gift that brought it. */
  readonly frozenMinor: number;
}
