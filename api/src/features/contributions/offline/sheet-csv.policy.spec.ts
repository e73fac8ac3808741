import { describe, expect, it } from '@jest/globals';
import { ColumnsMissing, readSheetCsv } from './sheet-csv.policy.js';

describe('a sheet of receipts as text', () => {
  it('reads semicolons and decimal commas as a Romanian table writes them', () => {
    const rows = readSheetCsv(
      'Chitanță;Nume;Sumă;E-mail\nA-1;Ion Popescu;1 000,00;ion@x.md\nA-2;;50\n',
    );
    expect(rows).toEqual([
      {
        line: 2,
        receiptNumber: 'A-1',
        donorName: 'Ion Popescu',
        email: 'ion@x.md',
        amountMinor: 100_000,
        problems: [],
      },
      {
        line: 3,
        receiptNumber: 'A-2',
        donorName: null,
        email: null,
        amountMinor: 5_000,
        problems: [],
      },
    ]);
  });

  it('reads quotes, commas inside them and doubled quotes', () => {
    const [row] = readSheetCsv('receipt,name,amount\r\n7,"Popescu, ""Nicu""",12.5\r\n');
    expect(row).toMatchObject({ donorName: 'Popescu, "Nicu"', amountMinor: 1_250, problems: [] });
  });

  it('keeps every row and says what is wrong with each', () => {
    const rows = readSheetCsv(
      [
        'receipt,name,amount,email',
        ',Ana,5',
        '2,Ana,five',
        '3,Ana,1.005',
        '4,Ana,0',
        '5,,50.01',
        '6,Ana,1000.01',
        '7,Ana,5,no-address',
        '7,Ana,5',
        `8,${'a'.repeat(81)},5`,
        `${'9'.repeat(21)},Ana,5`,
        '',
      ].join('\n'),
    );
    expect(rows.map(({ line, problems }) => [line, ...problems])).toEqual([
      [2, 'contributions.sheet-receipt-missing'],
      [3, 'contributions.sheet-amount-unreadable'],
      [4, 'contributions.sheet-amount-unreadable'],
      [5, 'contributions.sheet-amount-unreadable'],
      [6, 'contributions.sheet-name-needed'],
      [7, 'contributions.sheet-cash-above-limit'],
      [8, 'contributions.sheet-email-unreadable'],
      [9, 'contributions.sheet-receipt-twice'],
      [10, 'contributions.sheet-text-unreadable'],
      [11, 'contributions.sheet-text-unreadable'],
    ]);
  });

  it('refuses a text without the columns it needs', () => {
    for (const text of ['', 'name,amount\nAna,5', '1,Ana,5']) {
      expect(() => readSheetCsv(text)).toThrow(ColumnsMissing);
    }
  });
});
