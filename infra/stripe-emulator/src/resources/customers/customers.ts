import type { Stripe } from 'stripe';
import { newId, randomText } from '../../book/identifiers.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { invalidRequest } from '../../errors/stripe-failure.js';
import { checkOwned, detach, methodsOf } from '../methods/owners.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';

export interface CustomerFacts {
  readonly email?: string | null;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly description?: string | null;
  readonly address?: Stripe.Address | null;
  readonly preferredLocales?: string[];
  readonly metadata?: Record<string, string>;
}

const HONOURED = [
  'address',
  'address.*',
  'description',
  'email',
  'expand',
  'metadata',
  'metadata.*',
  'name',
  'phone',
  'preferred_locales',
];

export function customerObject(facts: CustomerFacts, created: number): Stripe.Customer {
  return {
    id: newId('cus', 14),
    object: 'customer',
    address: facts.address ?? null,
    balance: 0,
    created,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: facts.description ?? null,
    discount: null,
    email: facts.email ?? null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: facts.metadata ?? {},
    name: facts.name ?? null,
    next_invoice_sequence: 1,
    phone: facts.phone ?? null,
    preferred_locales: facts.preferredLocales ?? [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

export function addCustomer(emulator: Emulator, facts: CustomerFacts): Stripe.Customer {
  const customer = emulator.book.put('customer', customerObject(facts, emulator.now));
  emulator.emit('customer.created', customer);
  return customer;
}

export function checkEmail(email: string | undefined, param: string): void {
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw invalidRequest(`Invalid email address: ${email}`, { code: 'email_invalid', param });
}

function addressOf(
  address: Stripe.Emptyable<Stripe.AddressParam> | undefined,
): Stripe.Address | null {
  if (!address) return null;
  const part = (name: keyof Stripe.AddressParam): string | null => address[name] ?? null;
  return {
    city: part('city'),
    country: part('country'),
    line1: part('line1'),
    line2: part('line2'),
    postal_code: part('postal_code'),
    state: part('state'),
  };
}

function metadataOf(value: unknown): Record<string, string> | '' | undefined {
  return value as Record<string, string> | '' | undefined;
}

function create(call: Call): object {
  const params = paramsOf<Stripe.CustomerCreateParams>(call);
  checkEmail(params.email, 'email');
  return addCustomer(call.emulator, {
    email: params.email,
    name: params.name,
    phone: params.phone,
    description: params.description,
    address: addressOf(params.address),
    preferredLocales: params.preferred_locales,
    metadata: mergeMetadata(null, metadataOf(params.metadata)),
  });
}

function update(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<Stripe.CustomerUpdateParams>(call);
  const old = emulator.book.get('customer', id);
  checkEmail(params.email, 'email');
  const { address, metadata, preferred_locales: locales, ...others } = params;
  const { invoice_settings: invoiceSettings, ...texts } = others;
  delete texts.expand;
  const method = invoiceSettings?.default_payment_method;
  if (method) checkOwned(emulator, method, id, 'invoice_settings[default_payment_method]');
  return emulator.changeAndEmit('customer.updated', 'customer', id, {
    ...(texts as Partial<Stripe.Customer>),
    ...(address !== undefined && { address: addressOf(address) }),
    ...(locales && { preferred_locales: locales }),
    ...(method !== undefined && {
      invoice_settings: { ...old.invoice_settings, default_payment_method: method || null },
    }),
    metadata: mergeMetadata(old.metadata, metadataOf(metadata)),
  });
}

function remove({ emulator, id }: Call): object {
  const customer = emulator.book.get('customer', id);
  for (const method of methodsOf(emulator, id)) detach(emulator, method.id);
  emulator.emit('customer.deleted', customer);
  emulator.book.remove('customer', id);
  return { id, object: 'customer', deleted: true };
}

function list(call: Call): object {
  const params = paramsOf<ListParams & { email?: string }>(call);
  return pageOf(call.emulator, 'customer', params, {
    url: '/v1/customers',
    matches: ({ email }) => params.email === undefined || email === params.email,
  });
}

export const customers: Handlers = {
  'customers.create': { honours: HONOURED, run: create },
  'customers.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('customer', id),
  },
  'customers.update': {
    honours: [...HONOURED, 'invoice_settings.default_payment_method'],
    run: update,
  },
  'customers.del': { honours: [], run: remove },
  'customers.list': { honours: [...LIST, ...CREATED, 'email'], run: list },
};
