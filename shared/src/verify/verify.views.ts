import type { Money } from '../money.js';
import type { PlatformRole } from '../policy/roles.js';

/** `books`: every invariant of the database. `reconciliation`: against the provider and the bank. */
export type VerifyScope = 'books' | 'reconciliation';

/** `tail`: what has come since the looks before; of large books everything is read once a day. */
export type VerifyExtent = 'whole' | 'tail';

export type VerifyRunState = 'asked' | 'running' | 'sound' | 'unsound' | 'failed';

/** What a difference is about, in one of the words that the catalogues have for it. */
export const DIFFERENCE_KINDS = [
  'charge',
  'refund',
  'dispute',
  'payout',
  'transfer',
  'move',
  'tranche',
  'order',
  'top-up',
  'refill',
  'gift',
  'line',
  'sum',
] as const;

export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** Something the two sides tell differently. */
export interface DifferenceView {
  /** Number of the check that found it. */
  readonly check: string;
  readonly side: 'stripe' | 'bank';
  /** Where it is known: on both sides with other figures, with us only, or over there only. */
  readonly where: 'both' | 'here' | 'there';
  readonly kind: DifferenceKind;
  /** Which one: a number at the provider, a reference of the bank; null where it is a sum. */
  readonly subject: string | null;
  readonly ours: Money | null;
  readonly theirs: Money | null;
  /** Who has to explain it. */
  readonly owner: PlatformRole;
}

export interface VerifyRunView {
  readonly id: string;
  readonly scope: VerifyScope;
  readonly extent: VerifyExtent;
  readonly state: VerifyRunState;
  readonly reason: 'schedule' | 'demand' | 'restore';
  readonly askedAt: string;
  readonly endedAt: string | null;
  readonly milliseconds: number | null;
  /** How many invariants were looked at, and over how many rows. */
  readonly invariants: number;
  readonly examined: number;
  /** Those that do not hold, with how many rows were seen against them. */
  readonly broken: readonly {
    readonly id: string;
    readonly claim: string;
    readonly rows: number;
  }[];
  readonly differences: readonly DifferenceView[];
  /** Why it could not be run to its end. */
  readonly problem: string | null;
}

/** Money stands still since the database came back from a copy. */
export interface MoneyPauseView {
  readonly beganAt: string;
  /** A reconciliation has run since: a person may decide about what it found. */
  readonly isReconciled: boolean;
}

export interface MoneyChecksView {
  readonly books: VerifyRunView | null;
  readonly reconciliation: VerifyRunView | null;
  readonly pause: MoneyPauseView | null;
  readonly may: readonly ('reconcile' | 'resume')[];
}
