import { describe, expect, it } from '@jest/globals';
import { readSanctionCsv, SanctionListInvalid } from './sanction-csv.policy.js';

const HEAD = '\uFEFFfileGenerationDate;Entity_EU_ReferenceNumber;NameAlias_WholeName;Remark';

describe('R43: the list of the European Union', () => {
  it('is read by its own column names, quotes and empty names included', () => {
    const text = `${HEAD}\r\n28/11/2026;EU.1.10;Vasile Inventat;\r\n28/11/2026;EU.1.10;;no name\r\n28/11/2026;EU.2.20;"Firma ""Rea""; SRL";"two\nlines"\r\n`;
    expect(readSanctionCsv(text)).toEqual([
      { reference: 'EU.1.10', name: 'Vasile Inventat' },
      { reference: 'EU.2.20', name: 'Firma "Rea"; SRL' },
    ]);
  });

  it.each(['', 'a;b\n1;2', `${HEAD}\n1;EU.1;;\n`])('is not %j', (text) => {
    expect(() => readSanctionCsv(text)).toThrow(SanctionListInvalid);
  });

  it('is read in a time that grows with its length', () => {
    const line = `28/11/2026;EU.1.10;Nume ${'x'.repeat(30)};"${'y'.repeat(200)}"\n`;
    expect(readSanctionCsv(HEAD + '\n' + line.repeat(20_000))).toHaveLength(20_000);
  });
});
