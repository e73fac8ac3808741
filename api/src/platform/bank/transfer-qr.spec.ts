import { describe, expect, it } from '@jest/globals';
import { transferQrText } from './transfer-qr.js';

describe('the code of a transfer', () => {
  it('is an EPC code: SEPA credit transfer with a structured reference', () => {
    const text = transferQrText({
      holder: 'Vatra Foundation (demo)',
      iban: 'DE89370400440532013000',
      bic: 'COBADEFFXXX',
      reference: 'RF18539007547034',
      amountMinor: 1_005,
    });
    expect(text.split('\n')).toEqual([
      ...['BCD', '002', '1', 'SCT', 'COBADEFFXXX', 'Vatra Foundation (demo)'],
      ...['DE89370400440532013000', 'EUR10.05', '', 'RF18539007547034'],
    ]);
  });
});
