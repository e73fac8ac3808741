import type { Emulator } from '../emulator.js';
import { receiveTopup, reverseTopup } from '../resources/balance/topups.js';
import { decideDispute, openDispute } from '../resources/disputes/dispute-lifecycle.js';
import { DISPUTE_REASONS } from '../resources/disputes/dispute-object.js';
import { concludeDebit } from '../resources/payments/delayed-payment.js';
import { makeRefund, type RefundOrder } from '../resources/refunds/make-refund.js';
import { decideRefund } from '../resources/refunds/refund-outcome.js';
import { ControlError, type ControlRoute } from './control-route.js';
import { checkNames, countOrNone, oneOf, textOf, textOrNone } from './read-fields.js';

type Body = Readonly<Record<string, unknown>>;

/** What banks, payers and people in Stripe's dashboard do, and the account's owner cannot ask for over the API. */
export function moneyCommands(emulator: Emulator): Readonly<Record<string, ControlRoute>> {
  const step = (work: () => object): Promise<object> => emulator.step(work);
  return {
    'POST /_emu/disputes': (body) => step(() => dispute(emulator, body)),
    'POST /_emu/disputes/decide': (body) => step(() => decide(emulator, body)),
    'POST /_emu/payments/conclude': (body) => step(() => concludePayment(emulator, body)),
    'POST /_emu/topups': (body) => step(() => topUp(emulator, body)),
    'POST /_emu/topups/reverse': (body) => step(() => takeBack(emulator, body)),
    'POST /_emu/refunds': (body) => step(() => makeRefund(emulator, orderOf(body))),
    'POST /_emu/refunds/decide': (body) => step(() => conclude(emulator, body)),
  };
}

function dispute(emulator: Emulator, body: Body): object {
  checkNames(body, ['charge', 'amount', 'reason', 'kind']);
  return openDispute(emulator, {
    chargeId: textOf(body, 'charge'),
    amount: countOrNone(body, 'amount'),
    reason: oneOf('reason', body['reason'] ?? 'fraudulent', DISPUTE_REASONS),
    kind: oneOf('kind', body['kind'] ?? 'chargeback', ['chargeback', 'inquiry']),
  });
}

function decide(emulator: Emulator, body: Body): object {
  checkNames(body, ['dispute', 'outcome']);
  const outcomes = ['won', 'lost', 'warning_closed', 'escalated'] as const;
  const outcome = oneOf('outcome', body['outcome'], outcomes);
  return decideDispute(emulator, textOf(body, 'dispute'), outcome);
}

function concludePayment(emulator: Emulator, body: Body): object {
  checkNames(body, ['payment_intent', 'outcome']);
  const outcome = oneOf('outcome', body['outcome'], ['succeeded', 'failed']);
  return concludeDebit(emulator, textOf(body, 'payment_intent'), outcome === 'succeeded');
}

function topUp(emulator: Emulator, body: Body): object {
  checkNames(body, ['amount', 'reference']);
  const amount = countOrNone(body, 'amount') ?? 0;
  if (amount === 0) throw new ControlError(400, 'Give amount.');
  return receiveTopup(emulator, amount, textOf(body, 'reference'));
}

function takeBack(emulator: Emulator, body: Body): object {
  checkNames(body, ['topup']);
  const id = textOf(body, 'topup');
  if (!emulator.book.find('topup', id)) throw new ControlError(404, `There is no top-up ${id}.`);
  return reverseTopup(emulator, id);
}

function orderOf(body: Body): RefundOrder {
  checkNames(body, ['charge', 'payment_intent', 'amount', 'reason']);
  const reasons = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;
  const amount = countOrNone(body, 'amount');
  const charge = textOrNone(body, 'charge');
  const intent = textOrNone(body, 'payment_intent');
  return {
    ...(amount !== undefined && { amount }),
    ...(charge !== undefined && { charge }),
    ...(intent !== undefined && { payment_intent: intent }),
    ...(body['reason'] !== undefined && { reason: oneOf('reason', body['reason'], reasons) }),
  };
}

function conclude(emulator: Emulator, body: Body): object {
  checkNames(body, ['refund', 'outcome']);
  const outcomes = ['succeeded', 'failed', 'requires_action'] as const;
  return decideRefund(
    emulator,
    textOf(body, 'refund'),
    oneOf('outcome', body['outcome'], outcomes),
  );
}
