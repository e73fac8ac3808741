import { money, type Money } from '@vatra/shared/money';
import { SYSTEM, roleForHistory, type Actor } from '../../platform/actor.js';
import { UnsoundEntry } from './ledger.errors.js';

/** One account of the chart; accounts of the operator have no subject. */
export interface AccountRef {
  readonly code: string;
  readonly subjectId?: string | null;
}

/** One side of an entry in EUR minor units. Lines of 0 are left out of the books. */
export interface PostingLine {
  readonly account: AccountRef;
  readonly debitMinor?: number;
  readonly creditMinor?: number;
  /** What was paid or received before conversion, for information (ruling 4). */
  readonly original?: Money;
}

export interface Posting {
  /** Chosen by the caller when somebody has to know it before the entry is booked. */
  readonly id?: string;
  /** Number of the posting in the domain, `L1`. */
  readonly kind: string;
  /** Unique per business effect, `L1:<contributionId>`: posting it twice is refused. */
  readonly purposeKey: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly projectId?: string | null;
  /** Business date, 2026-11-22; today (UTC) when absent. */
  readonly valueDate?: string;
  readonly actor?: Actor;
  readonly reason?: string;
  /** Entry that this one undoes. */
  readonly reverses?: string;
  /** Shown in the public books: small facts, never a person. */
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly lines: readonly PostingLine[];
}

/** The id that stands for "the operator itself" in the account table. */
export const OPERATOR = '00000000-0000-0000-0000-000000000000';

/** Stands among the projects for "nobody knows yet what for" (L8). */
export const UNKNOWN_PURPOSE = '00000000-0000-0000-0000-000000000001';

export interface EntryRow {
  readonly id: string;
  readonly lines: readonly { code: string; subject: string; amount: number }[];
  readonly [member: string]: unknown;
}

/**
 * The posting as the database takes it: signed amounts, positive = debit.
 *
 * @throws UnsoundEntry, MoneyOutOfRange
 */
export function entryRow(id: string, posting: Posting): EntryRow {
  const lines = posting.lines.map(lineRow).filter((line) => line.amount !== 0);
  const sum = lines.reduce((total, line) => total + line.amount, 0);
  if (sum !== 0 || lines.length < 2) {
    throw new UnsoundEntry(
      `${posting.purposeKey}: ${String(lines.length)} lines, sum ${String(sum)}`,
    );
  }
  const actor = posting.actor ?? SYSTEM;
  return {
    id,
    kind: posting.kind,
    purposeKey: posting.purposeKey,
    subjectKind: posting.subject.kind,
    subjectId: posting.subject.id,
    projectId: posting.projectId ?? null,
    valueDate: posting.valueDate ?? null,
    actorId: actor.personId,
    actorRole: roleForHistory(actor),
    reason: posting.reason ?? null,
    reverses: posting.reverses ?? null,
    facts: posting.facts ?? {},
    lines,
  };
}

function lineRow(line: PostingLine) {
  return {
    code: line.account.code,
    subject: line.account.subjectId ?? OPERATOR,
    amount: money((line.debitMinor ?? 0) - (line.creditMinor ?? 0)).minor,
    originalMinor: line.original?.minor ?? null,
    originalCurrency: line.original?.currency ?? null,
  };
}
