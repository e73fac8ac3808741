import type { Stripe } from 'stripe';
import { idOf, newId } from '../../book/identifiers.js';
import type { Emulator } from '../../emulator.js';
import { addBalanceTransaction } from '../balance/balance-transactions.js';

/** How a transfer looks in the account that gets it: a payment without a payer. */
function paymentObject(transfer: Stripe.Transfer): Stripe.Charge {
  const id = newId('py');
  return {
    id,
    object: 'charge',
    amount: transfer.amount,
    amount_captured: transfer.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: NOWHERE, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: true,
    created: transfer.created,
    currency: transfer.currency,
    customer: null,
    description: transfer.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: null,
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: null,
    payment_method: null,
    payment_method_details: { stripe_account: {}, type: 'stripe_account' },
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: transfer.id,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: transfer.transfer_group,
  };
}

const NOWHERE: Stripe.Address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};

/** Books a transfer where it arrives; money of a charge that is still on its way is pending there, too. */
export function receiveTransfer(
  emulator: Emulator,
  transfer: Stripe.Transfer,
  availableOn: number | null,
): string {
  return emulator.book.actingFor(idOf(transfer.destination), () => {
    const payment = paymentObject(transfer);
    const transaction = addBalanceTransaction(emulator, {
      type: 'payment',
      source: payment.id,
      amount: transfer.amount,
      fees: [],
      exchangeRate: null,
      description: transfer.description,
      availableOn,
    });
    const booked = emulator.book.put('charge', {
      ...payment,
      balance_transaction: transaction.id,
    });
    emulator.emit('charge.succeeded', booked);
    return payment.id;
  });
}

/** Takes money back out of the account a transfer went to. */
export function giveBack(emulator: Emulator, transfer: Stripe.Transfer, amount: number): string {
  return emulator.book.actingFor(idOf(transfer.destination), () => {
    const payment = emulator.book.get('charge', idOf(transfer.destination_payment));
    const id = newId('pyr');
    const transaction = addBalanceTransaction(emulator, {
      type: 'payment_refund',
      source: id,
      amount: -amount,
      fees: [],
      exchangeRate: null,
      description: 'REFUND FOR PAYMENT',
      availableOn: null,
    });
    emulator.book.put('refund', refundOf(id, payment, amount, transaction));
    const refunded = payment.amount_refunded + amount;
    emulator.changeAndEmit('charge.refunded', 'charge', payment.id, {
      amount_refunded: refunded,
      refunded: refunded === payment.amount,
    });
    return id;
  });
}

function refundOf(
  id: string,
  payment: Stripe.Charge,
  amount: number,
  transaction: Stripe.BalanceTransaction,
): Stripe.Refund {
  return {
    id,
    object: 'refund',
    amount,
    balance_transaction: transaction.id,
    charge: payment.id,
    created: transaction.created,
    currency: payment.currency,
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
}
