import { BASE_CURRENCY, MINOR_MAX } from '@vatra/shared/money';
import { demand, listOf, optional, text, type Node } from './statement-xml.js';

/** "0012.50" with Ccy="EUR" is 1250; anything that is no plain amount of cents is refused. */
export function minorOf(node: Node, allowZero = false): number {
  const { Amt: amount } = node;
  demand(isInEuro(amount), 'an amount is not in euro');
  const found = /^(\d{1,13})(?:\.(\d{1,2})0{0,3})?$/.exec(text(amount['#text']) ?? '');
  demand(found !== null, 'an amount is not a number of cents');
  const [, whole = '0', cents = ''] = found;
  const minor = Number(whole + cents.padEnd(2, '0'));
  demand(minor <= MINOR_MAX && (minor > 0 || allowZero), 'an amount is out of range');
  return minor;
}

export function directionOf(node: Node): 'in' | 'out' {
  const indicator = text(node.CdtDbtInd);
  demand(indicator === 'CRDT' || indicator === 'DBIT', 'a line is neither credit nor debit');
  return indicator === 'CRDT' ? 'in' : 'out';
}

/** Positive when the account has more of it afterwards. */
export function signedMinorOf(node: Node): number {
  const minor = minorOf(node, true);
  return directionOf(node) === 'in' ? minor : -minor;
}

/** What the account moved by for one detail of a batch; null when the bank does not say so in euro. */
export function detailMinorOf(detail: Node): number | null {
  const amounts = optional(detail, 'AmtDtls');
  const told = [detail, optional(amounts, 'TxAmt')].find(({ Amt }) => isInEuro(Amt));
  return told === undefined ? null : minorOf(told);
}

/** Charges the bank has already taken into the amount beside them. */
export function includedChargesOf(node: Node): number {
  const records = listOf(optional(node, 'Chrgs').Rcrd).filter(
    ({ ChrgInclInd, CdtDbtInd, Amt }) =>
      text(ChrgInclInd) === 'true' && CdtDbtInd !== 'CRDT' && isInEuro(Amt),
  );
  return records.reduce((sum, record) => sum + minorOf(record, true), 0);
}

function isInEuro(amount: unknown): amount is Node {
  const isNode = typeof amount === 'object' && amount !== null;
  return isNode && (amount as Node)['@Ccy'] === BASE_CURRENCY;
}
