import { describe, expect, it } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import fc from 'fast-check';
import { bankText } from './bank-text.js';
import { PaymentOrderInvalid, writePaymentFile, type PaymentOrder } from './payment-file.js';

/**
 * No package ships the schema of pain.001.001.09, so these tables were written by hand from the
 * published message definition: for each element we write, its children in the order of the
 * message version, with "!" where the message demands one. They cover what we write, no more.
 */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  Document: ['CstmrCdtTrfInitn!'],
  CstmrCdtTrfInitn: ['GrpHdr!', 'PmtInf!'],
  GrpHdr: ['MsgId!', 'CreDtTm!', 'NbOfTxs!', 'CtrlSum', 'InitgPty!'],
  InitgPty: ['Nm'],
  PmtInf: [
    'PmtInfId!',
    'PmtMtd!',
    'BtchBookg',
    'NbOfTxs',
    'CtrlSum',
    'PmtTpInf',
    'ReqdExctnDt!',
    'Dbtr!',
    'DbtrAcct!',
    'DbtrAgt!',
    'ChrgBr',
    'CdtTrfTxInf!',
  ],
  PmtTpInf: ['SvcLvl'],
  SvcLvl: ['Cd!'],
  ReqdExctnDt: ['Dt!'],
  Dbtr: ['Nm'],
  DbtrAcct: ['Id!'],
  Id: ['IBAN!'],
  DbtrAgt: ['FinInstnId!'],
  FinInstnId: ['BICFI'],
  CdtTrfTxInf: ['PmtId!', 'Amt!', 'Cdtr', 'CdtrAcct', 'RmtInf'],
  PmtId: ['EndToEndId!'],
  Amt: ['InstdAmt!'],
  Cdtr: ['Nm'],
  CdtrAcct: ['Id!'],
  RmtInf: ['Ustrd'],
};

/** The simple types of the elements that carry text. */
const TEXT: Readonly<Record<string, RegExp>> = {
  MsgId: /^.{1,35}$/,
  CreDtTm: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  NbOfTxs: /^\d{1,15}$/,
  CtrlSum: /^\d{1,16}\.\d{2}$/,
  PmtInfId: /^.{1,35}$/,
  PmtMtd: /^(CHK|TRF|TRA)$/,
  BtchBookg: /^(true|false)$/,
  Cd: /^SEPA$/,
  Dt: /^\d{4}-\d\d-\d\d$/,
  IBAN: /^[A-Z]{2}\d{2}[a-zA-Z0-9]{1,30}$/,
  BICFI: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/,
  ChrgBr: /^(DEBT|CRED|SHAR|SLEV)$/,
  EndToEndId: /^.{1,35}$/,
  InstdAmt: /^\d{1,16}\.\d{2}$/,
  Nm: /^[A-Za-z0-9/\-?:().,'+ ]{1,70}$/,
  Ustrd: /^[A-Za-z0-9/\-?:().,'+ ]{1,140}$/,
};

type Ordered = Record<string, unknown>;

function problemsOf(xml: string): string[] {
  const parsed = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    parseTagValue: false,
  }).parse(xml) as Ordered[];
  return parsed.flatMap((node) => ('?xml' in node ? [] : visit(node)));
}

function visit(node: Ordered): string[] {
  const [name, content] = Object.entries(node).find(([key]) => key !== ':@') ?? ['', []];
  const inside = content as Ordered[];
  if (TEXT[name] !== undefined) {
    const value = inside[0]?.['#text'] as string;
    return TEXT[name].test(value) ? [] : [`${name}: ${value}`];
  }
  const allowed = CHILDREN[name];
  if (allowed === undefined) return [`${name} is not in the message`];
  const order = allowed.map((child) => child.replace('!', ''));
  const names = inside.map((child) => Object.keys(child).find((key) => key !== ':@') ?? '');
  const places = names.map((child) => order.indexOf(child));
  const missing = allowed
    .filter((child) => child.endsWith('!') && !names.includes(child.slice(0, -1)))
    .map((child) => `${name} lacks ${child}`);
  const misplaced = places.some((place, index) => place < (places[index - 1] ?? 0) || place < 0);
  return [...missing, ...(misplaced ? [`order in ${name}`] : []), ...inside.flatMap(visit)];
}

function anOrder(changes: Partial<PaymentOrder> = {}): PaymentOrder {
  return {
    messageId: 'M-1',
    createdAt: new Date('2026-11-22T01:30:00.000Z'),
    executeOn: '2026-11-23',
    debtor: { name: 'Fundația Vatra', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
    transfers: [
      {
        endToEndId: 'VT0192f0c1',
        amountMinor: 12345,
        creditorName: 'Primăria Cornești & Fii <test>',
        creditorIban: 'MD24AG000225100013104168',
        remittance: 'Tranșa 1 din 3',
      },
    ],
    ...changes,
  };
}

describe('pain.001.001.09', () => {
  it('has the elements of the message in their order, with values of their types', () => {
    const { xml } = writePaymentFile(anOrder());
    expect(problemsOf(xml)).toEqual([]);
    expect(xml).toContain('<InstdAmt Ccy="EUR">123.45</InstdAmt>');
    expect(xml).toContain('urn:iso:std:iso:20022:tech:xsd:pain.001.001.09');
  });

  it('is checked by tables that notice a moved, a missing and a wrong element', () => {
    const { xml } = writePaymentFile(anOrder());
    const moved = xml
      .replace('<PmtMtd>TRF</PmtMtd>', '')
      .replace('<ChrgBr>', '<PmtMtd>TRF</PmtMtd><ChrgBr>');
    expect(problemsOf(moved)).not.toEqual([]);
    expect(problemsOf(xml.replace(/<MsgId>.*<\/MsgId>/, ''))).not.toEqual([]);
    expect(problemsOf(xml.replace('<IBAN>MD24', '<IBAN>!!'))).not.toEqual([]);
  });

  it('gives the same bytes for the same order', () => {
    expect(writePaymentFile(anOrder()).sha256).toBe(writePaymentFile(anOrder()).sha256);
    const other = anOrder({ executeOn: '2026-11-24' });
    expect(writePaymentFile(other).sha256).not.toBe(writePaymentFile(anOrder()).sha256);
  });

  it('sums its transfers to the cent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 1, maxLength: 20 }),
        (amounts) => {
          const transfers = amounts.map((amountMinor, index) => ({
            ...(anOrder().transfers[0] as PaymentOrder['transfers'][number]),
            endToEndId: `E${String(index)}`,
            amountMinor,
          }));
          const { xml } = writePaymentFile(anOrder({ transfers }));
          const sum = amounts.reduce((total, amount) => total + amount, 0);
          const text = /<CtrlSum>(\d+)\.(\d\d)<\/CtrlSum>/.exec(xml);
          expect(Number(`${text?.[1] ?? ''}${text?.[2] ?? ''}`)).toBe(sum);
          expect(problemsOf(xml)).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('refuses what a bank would refuse', () => {
    const transfer = anOrder().transfers[0] as PaymentOrder['transfers'][number];
    const broken: Partial<PaymentOrder>[] = [
      { messageId: 'x'.repeat(36) },
      { transfers: [] },
      { transfers: [transfer, transfer] },
      { transfers: [{ ...transfer, amountMinor: 0 }] },
      { transfers: [{ ...transfer, endToEndId: 'x'.repeat(36) }] },
      { transfers: [{ ...transfer, creditorIban: 'MD25AG000225100013104168' }] },
      { debtor: { name: 'Vatra', iban: 'DE89370400440532013000', bic: 'NOPE' } },
    ];
    for (const changes of broken) {
      expect(() => writePaymentFile(anOrder(changes))).toThrow(PaymentOrderInvalid);
    }
  });
});

describe('text for the bank', () => {
  it.each([
    ['Primăria Cornești', 'Primaria Cornesti'],
    ['Ţânţăreni şi Ștefan', 'Tantareni si Stefan'],
    ['Кагул', 'Kagul'],
    ['SC Apă SRL & Fii', 'SC Apa SRL + Fii'],
    ['//slashes', 'slashes'],
    ['日本', '..'],
  ])('writes %s as %s', (text, expected) => {
    expect(bankText(text, 70)).toBe(expected);
  });

  it('keeps to the characters and the length whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(bankText(text, 70)).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]{1,70}$/);
      }),
    );
  });
});
