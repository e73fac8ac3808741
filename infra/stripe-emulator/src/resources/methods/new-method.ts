import type { Stripe } from 'stripe';
import type { Emulator } from '../../emulator.js';
import { addCard, type CardFacts } from './card-methods.js';
import { addDebit, type DebitFacts } from './debit-methods.js';

/** What a payer has just typed into a hosted page. */
export type NewMethod =
  | { readonly type: 'card'; readonly facts: CardFacts }
  | { readonly type: 'sepa_debit'; readonly facts: DebitFacts };

export function addMethod(emulator: Emulator, method: NewMethod): Stripe.PaymentMethod {
  return method.type === 'card'
    ? addCard(emulator, method.facts)
    : addDebit(emulator, method.facts);
}

/** The ways to pay that the emulator has, for one currency. */
export function methodTypesFor(currency: string | null): NewMethod['type'][] {
  return currency === null || currency === 'eur' ? ['card', 'sepa_debit'] : ['card'];
}
