import { BASE_CURRENCY } from '@vatra/shared/money';
import { signedMinorOf } from './statement-amounts.js';
import { linesOf, named, type StatementLine } from './statement-entry.js';
import {
  child,
  demand,
  listOf,
  optional,
  parseStatementXml,
  text,
  type Node,
} from './statement-xml.js';

export type { StatementLine } from './statement-entry.js';
export { StatementInvalid } from './statement-xml.js';

const LINES_MAX = 20_000;

export interface BankStatement {
  readonly id: string;
  readonly iban: string;
  readonly lines: readonly StatementLine[];
  /** Booked entries in other currencies than ours: named, never taken. */
  readonly leftOut: number;
}

/**
 * Reads account statements, camt.053: euro only, booked lines only, amounts as whole cents, and the
 * lines must lead from the opening to the closing balance. Statements of other accounts in the same
 * file are left alone.
 *
 * @throws StatementInvalid
 */
export function readStatements(xml: string, iban: string): BankStatement[] {
  const root = child(parseStatementXml(xml), 'BkToCstmrStmt');
  const statements = listOf(root.Stmt);
  demand(statements.length > 0, 'there is no statement in the file');
  const ours = statements
    .filter((statement) => ibanOf(statement) === iban)
    .map((statement) => readStatement(statement, iban));
  const lines = ours.reduce((sum, statement) => sum + statement.lines.length, 0);
  demand(lines <= LINES_MAX, 'too many lines');
  return ours;
}

/** Null for accounts that are named in another way: they are not ours. */
function ibanOf(statement: Node): string | null {
  const iban = text(child(child(statement, 'Acct'), 'Id').IBAN);
  return iban?.replaceAll(/\s/g, '') ?? null;
}

function readStatement(statement: Node, iban: string): BankStatement {
  const booked = listOf(statement.Ntry).filter(isBooked);
  const currency = text(child(statement, 'Acct').Ccy) ?? BASE_CURRENCY;
  const about = { id: text(statement.Id) ?? '', iban };
  if (currency !== BASE_CURRENCY) return { ...about, lines: [], leftOut: booked.length };
  checkBalances(listOf(statement.Bal), booked);
  const lines = named(booked.flatMap(linesOf), iban);
  return { ...about, lines: withoutRepeats(lines), leftOut: 0 };
}

/** Announced and pending entries are no proof of anything. */
function isBooked(entry: Node): boolean {
  const status = entry.Sts;
  const code =
    typeof status === 'object' && status !== null ? text((status as Node).Cd) : text(status);
  return code === 'BOOK';
}

function checkBalances(balances: readonly Node[], booked: readonly Node[]): void {
  const opening = balanceOf(balances, 'OPBD', 'PRCD');
  const closing = balanceOf(balances, 'CLBD');
  if (opening === null || closing === null) return;
  const moved = booked.reduce((sum, entry) => sum + signedMinorOf(entry), 0);
  demand(opening + moved === closing, 'the lines do not lead to the closing balance');
}

function balanceOf(balances: readonly Node[], ...codes: readonly string[]): number | null {
  const found = balances.find((balance) => {
    const kind = optional(optional(balance, 'Tp'), 'CdOrPrtry');
    return codes.includes(text(kind.Cd) ?? '');
  });
  return found === undefined ? null : signedMinorOf(found);
}

/** A line repeated word for word is one line; one reference for two different bookings is a fault. */
function withoutRepeats(lines: readonly StatementLine[]): StatementLine[] {
  const byReference = new Map<string, StatementLine>();
  for (const line of lines) {
    const earlier = byReference.get(line.reference);
    demand(
      earlier === undefined || earlier.lineHash === line.lineHash,
      'one reference names two different bookings',
    );
    byReference.set(line.reference, line);
  }
  return [...byReference.values()];
}
