import { money, type Money } from '@vatra/shared/money';
import {
  DIFFERENCE_KINDS,
  type DifferenceKind,
  type DifferenceView,
} from '@vatra/shared/verify/verify.views';

type Row = Readonly<Record<string, unknown>>;

export interface BrokenLine {
  readonly id: string;
  readonly claim: string;
  readonly violations: readonly Row[];
}

/** Sums concern whoever answers for the whole; single objects whoever works with them. */
const OF_SUMS: readonly string[] = ['D4', 'B10'];

/** Each row a check objected to, as what we say of it and what the other side says. */
export function differencesOf(broken: readonly BrokenLine[]): DifferenceView[] {
  return broken.flatMap(({ id, violations }) => violations.map((row) => difference(id, row)));
}

function difference(check: string, row: Row): DifferenceView {
  const ours = amountOf(row, ['ours', 'booked', 'held', 'gross_minor'], 'row');
  const theirs = amountOf(row, ['theirs', 'shown'], 'object') ?? amountOf(row, [], 'move');
  return {
    check,
    side: check.startsWith('D') ? 'stripe' : 'bank',
    where: whereOf(row, ours, theirs),
    kind: kindOf(check, row),
    subject: subjectOf(row),
    ours,
    theirs,
    owner: OF_SUMS.includes(check) ? 'finance_checker' : 'finance_maker',
  };
}

function whereOf(row: Row, ours: Money | null, theirs: Money | null): DifferenceView['where'] {
  if (row.missing === 'there') return 'here';
  if (ours !== null && theirs !== null) return 'both';
  return ours === null ? 'there' : 'here';
}

/** The provider's lists are named in the plural (`charges`), the rows of the bank by what they are. */
function kindOf(check: string, row: Row): DifferenceKind {
  const named = row.path ?? row.kind;
  const told = typeof named === 'string' ? named.replace(/s$/, '') : '';
  const known = DIFFERENCE_KINDS.find((kind) => kind === told);
  if (known !== undefined) return known;
  if (row.line !== undefined || row.reference !== undefined) return 'line';
  if (row.id === undefined) return 'sum';
  return check.startsWith('D') ? 'move' : 'gift';
}

function subjectOf(row: Row): string | null {
  const subject = row.id ?? row.subject ?? row.line ?? row.reference;
  return typeof subject === 'string' ? subject : null;
}

/** The first of the figures that is there, or the amount of the object that was compared. */
function amountOf(row: Row, names: readonly string[], object: string): Money | null {
  const inside = row[object];
  const nested =
    typeof inside === 'object' && inside !== null ? (inside as { amount?: unknown }).amount : null;
  for (const value of [...names.map((name) => row[name]), nested]) {
    const minor = typeof value === 'string' ? Number(value) : value;
    if (typeof minor === 'number' && Number.isSafeInteger(minor)) return money(minor);
  }
  return null;
}
