import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import type { Emulator } from '../../emulator.js';
import { refused } from '../../errors/request-errors.js';

const SPENT =
  'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.';

function checkNotSpent(emulator: Emulator, methodId: string): void {
  if (emulator.book.hidden('payment_method', methodId)['spent'])
    throw refused(SPENT, undefined, 'payment_method');
}

/** @throws when the method belongs to another customer, or was used up before it belonged to one. */
export function checkUsable(
  emulator: Emulator,
  method: Stripe.PaymentMethod,
  customer: string | null,
): void {
  checkNotSpent(emulator, method.id);
  const owner = idOf(method.customer);
  if (owner !== '' && owner !== customer)
    throw refused(
      `The PaymentMethod ${method.id} belongs to the Customer ${owner}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
      undefined,
      'payment_method',
    );
}

/** @throws when the customer does not have the method. */
export function checkOwned(emulator: Emulator, id: string, customer: string, param: string): void {
  const method = emulator.book.refer('payment_method', id, param);
  if (method.customer !== customer)
    throw refused(
      `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      'resource_missing',
      param,
    );
}

export function attach(
  emulator: Emulator,
  method: Stripe.PaymentMethod,
  customer: string,
): Stripe.PaymentMethod {
  checkNotSpent(emulator, method.id);
  if (method.customer === customer) return method;
  if (method.customer !== null)
    throw refused('The payment method you provided has already been attached to a customer.');
  return emulator.changeAndEmit('payment_method.attached', 'payment_method', method.id, {
    customer,
  });
}

export function detach(emulator: Emulator, id: string): Stripe.PaymentMethod {
  const method = emulator.book.get('payment_method', id);
  if (method.customer === null)
    throw refused(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    );
  emulator.book.change('payment_method', id, {}, { spent: true });
  return emulator.changeAndEmit('payment_method.detached', 'payment_method', id, {
    customer: null,
  });
}

/** The payer has agreed to later payments; the bank need not be asked again for cards that remember it. */
export function markSetUp(emulator: Emulator, methodId: string, customer: string | null): void {
  const method = emulator.book.change('payment_method', methodId, {}, { setUp: true });
  if (customer !== null) attach(emulator, method, customer);
}

export function isSetUp(emulator: Emulator, methodId: string): boolean {
  return emulator.book.hidden('payment_method', methodId)['setUp'] === true;
}

/** A method that belongs to nobody pays once. */
export function markSpent(emulator: Emulator, method: Stripe.PaymentMethod): void {
  if (method.customer === null)
    emulator.book.change('payment_method', method.id, {}, { spent: true });
}

/** Newest first. */
export function methodsOf(emulator: Emulator, customer: string): Stripe.PaymentMethod[] {
  return emulator.book.naming('payment_method', 'customer', customer).reverse();
}
