import { createHash } from 'node:crypto';
import { MINOR_MAX } from '@vatra/shared/money';
import { XMLParser } from 'fast-xml-parser';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';
const CURRENCY = 'EUR';
const CHARACTERS_MAX = 8 * 1024 * 1024;
const LINES_MAX = 20_000;
const NOT_PROVIDED = 'NOTPROVIDED';

/** The file is no bank statement we can trust: nothing of it is taken. */
export class StatementInvalid extends Error {
  override readonly name = 'StatementInvalid';
}

export interface StatementLine {
  /** The bank's own reference of the booking. */
  readonly reference: string;
  readonly amountMinor: number;
  readonly direction: 'in' | 'out';
  /** Calendar days, 2026-11-23. */
  readonly bookedOn: string;
  readonly valueOn: string;
  readonly endToEndId: string | null;
  readonly counterpartyName: string | null;
  readonly counterpartyIban: string | null;
  readonly remittance: string | null;
  /** ISO 20022 reason code when a payment of ours came back. */
  readonly returnReason: string | null;
  /** Identifies the booking across files: the same line imported again has the same hash. */
  readonly lineHash: string;
}

export interface BankStatement {
  readonly id: string;
  readonly iban: string;
  readonly lines: readonly StatementLine[];
}

type Node = Readonly<Record<string, unknown>>;

const LISTS = new Set(['Stmt', 'Ntry', 'NtryDtls', 'TxDtls', 'Bal', 'Ustrd']);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  trimValues: true,
  isArray: (name) => LISTS.has(name),
});

/**
 * Reads an account statement, camt.053.001.08: euro only, booked lines only, amounts as whole
 * cents, and the lines must lead from the opening to the closing balance.
 *
 * @throws StatementInvalid
 */
export function readStatements(xml: string): BankStatement[] {
  const root = child(parse(xml), 'BkToCstmrStmt');
  const statements = listOf(root.Stmt).map(readStatement);
  demand(statements.length > 0, 'there is no statement in the file');
  const lines = statements.reduce((sum, statement) => sum + statement.lines.length, 0);
  demand(lines <= LINES_MAX, 'too many lines');
  return statements;
}

function parse(xml: string): Node {
  demand(xml.length <= CHARACTERS_MAX, 'the file is too long');
  // An entity declared in the file could read our disk or fill our memory.
  demand(!/<!DOCTYPE|<!ENTITY/i.test(xml), 'a document type declaration is not allowed');
  // The parser drops name spaces with their prefixes, so the root is looked at as text.
  const root = /<(?:[\w-]+:)?Document\b[^>]*>/.exec(xml)?.[0] ?? '';
  demand(root.includes(`"${NAMESPACE}"`) || root.includes(`'${NAMESPACE}'`), 'not camt.053.001.08');
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the flag makes it refuse what is not well-formed
    return child(parser.parse(xml, true) as Node, 'Document');
  } catch (error) {
    if (error instanceof StatementInvalid) throw error;
    throw new StatementInvalid('the file is not well-formed');
  }
}

function readStatement(statement: Node): BankStatement {
  const account = child(statement, 'Acct');
  const iban = text(child(account, 'Id').IBAN) ?? '';
  demand(iban !== '', 'the account has no IBAN');
  const currency = text(account.Ccy);
  demand(currency === null || currency === CURRENCY, 'the account is not in euro');
  const booked = listOf(statement.Ntry).filter(isBooked);
  const lines = withoutRepeats(booked.flatMap((entry) => linesOf(entry, iban)));
  checkBalances(listOf(statement.Bal), booked);
  return { id: text(statement.Id) ?? '', iban, lines };
}

/** Announced and pending entries are no proof of anything. */
function isBooked(entry: Node): boolean {
  const status = entry.Sts;
  const code =
    typeof status === 'object' && status !== null ? text((status as Node).Cd) : text(status);
  return code === 'BOOK';
}

function linesOf(entry: Node, iban: string): StatementLine[] {
  const details = listOf(entry.NtryDtls).flatMap((group) => listOf(group.TxDtls));
  const entryMinor = minorOf(entry);
  if (details.length <= 1) return [line(entry, details[0] ?? {}, { iban, suffix: '' })];
  const lines = details.map((detail, index) =>
    line(entry, detail, { iban, suffix: `#${String(index + 1)}` }),
  );
  const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0);
  demand(sum === entryMinor, 'the details of an entry do not add up');
  return lines;
}

function line(entry: Node, detail: Node, at: { iban: string; suffix: string }): StatementLine {
  const references = optional(detail, 'Refs');
  const ownReference = text(references.AcctSvcrRef);
  const shared = text(entry.AcctSvcrRef) ?? text(entry.NtryRef);
  const reference = ownReference ?? (shared === null ? '' : shared + at.suffix);
  demand(reference !== '', 'an entry has no reference');
  const direction = directionOf(entry);
  const facts = {
    reference: ownReference === null ? reference : ownReference + at.suffix,
    amountMinor: minorOf(at.suffix === '' || detail.Amt === undefined ? entry : detail),
    direction,
    bookedOn: dayOf(entry, 'BookgDt'),
    valueOn: entry.ValDt === undefined ? dayOf(entry, 'BookgDt') : dayOf(entry, 'ValDt'),
    endToEndId: endToEndIdOf(references),
    ...counterparty(detail, direction),
    remittance: remittanceOf(detail),
    returnReason: text(optional(optional(detail, 'RtrInf'), 'Rsn').Cd),
  };
  return { ...facts, lineHash: hashOf(at.iban, facts) };
}

function endToEndIdOf(references: Node): string | null {
  const id = text(references.EndToEndId);
  return id === NOT_PROVIDED ? null : id;
}

function counterparty(detail: Node, direction: 'in' | 'out') {
  const parties = optional(detail, 'RltdPties');
  const role = direction === 'out' ? 'Cdtr' : 'Dbtr';
  const party = optional(parties, role);
  const account = optional(optional(parties, `${role}Acct`), 'Id');
  return {
    counterpartyName: text(optional(party, 'Pty').Nm) ?? text(party.Nm),
    counterpartyIban: text(account.IBAN),
  };
}

function remittanceOf(detail: Node): string | null {
  const parts = optional(detail, 'RmtInf').Ustrd;
  if (!Array.isArray(parts)) return null;
  return parts.map((part) => text(part) ?? '').join(' ') || null;
}

function directionOf(node: Node): 'in' | 'out' {
  const indicator = text(node.CdtDbtInd);
  demand(indicator === 'CRDT' || indicator === 'DBIT', 'a line is neither credit nor debit');
  return indicator === 'CRDT' ? 'in' : 'out';
}

/** "0012.50" with Ccy="EUR" is 1250; anything that is no plain amount of cents is refused. */
function minorOf(node: Node, allowZero = false): number {
  const amount = node.Amt;
  const isNode = typeof amount === 'object' && amount !== null;
  demand(isNode && (amount as Node)['@Ccy'] === CURRENCY, 'an amount is not in euro');
  const found = /^(\d{1,13})(?:\.(\d{1,2})0{0,3})?$/.exec(text((amount as Node)['#text']) ?? '');
  demand(found !== null, 'an amount is not a number of cents');
  const [, whole = '0', cents = ''] = found ?? [];
  const minor = Number(whole + cents.padEnd(2, '0'));
  demand(minor <= MINOR_MAX && (minor > 0 || allowZero), 'an amount is out of range');
  return minor;
}

function dayOf(entry: Node, name: string): string {
  const node = optional(entry, name);
  const day = text(node.Dt) ?? text(node.DtTm)?.slice(0, 10) ?? '';
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  demand(
    !Number.isNaN(time) && new Date(time).toISOString().startsWith(day),
    `${name} is no calendar day`,
  );
  return day;
}

function checkBalances(balances: readonly Node[], booked: readonly Node[]): void {
  const opening = balanceOf(balances, 'OPBD');
  const closing = balanceOf(balances, 'CLBD');
  if (opening === null || closing === null) return;
  const moved = booked.reduce((sum, entry) => sum + signed(entry), 0);
  demand(opening + moved === closing, 'the lines do not lead to the closing balance');
}

function balanceOf(balances: readonly Node[], code: string): number | null {
  const found = balances.find((balance) => {
    const kind = optional(optional(balance, 'Tp'), 'CdOrPrtry');
    return text(kind.Cd) === code;
  });
  return found === undefined ? null : signed(found);
}

function signed(node: Node): number {
  const minor = minorOf(node, true);
  return directionOf(node) === 'in' ? minor : -minor;
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

function hashOf(iban: string, facts: Omit<StatementLine, 'lineHash'>): string {
  const parts = [
    iban,
    facts.reference,
    String(facts.amountMinor),
    facts.direction,
    facts.bookedOn,
    facts.endToEndId ?? '',
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function child(node: Node, name: string): Node {
  const found = node[name];
  demand(
    typeof found === 'object' && found !== null && !Array.isArray(found),
    `${name} is missing`,
  );
  return found as Node;
}

function optional(node: Node, name: string): Node {
  const found = node[name];
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as Node)
    : {};
}

function listOf(value: unknown): Node[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is Node => typeof item === 'object' && item !== null);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new StatementInvalid(what);
}
