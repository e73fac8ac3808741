import { describe, expect, it } from '@jest/globals';
import { readStatements as readAll, StatementInvalid } from './statement-file.js';

const IBAN = 'DE89370400440532013000';
const readStatements = (xml: string) => readAll(xml, IBAN);

/**
 * No package ships the schemas of camt.053; the samples were written by hand after the message
 * definition and hold the elements we read.
 */
function entry(changes: Readonly<Record<string, string>> = {}): string {
  const { amount = '123.45', currency = 'EUR', direction = 'DBIT', status = 'BOOK' } = changes;
  const { reference = 'B-1', endToEndId = 'VT1', day = '2026-11-23', extra = '' } = changes;
  return `<Ntry><NtryRef>${reference}</NtryRef><Amt Ccy="${currency}">${amount}</Amt>
    <CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>${status}</Cd></Sts>
    <BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef>
    <NtryDtls><TxDtls><Refs><AcctSvcrRef>${reference}</AcctSvcrRef><EndToEndId>${endToEndId}</EndToEndId></Refs>
      <RltdPties><Cdtr><Pty><Nm>Primaria &amp; Fii</Nm></Pty></Cdtr>
      <CdtrAcct><Id><IBAN>MD24AG000225100013104168</IBAN></Id></CdtrAcct></RltdPties>
      <RmtInf><Ustrd>Tranche 1</Ustrd></RmtInf>${extra}</TxDtls></NtryDtls></Ntry>`;
}

function statement(entries: string, parts: { before?: string; balances?: string } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${parts.before ?? ''}
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>S</MsgId></GrpHdr>
<Stmt><Id>S-1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>${parts.balances ?? ''}${entries}</Stmt></BkToCstmrStmt></Document>`;
}

const balance = (code: string, amount: string, direction: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>`;

describe('camt.053', () => {
  it('gives booked lines in whole cents with the references we need', () => {
    const [read] = readStatements(statement(entry()));
    expect(read?.iban).toBe('DE89370400440532013000');
    expect(read?.lines).toHaveLength(1);
    expect(read?.lines[0]).toMatchObject({
      reference: 'B-1',
      amountMinor: 12345,
      direction: 'out',
      bookedOn: '2026-11-23',
      endToEndId: 'VT1',
      counterpartyName: 'Primaria & Fii',
      counterpartyIban: 'MD24AG000225100013104168',
      remittance: 'Tranche 1',
      returnReason: null,
    });
  });

  it('leaves announced and pending entries alone', () => {
    const lines = readStatements(statement(entry({ status: 'PDNG' }) + entry()))[0]?.lines;
    expect(lines).toHaveLength(1);
  });

  it('takes a line that is repeated word for word once', () => {
    expect(readStatements(statement(entry() + entry()))[0]?.lines).toHaveLength(1);
  });

  it('gives the same line the same hash in another file and another line another one', () => {
    const [first] = readStatements(statement(entry()))[0]?.lines ?? [];
    const again = readStatements(statement(entry({ reference: 'B-2' }) + entry()))[0]?.lines ?? [];
    expect(again[1]?.lineHash).toBe(first?.lineHash);
    expect(again[0]?.lineHash).not.toBe(first?.lineHash);
  });

  it('reads why a payment came back', () => {
    const returned = entry({
      direction: 'CRDT',
      extra: '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>',
    });
    expect(readStatements(statement(returned))[0]?.lines[0]).toMatchObject({
      direction: 'in',
      returnReason: 'AC04',
    });
  });

  it('accepts lines that lead from the opening to the closing balance and refuses others', () => {
    const opening = balance('OPBD', '500.00', 'CRDT');
    const right = statement(entry(), { balances: opening + balance('CLBD', '376.55', 'CRDT') });
    const wrong = statement(entry(), { balances: opening + balance('CLBD', '376.56', 'CRDT') });
    expect(readStatements(right)[0]?.lines).toHaveLength(1);
    expect(() => readStatements(wrong)).toThrow(StatementInvalid);
  });

  it.each([
    ['another currency within an account in euro', entry({ currency: 'MDL' })],
    ['three decimals', entry({ amount: '1.005' })],
    ['an exponent', entry({ amount: '1e3' })],
    ['a comma', entry({ amount: '1,00' })],
    ['zero', entry({ amount: '0.00' })],
    ['a negative amount', entry({ amount: '-5.00' })],
    ['a day that does not exist', entry({ day: '2026-02-30' })],
    ['an unknown direction', entry({ direction: 'BOTH' })],
    ['one reference for two bookings', entry() + entry({ amount: '5.00' })],
  ])('refuses %s', (_what, entries) => {
    expect(() => readStatements(statement(entries))).toThrow(StatementInvalid);
  });

  it('refuses declared entities, other messages and broken files', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    const refused = [
      statement(entry({ endToEndId: '&x;' }), { before: bomb }),
      statement(entry()).replace('camt.053.001.08', 'camt.052.001.08'),
      statement(entry()).replace('</Stmt>', ''),
      '',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>',
    ];
    for (const xml of refused) expect(() => readStatements(xml)).toThrow(StatementInvalid);
  });
});
