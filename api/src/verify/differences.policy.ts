import { money, type Money } from '@vatra/shared/money';
import type { DifferenceView } from '@vatra/shared/verify/verify.views';

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

function subjectOf(row: Row): string {
  const parts = [row.path ?? row.kind, row.id ?? row.subject ?? row.line ?? row.reference];
  const words = parts.filter((part): part is string => typeof part === 'string');
  return words.length === 0 ? 'sum' : words.join(' ');
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
