import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import type { Emulator } from '../../emulator.js';
import { refused } from '../../errors/request-errors.js';
import { addBalanceTransaction } from '../balance/balance-transactions.js';
import { refundedBy } from './make-refund.js';

type Refund = Stripe.Refund;
export type RefundOutcome = 'succeeded' | 'failed' | 'requires_action';

const ON_ITS_WAY: readonly (string | null)[] = ['pending', 'requires_action'];

/** Days after its creation a refund has reached the card, or has come back. */
export function concludeRefund(emulator: Emulator, id: string): void {
  const { later } = emulator.book.hidden('refund', id);
  if (later === 'fails') failRefund(emulator, id);
  else succeedRefund(emulator, id);
}

/** An ordered outcome, whatever the card: a refund that has succeeded may still fail, as on Stripe. */
export function decideRefund(emulator: Emulator, id: string, outcome: RefundOutcome): Refund {
  const { status } = emulator.book.refer('refund', id, 'refund');
  const fits = ON_ITS_WAY.includes(status) || (status === 'succeeded' && outcome === 'failed');
  if (!fits) throw refused(`A refund that is ${status ?? 'nowhere'} cannot become ${outcome}.`);
  if (outcome === 'failed') return failRefund(emulator, id);
  return outcome === 'succeeded' ? succeedRefund(emulator, id) : askPayer(emulator, id);
}

function settled(emulator: Emulator, id: string): Refund {
  return emulator.book.change('refund', id, {}, { due: undefined, later: undefined });
}

/** A refund that is no longer on its way does not say why it waits. */
function replaced(emulator: Emulator, before: Refund, members: Partial<Refund>): Refund {
  const { pending_reason: reason, next_action: action, ...refund } = before;
  const after = emulator.book.put('refund', { ...refund, ...members });
  emulator.emit('refund.updated', after, {
    ...refund,
    ...(reason && { pending_reason: reason }),
    ...(action && { next_action: action }),
  });
  return after;
}

function succeedRefund(emulator: Emulator, id: string): Refund {
  return replaced(emulator, settled(emulator, id), { status: 'succeeded' });
}

/** Some ways to pay need the payer to say where the money goes; until then the refund can be cancelled. */
function askPayer(emulator: Emulator, id: string): Refund {
  const refund = settled(emulator, id);
  const expiresAt = emulator.now + 45 * 86_400;
  const email = 'payer@example.org';
  return replaced(emulator, refund, {
    status: 'requires_action',
    next_action: {
      type: 'display_details',
      display_details: {
        email_sent: { email_sent_at: emulator.now, email_sent_to: email },
        expires_at: expiresAt,
      },
    },
  });
}

function failRefund(emulator: Emulator, id: string): Refund {
  const failed = comeBack(emulator, settled(emulator, id), {
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
  });
  emulator.emit('refund.failed', failed);
  return failed;
}

/** @throws unless the refund waits for the payer: other refunds cannot be stopped. */
export function cancelRefund(emulator: Emulator, id: string): Refund {
  const refund = emulator.book.get('refund', id);
  if (refund.status !== 'requires_action')
    throw refused(
      `Refunds with a status of ${refund.status ?? 'unknown'} cannot be canceled. Only refunds with a status of requires_action can be canceled.`,
    );
  return comeBack(emulator, settled(emulator, id), { status: 'canceled' });
}

/** The money is back in the balance, with exactly what the refund took. */
function comeBack(emulator: Emulator, refund: Refund, members: Partial<Refund>): Refund {
  const { exchange_rate: rate, amount } = emulator.book.get(
    'balance_transaction',
    idOf(refund.balance_transaction),
  );
  const back = addBalanceTransaction(emulator, {
    type: 'refund_failure',
    source: refund.id,
    amount: -amount,
    fees: [],
    exchangeRate: rate,
    description: 'REFUND FAILURE',
    availableOn: null,
  });
  const charge = emulator.book.get('charge', idOf(refund.charge));
  emulator.book.change('charge', charge.id, refundedBy(charge, -refund.amount));
  return replaced(emulator, refund, { ...members, failure_balance_transaction: back.id });
}
