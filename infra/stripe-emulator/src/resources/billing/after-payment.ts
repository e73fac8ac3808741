import type { Emulator } from '../../emulator.js';
import { settleInvoice } from './invoicing.js';

/** Whatever path an intent took to success, the invoice it pays hears of it. */
export function watchPayments(emulator: Emulator): void {
  emulator.onIntentSucceeded = (intentId) => {
    const { invoice } = emulator.book.hidden('payment_intent', intentId);
    if (typeof invoice === 'string') settleInvoice(emulator, invoice);
  };
}
