import { describe, expect, it } from '@jest/globals';
import { readStatements, StatementInvalid, type StatementLine } from './statement-file.js';

const IBAN = 'DE89370400440532013000';

interface Shape {
  readonly amount?: string;
  readonly direction?: string;
  readonly head?: string;
  readonly reference?: string;
  readonly number?: string;
}

function entry(details: string, shape: Shape = {}): string {
  const { amount = '100.00', direction = 'CRDT', head = '', reference = 'B-1' } = shape;
  return `<Ntry>${shape.number === undefined ? '' : `<NtryRef>${shape.number}</NtryRef>`}
    <Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts>BOOK</Sts>
    <BookgDt><DtTm>2026-11-23T09:30:00+01:00</DtTm></BookgDt>
    ${reference === '' ? '' : `<AcctSvcrRef>${reference}</AcctSvcrRef>`}${head}
    ${details === '' ? '' : `<NtryDtls>${details}</NtryDtls>`}</Ntry>`;
}

function payment(amount: string, about = ''): string {
  return `<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>${about}</TxDtls>`;
}

const words = (free: string) => `<RmtInf><Ustrd>${free}</Ustrd></RmtInf>`;

const charge = (amount: string) =>
  `<Chrgs><Rcrd><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>`;

function account(entries: string, { iban = IBAN, currency = 'EUR' } = {}): string {
  return `<Stmt><Id>S</Id><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>${entries}</Stmt>`;
}

function file(statements: string, version = '02'): string {
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt>${statements}</BkToCstmrStmt></Document>`;
}

function linesOf(entries: string): readonly StatementLine[] {
  return readStatements(file(account(entries)), IBAN)[0]?.lines ?? [];
}

const told = (lines: readonly StatementLine[]) =>
  lines.map(({ reference, direction, amountMinor }) => [reference, direction, amountMinor]);

describe('camt.053 as different banks write it', () => {
  it('is read in the versions 2 to 13, with party names and states where each has them', () => {
    const party = '<RltdPties><Dbtr><Nm>Ion Rusu</Nm></Dbtr></RltdPties>';
    for (const version of ['02', '04', '06', '08', '10', '13']) {
      const [statement] = readStatements(
        file(account(entry(payment('100.00', party))), version),
        IBAN,
      );
      expect(statement?.lines[0]).toMatchObject({
        counterpartyName: 'Ion Rusu',
        amountMinor: 10_000,
      });
    }
    expect(() => readStatements(file(account(entry('')), '01'), IBAN)).toThrow(StatementInvalid);
  });

  it('gives each payment of a batch a line, and the batch one where the bank does not part it', () => {
    const parted = entry(payment('60.00', words('A')) + payment('40.00', words('B')));
    expect(told(linesOf(parted))).toEqual([
      ['B-1#1', 'in', 6_000],
      ['B-1#2', 'in', 4_000],
    ]);
    const whole = entry(`<TxDtls>${words('A')}</TxDtls><TxDtls>${words('B')}</TxDtls>`);
    expect(told(linesOf(whole))).toEqual([['B-1', 'in', 10_000]]);
    const wrong = entry(payment('60.00') + payment('50.00'));
    expect(() => linesOf(wrong)).toThrow(StatementInvalid);
  });

  it('keeps the two directions of a mixed batch apart', () => {
    const back = payment('10.00', '<CdtDbtInd>DBIT</CdtDbtInd>');
    expect(told(linesOf(entry(payment('110.00') + back)))).toEqual([
      ['B-1#1', 'in', 11_000],
      ['B-1#2', 'out', 1_000],
    ]);
  });

  it('R77: makes charges taken out of an amount a line of their own', () => {
    const net = entry(payment('100.00'), { amount: '97.50', head: charge('2.50') });
    expect(told(linesOf(net))).toEqual([
      ['B-1', 'in', 10_000],
      ['B-1#charges', 'out', 250],
    ]);
    expect(linesOf(net).map(({ isCharge }) => isCharge)).toEqual([false, true]);
    const batch = entry(payment('60.00') + payment('40.00'), {
      amount: '101.00',
      direction: 'DBIT',
      head: charge('1.00'),
    });
    expect(told(linesOf(batch)).map(([, direction, minor]) => [direction, minor])).toEqual([
      ['out', 6_000],
      ['out', 4_000],
      ['out', 100],
    ]);
  });

  it('knows an entry of charges by its bank code', () => {
    const code =
      '<BkTxCd><Domn><Cd>ACMT</Cd><Fmly><Cd>MDOP</Cd><SubFmlyCd>CHRG</SubFmlyCd></Fmly></Domn></BkTxCd>';
    const [line] = linesOf(entry('', { direction: 'DBIT', amount: '4.00', head: code }));
    expect(line).toMatchObject({ isCharge: true, direction: 'out', amountMinor: 400 });
  });

  it('credits what arrived when a bank on the way kept a part, or the payer sent another currency', () => {
    const francs = `<TxDtls><AmtDtls><InstdAmt><Amt Ccy="CHF">100.00</Amt></InstdAmt></AmtDtls>${words('R')}</TxDtls>`;
    expect(linesOf(entry(francs, { amount: '85.00' }))[0]?.amountMinor).toBe(8_500);
  });

  it('says of a reversal that it is one', () => {
    const head = '<RvslInd>true</RvslInd>';
    expect(linesOf(entry(payment('100.00'), { head, direction: 'DBIT' }))[0]).toMatchObject({
      direction: 'out',
      returnReason: 'RVSL',
    });
  });

  it('reads references from structured remittance and the words of banks that have none', () => {
    const structured =
      '<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>';
    expect(linesOf(entry(payment('100.00', structured)))[0]?.remittance).toBe('RF18539007547034');
    const beside = entry('', { head: '<AddtlNtryInf>SEPA CREDIT RF18539007547034</AddtlNtryInf>' });
    expect(linesOf(beside)[0]?.remittance).toContain('RF18539007547034');
  });

  it('knows a line without any reference again, and two alike on one day apart', () => {
    const one = entry(payment('20.00', words('Hram')), {
      reference: '',
      amount: '20.00',
      number: '1',
    });
    const another = entry(payment('30.00', words('Hram')), {
      reference: '',
      amount: '30.00',
      number: '1',
    });
    const twice = linesOf(one + one.replace('>1<', '>2<'));
    expect(new Set(twice.map(({ lineHash }) => lineHash)).size).toBe(2);
    const later = linesOf(another + one.replace('>1<', '>7<'));
    expect(later[1]?.lineHash).toBe(twice[0]?.lineHash);
  });

  it('leaves other accounts and other currencies of the file alone, and counts the latter', () => {
    const francs = entry('').replaceAll('EUR', 'CHF');
    const others =
      account(entry(''), { iban: 'FR1420041010050500013M02606' }) +
      account(francs, { currency: 'CHF' });
    const read = readStatements(file(others + account(entry(''))), IBAN);
    expect(read.map(({ lines, leftOut }) => [lines.length, leftOut])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });
});
