import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';
import type { CardFace } from '../../cards/numbers.js';
import { readCard } from '../../cards/numbers.js';
import { NUMBER_OF_ALIAS, type CardBehaviour } from '../../cards/test-cards.js';
import type { Emulator } from '../../emulator.js';

export interface CardFacts {
  readonly face: CardFace;
  readonly expMonth: number;
  readonly expYear: number;
  readonly name: string | null;
  readonly email: string | null;
}

export function cardPaymentMethodObject(facts: CardFacts, created: number): Stripe.PaymentMethod {
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
    card: {
      brand: face.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: face.country,
      display_brand: face.brand,
      exp_month: facts.expMonth,
      exp_year: facts.expYear,
      fingerprint: face.fingerprint,
      funding: face.funding,
      generated_from: null,
      last4: face.last4,
      networks: { available: [face.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  };
}

export function addCard(emulator: Emulator, facts: CardFacts): Stripe.PaymentMethod {
  const method = cardPaymentMethodObject(facts, emulator.now);
  return emulator.book.put('payment_method', method, { behaviour: facts.face.behaviour });
}

export function behaviourOf(emulator: Emulator, paymentMethodId: string): CardBehaviour {
  const { behaviour } = emulator.book.hidden('payment_method', paymentMethodId);
  return (behaviour as CardBehaviour | undefined) ?? { outcome: 'succeeds' };
}

const ALIAS_EXPIRY_YEARS = 5;

/** An id from the book, or a new payment method for one of Stripe's aliases such as pm_card_visa. */
export function resolvePaymentMethod(
  emulator: Emulator,
  id: string,
  param: string,
): Stripe.PaymentMethod {
  const number = NUMBER_OF_ALIAS[id];
  if (!number) return emulator.book.refer('payment_method', id, param);
  return addCard(emulator, {
    face: readCard(number, emulator.knobs.people),
    expMonth: 12,
    expYear: new Date(emulator.clock.nowMs()).getUTCFullYear() + ALIAS_EXPIRY_YEARS,
    name: null,
    email: null,
  });
}
