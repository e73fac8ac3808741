import type { LedgerEntryView } from '@vatra/shared/ledger/ledger.views';

/** Lets spreadsheet programs read the file as UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

const COLUMNS = [
  'position',
  'hash',
  'prev_hash',
  'private_digest',
  'entry_id',
  'posting',
  'booked_at',
  'value_date',
  'line',
  'account',
  'account_subject',
  'debit_minor_eur',
  'credit_minor_eur',
  'original_minor',
  'original_currency',
  'project_effect_minor_eur',
  'held_after_minor_eur',
  'facts',
] as const;

export const CSV_HEADER = `${COLUMNS.join(',')}\r\n`;

/** One row for each line of each entry. */
export function csvRows(entries: readonly LedgerEntryView[]): string {
  return entries
    .flatMap((entry) =>
      entry.lines.map((line, index) => [
        entry.position,
        entry.hash,
        entry.prevHash ?? '',
        entry.privateDigest ?? '',
        entry.entryId,
        entry.kind,
        entry.bookedAt,
        entry.valueDate,
        index + 1,
        line.accountCode,
        line.accountSubjectId ?? '',
        line.debitMinor,
        line.creditMinor,
        line.originalMinor ?? '',
        line.originalCurrency ?? '',
        entry.projectEffectMinor,
        entry.heldAfterMinor,
        JSON.stringify(entry.facts),
      ]),
    )
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('');
}

/** Quotes what needs it, and keeps a spreadsheet from taking words for a formula. */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
