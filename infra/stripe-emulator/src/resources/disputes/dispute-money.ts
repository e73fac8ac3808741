import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import type { Emulator } from '../../emulator.js';
import { settle } from '../../money/fees.js';
import { rateOfDay } from '../../money/rates.js';
import { addBalanceTransaction } from '../balance/balance-transactions.js';

const FEE = 'Dispute fee';

function feeOf({ book, knobs }: Emulator, { charge }: Stripe.Dispute): number {
  const type = book.find('charge', idOf(charge))?.object.payment_method_details?.type;
  return type === 'sepa_debit' ? knobs.debitDisputeFeeCents : knobs.disputeFeeCents;
}

/** The bank takes the disputed amount, at the rate of the day, and Stripe its fee with it. */
export function withdrawFunds(emulator: Emulator, id: string): Stripe.Dispute {
  const dispute = emulator.book.get('dispute', id);
  const rate = rateOfDay(emulator, dispute.currency);
  const transaction = addBalanceTransaction(emulator, {
    type: 'adjustment',
    reportingCategory: 'dispute',
    source: id,
    amount: -settle(dispute.amount, rate),
    fees: [{ amount: feeOf(emulator, dispute), description: FEE }],
    exchangeRate: rate,
    description: `Chargeback withdrawal for ${idOf(dispute.charge)}`,
    availableOn: null,
  });
  const taken = emulator.book.change('dispute', id, {
    balance_transactions: [...dispute.balance_transactions, transaction],
    is_charge_refundable: false,
  });
  emulator.emit('charge.dispute.funds_withdrawn', taken);
  return taken;
}

/** A won dispute gives back exactly what it took; the fee only when the knob says so. */
export function reinstateFunds(emulator: Emulator, id: string): Stripe.Dispute {
  const dispute = emulator.book.get('dispute', id);
  const [taken] = dispute.balance_transactions;
  if (!taken) return dispute;
  const fee = emulator.knobs.disputeFeeReturned ? -taken.fee : 0;
  const transaction = addBalanceTransaction(emulator, {
    type: 'adjustment',
    reportingCategory: 'dispute_reversal',
    source: id,
    amount: -taken.amount,
    fees: [{ amount: fee, description: FEE }],
    exchangeRate: taken.exchange_rate,
    description: `Chargeback reversal for ${idOf(dispute.charge)}`,
    availableOn: null,
  });
  const back = emulator.book.change('dispute', id, {
    balance_transactions: [...dispute.balance_transactions, transaction],
  });
  emulator.emit('charge.dispute.funds_reinstated', back);
  return back;
}
