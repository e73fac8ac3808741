import type { Stripe } from 'stripe';
import { readIban } from '../../cards/ibans.js';
import { notEmulated, parameterMissing } from '../../errors/parameter-errors.js';
import { invalidRequest } from '../../errors/stripe-failure.js';
import { LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';
import { behaviourOf, resolvePaymentMethod } from './card-methods.js';
import { cardFailure, savingDecline } from './card-refusals.js';
import { addDebit } from './debit-methods.js';
import { attach, detach } from './owners.js';

/** Saving a card asks the bank for nothing but its word, which may be no. */
function attachMethod(call: Call): object {
  const { emulator, id } = call;
  const { customer } = paramsOf<Stripe.PaymentMethodAttachParams>(call);
  if (customer === undefined) throw parameterMissing('customer');
  emulator.book.refer('customer', customer, 'customer');
  const method = resolvePaymentMethod(emulator, id, 'payment_method');
  const decline = savingDecline(behaviourOf(emulator, method.id));
  if (decline) throw cardFailure(decline, {});
  return attach(emulator, method, customer);
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.PaymentMethodListParams>(call);
  if (params.customer !== undefined)
    call.emulator.book.refer('customer', params.customer, 'customer');
  return pageOf(call.emulator, 'payment_method', params, {
    url: '/v1/payment_methods',
    matches: ({ customer, type }) =>
      customer !== null &&
      (params.customer === undefined || customer === params.customer) &&
      (params.type === undefined || type === params.type),
  });
}

function listOfCustomer(call: Call): object {
  const { emulator, id } = call;
  emulator.book.get('customer', id);
  const params = paramsOf<ListParams & Stripe.CustomerListPaymentMethodsParams>(call);
  return pageOf(emulator, 'payment_method', params, {
    url: `/v1/customers/${id}/payment_methods`,
    matches: ({ customer, type }) =>
      customer === id && (params.type === undefined || type === params.type),
  });
}

function create(call: Call): object {
  const params = paramsOf<Stripe.PaymentMethodCreateParams>(call);
  if (params.type === undefined) throw parameterMissing('type');
  if (params.type !== 'sepa_debit') throw notEmulated([`type=${params.type}`]);
  if (!params.sepa_debit) throw parameterMissing('sepa_debit');
  const { name, email } = params.billing_details ?? {};
  if (!name) throw parameterMissing('billing_details[name]');
  if (!email) throw parameterMissing('billing_details[email]');
  const face = readIban(params.sepa_debit.iban, call.emulator.knobs.people);
  if (!face)
    throw invalidRequest('The IBAN you provided is invalid.', {
      code: 'invalid_bank_account_iban',
      param: 'sepa_debit[iban]',
    });
  return addDebit(call.emulator, { face, name, email });
}

export const paymentMethods: Handlers = {
  'mandates.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('mandate', id),
  },
  'paymentMethods.create': {
    honours: ['billing_details.email', 'billing_details.name', 'expand', 'sepa_debit.iban', 'type'],
    run: create,
  },
  'paymentMethods.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('payment_method', id),
  },
  'paymentMethods.attach': { honours: ['customer', 'expand'], run: attachMethod },
  'paymentMethods.detach': {
    honours: ['expand'],
    run: ({ emulator, id }) => detach(emulator, id),
  },
  'paymentMethods.list': { honours: [...LIST, 'customer', 'type'], run: list },
  'customers.listPaymentMethods': { honours: [...LIST, 'type'], run: listOfCustomer },
};
