import type { CsvRowView } from '@vatra/shared/contributions/offline.views';
import { cashProblem } from './cash-limits.policy.js';

/** Names of the columns in the languages of those who keep such lists. */
const COLUMNS = {
  receipt: ['receipt', 'receipt number', 'chitanta', 'nr', 'nr chitanta'],
  name: ['name', 'nume', 'donator', 'donor'],
  amount: ['amount', 'suma', 'eur'],
  email: ['email', 'e-mail', 'mail'],
} as const;

const RECEIPT_LETTERS_MAX = 20;
const NAME_LETTERS_MAX = 80;
const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}$/;

type Column = keyof typeof COLUMNS;

/** The text has no usable row of column names. */
export class ColumnsMissing extends Error {
  override readonly name = 'ColumnsMissing';
}

/**
 * Reads a list of receipts: comma, semicolon or tab between the fields, quotes around those that
 * need them, a row of column names first. Every row comes back, with what is wrong with it.
 *
 * @throws ColumnsMissing
 */
export function readSheetCsv(text: string): CsvRowView[] {
  const rows = fieldsOf(text, separatorOf(text));
  const [head, ...body] = rows;
  if (head === undefined) throw new ColumnsMissing();
  const at = columnsOf(head.fields);
  if (at.receipt === undefined || at.amount === undefined) throw new ColumnsMissing();
  const seen = new Set<string>();
  return body
    .filter(({ fields }) => fields.some((field) => field !== ''))
    .map((row) => {
      const read = rowOf(row, at);
      const isTwice = read.receiptNumber !== '' && seen.has(read.receiptNumber);
      seen.add(read.receiptNumber);
      return isTwice
        ? { ...read, problems: [...read.problems, 'contributions.sheet-receipt-twice'] }
        : read;
    });
}

interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

function rowOf({ line, fields }: Row, at: Partial<Record<Column, number>>): CsvRowView {
  const field = (column: Column) => fields[at[column] ?? -1] ?? '';
  const receiptNumber = field('receipt');
  const donorName = field('name') === '' ? null : field('name');
  const email = field('email') === '' ? null : field('email');
  const amountMinor = centsOf(field('amount'));
  const problems = [
    ...(receiptNumber === '' ? ['contributions.sheet-receipt-missing'] : []),
    ...(receiptNumber.length > RECEIPT_LETTERS_MAX || (donorName ?? '').length > NAME_LETTERS_MAX
      ? ['contributions.sheet-text-unreadable']
      : []),
    ...(email !== null && !EMAIL.test(email) ? ['contributions.sheet-email-unreadable'] : []),
    ...amountProblems(amountMinor, donorName !== null),
  ];
  return { line, receiptNumber, donorName, email, amountMinor, problems };
}

function amountProblems(amountMinor: number | null, isNamed: boolean): string[] {
  if (amountMinor === null) return ['contributions.sheet-amount-unreadable'];
  const problem = cashProblem({ amountMinor, isNamed });
  return problem === null ? [] : [problem];
}

/** "12", "12.5", "12,50" and "1 200,00" are cents; anything else is no amount. */
function centsOf(text: string): number | null {
  const found = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0€]/g, ''));
  if (found === null) return null;
  const [, whole = '0', cents = ''] = found;
  const minor = Number(whole + cents.padEnd(2, '0'));
  return minor > 0 ? minor : null;
}

function columnsOf(names: readonly string[]): Partial<Record<Column, number>> {
  const plain = names.map((name) =>
    name
      .normalize('NFD')
      .replace(/\p{Mark}/gu, '')
      .toLowerCase()
      .trim(),
  );
  const at: Partial<Record<Column, number>> = {};
  for (const column of Object.keys(COLUMNS) as Column[]) {
    const words: readonly string[] = COLUMNS[column];
    const index = plain.findIndex((name) => words.includes(name));
    if (index >= 0) at[column] = index;
  }
  return at;
}

function separatorOf(text: string): string {
  const head = text.slice(0, text.search(/\n|$/));
  return [';', '\t'].find((sign) => head.includes(sign)) ?? ',';
}

/** Fields row by row; a quoted field may hold the separator, a line break and doubled quotes. */
function fieldsOf(given: string, separator: string): Row[] {
  const text = given.replace(/\r\n?/g, '\n');
  const end = `${separator}|\n|$`;
  const field = new RegExp(`("(?:[^"]|"")*"(?=${end})|[^${separator}\n]*)(${end})`, 'y');
  const rows: Row[] = [];
  let row: { line: number; fields: string[] } = { line: 1, fields: [] };
  let line = 1;
  for (let at = 0; at <= text.length; at = field.lastIndex) {
    field.lastIndex = at;
    const [whole, value = '', sign = ''] = field.exec(text) ?? [''];
    row.fields.push(unquoted(value.trim()));
    line += whole.split('\n').length - 1;
    if (sign === separator) continue;
    rows.push(row);
    row = { line, fields: [] };
    if (sign === '') break;
  }
  return rows;
}

function unquoted(field: string): string {
  return /^".*"$/s.test(field) ? field.slice(1, -1).replaceAll('""', '"').trim() : field;
}
