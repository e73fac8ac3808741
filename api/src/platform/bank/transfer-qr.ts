import { money, toDecimalText } from '@vatra/shared/money';

const HOLDER_MAX = 70;

export interface TransferOrder {
  readonly holder: string;
  readonly iban: string;
  readonly bic: string;
  /** ISO 11649. */
  readonly reference: string;
  readonly amountMinor: number;
}

/**
 * The text of the code a banking app reads: EPC069-12 version 2, UTF-8, SEPA credit transfer. The
 * reference stands in the structured place, so that the app sends it as one.
 */
export function transferQrText(order: TransferOrder): string {
  const { holder, iban, bic, reference, amountMinor } = order;
  const amount = `EUR${toDecimalText(money(amountMinor))}`;
  const noPurpose = '';
  return [
    'BCD',
    '002',
    '1',
    'SCT',
    bic,
    holder.slice(0, HOLDER_MAX),
    iban,
    amount,
    noPurpose,
    reference,
  ].join('\n');
}
