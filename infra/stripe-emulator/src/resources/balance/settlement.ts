import type { Stripe } from 'stripe';
import type { Emulator } from '../../emulator.js';
import { cardFee, conversionFee, settle } from '../../money/fees.js';
import { rateOfDay } from '../../money/rates.js';
import { addBalanceTransaction, midnightAfter, type Fee } from './balance-transactions.js';
import { behaviourOf } from '../methods/card-methods.js';

/** Gives a charge its balance transaction, once. Charges are born without one because capture is asynchronous. */
export function settleCharge(emulator: Emulator, chargeId: string): void {
  const before = emulator.book.find('charge', chargeId)?.object;
  const settled = settleQuietly(emulator, chargeId);
  if (settled !== null) emulator.emit('charge.updated', settled, before);
}

/** The same without an event; null when there was nothing to settle. */
export function settleQuietly(emulator: Emulator, chargeId: string): Stripe.Charge | null {
  const charge = emulator.book.find('charge', chargeId)?.object;
  if (!charge?.captured || charge.balance_transaction !== null) return null;
  const rate = rateOfDay(emulator, charge.currency);
  const amount = settle(charge.amount_captured, rate);
  const transaction = addBalanceTransaction(emulator, {
    type: isDebit(charge) ? 'payment' : 'charge',
    source: chargeId,
    amount,
    fees: feesOf(emulator, charge, amount, rate),
    exchangeRate: rate,
    description: charge.description,
    availableOn: availableOn(emulator, charge),
  });
  const settled = emulator.book.change('charge', chargeId, { balance_transaction: transaction.id });
  scheduleDispute(emulator, charge);
  return settled;
}

/** Stripe books what is no card as a payment. */
export function isDebit(charge: Stripe.Charge): boolean {
  return charge.payment_method_details?.type === 'sepa_debit';
}

function feesOf(
  { knobs }: Emulator,
  charge: Stripe.Charge,
  settled: number,
  rate: number | null,
): Fee[] {
  const country = charge.payment_method_details?.card?.country ?? null;
  const processing = isDebit(charge) ? knobs.debitFeeCents : cardFee(settled, country);
  const conversion = rate === null ? 0 : conversionFee(settled, knobs.conversionFeeBasisPoints);
  return [
    { amount: processing, description: 'Stripe processing fees' },
    { amount: conversion, description: 'Stripe currency conversion fee' },
  ];
}

/** What a dispute takes is counted from what the charge brought, so it cannot come before. */
function scheduleDispute(emulator: Emulator, charge: Stripe.Charge): void {
  if (!behaviourOf(emulator, charge.payment_method ?? '').dispute) return;
  const atMs = emulator.clock.nowMs() + emulator.knobs.disputeAfterSeconds * 1000;
  emulator.book.change('charge', charge.id, {}, { due: { atMs, act: 'charge.dispute' } });
}

function availableOn(emulator: Emulator, charge: Stripe.Charge): number | null {
  if (charge.payment_method && behaviourOf(emulator, charge.payment_method).availableAtOnce)
    return null;
  return midnightAfter(emulator.now, emulator.knobs.availableAfterDays);
}
