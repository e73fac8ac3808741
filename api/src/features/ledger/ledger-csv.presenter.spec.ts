import { describe, expect, it } from '@jest/globals';
import { CSV_HEADER, csvCell, csvRows } from './ledger-csv.presenter.js';

describe('the public book as CSV', () => {
  it.each(['=1+1', '+1', '-1', '@cmd', '\tx', '\rx'])('keeps %j from being a formula', (text) => {
    expect(csvCell(text)).toBe(`"'${text}"`);
  });

  it('quotes commas, quotes and line breaks, and leaves numbers alone', () => {
    expect([csvCell('a,b'), csvCell('a"b'), csvCell('a\nb'), csvCell(-5)]).toEqual([
      '"a,b"',
      '"a""b"',
      '"a\nb"',
      '-5',
    ]);
  });

  it('writes as many cells in a row as the header names', () => {
    const line = {
      accountCode: '1010',
      accountName: 'account.1010',
      debitMinor: 5,
      creditMinor: 0,
      originalMinor: null,
      originalCurrency: null,
    };
    const rows = csvRows([
      {
        position: 1,
        hash: 'aa',
        entryId: 'e',
        kind: 'L1',
        bookedAt: '2026-01-01T00:00:00.000000Z',
        valueDate: '2026-01-01',
        lines: [line, line],
        projectEffectMinor: 5,
        heldAfterMinor: 5,
        facts: {},
      },
    ]);
    const lines = rows.trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    for (const row of lines) expect(row.split(',')).toHaveLength(CSV_HEADER.split(',').length);
  });
});
