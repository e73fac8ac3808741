import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';
import type { BankFace } from '../../cards/ibans.js';
import type { Emulator } from '../../emulator.js';

export interface DebitFacts {
  readonly face: BankFace;
  readonly name: string | null;
  readonly email: string | null;
}

export function debitPaymentMethodObject(facts: DebitFacts, created: number): Stripe.PaymentMethod {
  const { face } = facts;
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'limited',
    billing_details: {
      address: {
        city: null,
        country: face.country,
        line1: null,
        line2: null,
        postal_code: null,
        state: null,
      },
      email: facts.email,
      name: facts.name,
      phone: null,
      tax_id: null,
    },
    created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    sepa_debit: {
      bank_code: face.bankCode,
      branch_code: '',
      country: face.country,
      fingerprint: face.fingerprint,
      generated_from: { charge: null, setup_attempt: null },
      last4: face.last4,
    },
    type: 'sepa_debit',
  };
}

export function addDebit(emulator: Emulator, facts: DebitFacts): Stripe.PaymentMethod {
  const method = debitPaymentMethodObject(facts, emulator.now);
  return emulator.book.put('payment_method', method, { behaviour: facts.face.behaviour });
}

/** What the account holder has agreed to; there is one for each debit account. */
export function mandateOf(emulator: Emulator, method: Stripe.PaymentMethod): string | null {
  if (method.type !== 'sepa_debit') return null;
  const { mandate } = emulator.book.hidden('payment_method', method.id);
  return typeof mandate === 'string' ? mandate : addMandate(emulator, method);
}

function addMandate(emulator: Emulator, method: Stripe.PaymentMethod): string {
  const id = newId('mandate');
  const mandate: Stripe.Mandate = {
    id,
    object: 'mandate',
    customer_acceptance: {
      accepted_at: emulator.now,
      online: { ip_address: '127.0.0.1', user_agent: 'emulator' },
      type: 'online',
    },
    livemode: false,
    multi_use: {},
    payment_method: method.id,
    payment_method_details: {
      sepa_debit: { reference: id.slice(8, 24).toUpperCase(), url: 'https://stripe.com' },
      type: 'sepa_debit',
    },
    status: 'active',
    type: 'multi_use',
  };
  emulator.book.put('mandate', mandate);
  emulator.book.change('payment_method', method.id, {}, { mandate: id });
  return id;
}
