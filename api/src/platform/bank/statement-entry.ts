import { createHash } from 'node:crypto';
import { detailMinorOf, directionOf, includedChargesOf, minorOf } from './statement-amounts.js';
import { demand, listOf, optional, text, type Node } from './statement-xml.js';

const NOT_PROVIDED = 'NOTPROVIDED';
/** Our own word where the bank took a booking back and gave no reason code. */
const REVERSED = 'RVSL';
const CHARGE_FAMILIES = new Set(['CHRG', 'FEES', 'COMM', 'CCHR', 'DCHR']);

export interface StatementLine {
  /** The bank's own reference of the booking; our own fingerprint of it where the bank gives none. */
  readonly reference: string;
  readonly amountMinor: number;
  readonly direction: 'in' | 'out';
  /** Calendar days, 2026-11-23. */
  readonly bookedOn: string;
  readonly valueOn: string;
  readonly endToEndId: string | null;
  readonly counterpartyName: string | null;
  readonly counterpartyIban: string | null;
  /** What the payer wrote, free words and structured references alike. */
  readonly remittance: string | null;
  /** ISO 20022 reason code when a payment came back or a booking was taken back. */
  readonly returnReason: string | null;
  /** The bank's own price, taken from the account. */
  readonly isCharge: boolean;
  /** Identifies the booking across files: the same line imported again has the same hash. */
  readonly lineHash: string;
}

type Facts = Omit<StatementLine, 'reference' | 'lineHash'>;

/** A line before it has a name of its own. */
export interface NamelessLine {
  readonly facts: Facts;
  readonly reference: string | null;
}

/**
 * The lines of one booked entry: one for each payment a batch is made of, or one for the whole when
 * the bank does not say what each was. Charges taken out of an amount become a line of their own, so
 * that the payer is credited with what they sent.
 */
export function linesOf(entry: Node): NamelessLine[] {
  const details = listOf(entry.NtryDtls).flatMap((group) => listOf(group.TxDtls));
  const entryMinor = minorOf(entry);
  const [only] = details;
  if (only === undefined) return [whole(entry, {}, entryMinor)];
  const amounts = details.map(detailMinorOf);
  const charges = chargesOf(entry, details);
  if (details.length === 1) {
    const isGross = amounts[0] === entryMinor + sideOf(entry) * charges && charges > 0;
    return isGross
      ? [whole(entry, only, amounts[0] ?? 0), chargeOf(entry, charges)]
      : [whole(entry, only, entryMinor)];
  }
  if (amounts.includes(null)) return [whole(entry, {}, entryMinor)];
  const lines = details.map((detail, at) => part(entry, detail, { minor: amounts[at] ?? 0, at }));
  const missing = sumOf(lines) - sideOf(entry) * entryMinor;
  if (missing === 0) return lines;
  demand(missing > 0 && missing === charges, 'the details of an entry do not add up');
  return [...lines, chargeOf(entry, charges)];
}

/** A credit is smaller for its charges, a debit is larger. */
function sideOf(entry: Node): 1 | -1 {
  return directionOf(entry) === 'in' ? 1 : -1;
}

function chargesOf(entry: Node, details: readonly Node[]): number {
  const ofEntry = includedChargesOf(entry);
  if (ofEntry > 0) return ofEntry;
  return details.reduce((sum, detail) => sum + includedChargesOf(detail), 0);
}

function sumOf(lines: readonly NamelessLine[]): number {
  return lines.reduce(
    (total, { facts }) => total + (facts.direction === 'in' ? 1 : -1) * facts.amountMinor,
    0,
  );
}

function whole(entry: Node, detail: Node, amountMinor: number): NamelessLine {
  const own = text(optional(detail, 'Refs').AcctSvcrRef);
  return {
    facts: factsOf(entry, detail, amountMinor),
    reference: own ?? text(entry.AcctSvcrRef),
  };
}

function part(entry: Node, detail: Node, { minor, at }: { minor: number; at: number }) {
  const own = text(optional(detail, 'Refs').AcctSvcrRef) ?? text(entry.AcctSvcrRef);
  const reference = own === null ? null : `${own}#${String(at + 1)}`;
  return { facts: factsOf(entry, detail, minor), reference };
}

function chargeOf(entry: Node, amountMinor: number): NamelessLine {
  const reference = text(entry.AcctSvcrRef);
  const facts = factsOf(entry, {}, amountMinor);
  return {
    facts: { ...facts, direction: 'out', returnReason: null, isCharge: true },
    reference: reference === null ? null : `${reference}#charges`,
  };
}

function factsOf(entry: Node, detail: Node, amountMinor: number): Facts {
  // A batch may hold payments both ways.
  const direction = directionOf(detail.CdtDbtInd === undefined ? entry : detail);
  return {
    amountMinor,
    direction,
    bookedOn: dayOf(entry, 'BookgDt'),
    valueOn: entry.ValDt === undefined ? dayOf(entry, 'BookgDt') : dayOf(entry, 'ValDt'),
    endToEndId: endToEndIdOf(optional(detail, 'Refs')),
    ...counterparty(detail, direction),
    remittance: remittanceOf(entry, detail),
    returnReason: returnReasonOf(entry, detail),
    isCharge: direction === 'out' && [entry, detail].some(isOfCharges),
  };
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
    counterpartyIban: text(account.IBAN)?.replaceAll(/\s/g, '') ?? null,
  };
}

/** Banks that keep no place for it write the payer's words beside the entry. */
function remittanceOf(entry: Node, detail: Node): string | null {
  const remittance = optional(detail, 'RmtInf');
  const free = Array.isArray(remittance.Ustrd) ? remittance.Ustrd.map(text) : [];
  const references = listOf(remittance.Strd).map((one) => text(optional(one, 'CdtrRefInf').Ref));
  const written = [...free, ...references].filter((words) => words !== null);
  if (written.length > 0) return written.join(' ');
  return text(detail.AddtlTxInf) ?? text(entry.AddtlNtryInf);
}

function returnReasonOf(entry: Node, detail: Node): string | null {
  const reason = text(optional(optional(detail, 'RtrInf'), 'Rsn').Cd);
  const isReversal = text(entry.RvslInd) === 'true' || text(entry.RvslInd) === '1';
  return reason ?? (isReversal ? REVERSED : null);
}

function isOfCharges(node: Node): boolean {
  const family = optional(optional(optional(node, 'BkTxCd'), 'Domn'), 'Fmly');
  return CHARGE_FAMILIES.has(text(family.SubFmlyCd) ?? '');
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

/**
 * Gives each line its name. Where the bank has none, the line is known by what it says and by how
 * many just like it the day had before; the number an entry has within its file is no name, because
 * the next file counts anew.
 */
export function named(lines: readonly NamelessLine[], iban: string): StatementLine[] {
  const seen = new Map<string, number>();
  return lines.map(({ facts, reference }) => {
    if (reference !== null)
      return { ...facts, reference, lineHash: hashOf(iban, reference, facts) };
    const content = digest(iban, facts);
    const nth = (seen.get(content) ?? 0) + 1;
    seen.set(content, nth);
    const own = `X-${digest(content, nth).slice(0, 16)}`;
    return { ...facts, reference: own, lineHash: hashOf(iban, own, facts) };
  });
}

function hashOf(iban: string, reference: string, facts: Facts): string {
  const { amountMinor, direction, bookedOn, endToEndId } = facts;
  return digest(iban, reference, String(amountMinor), direction, bookedOn, endToEndId ?? '');
}

function digest(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
