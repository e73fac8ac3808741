import { passesLuhn } from '../cards/numbers.js';
import type { FormTree } from '../contract/form.js';

/** What a payer typed. These field names are what scripts post; they do not change. */
export interface CardForm {
  readonly email: string;
  readonly cardNumber: string;
  readonly cardExpiry: string;
  readonly cardCvc: string;
  readonly billingName: string;
}

export type CardField = keyof CardForm;

export interface CardReading {
  readonly number: string;
  readonly expMonth: number;
  readonly expYear: number;
}

export class CardFormError extends Error {
  readonly field: CardField;

  constructor(field: CardField, message: string) {
    super(message);
    this.name = 'CardFormError';
    this.field = field;
  }
}

const FIELD_LENGTH_MAX = 200;

export function cardFormOf(tree: FormTree): CardForm {
  const text = (name: CardField): string => {
    const value = tree[name];
    return typeof value === 'string' ? value.trim().slice(0, FIELD_LENGTH_MAX) : '';
  };
  return {
    email: text('email'),
    cardNumber: text('cardNumber'),
    cardExpiry: text('cardExpiry'),
    cardCvc: text('cardCvc'),
    billingName: text('billingName'),
  };
}

/**
 * Checks the fields as the hosted page does before anything is charged.
 * @throws CardFormError with the text shown beside the form.
 */
export function readCardForm(form: CardForm, nowMs: number, needsEmail: boolean): CardReading {
  if (needsEmail && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email))
    throw new CardFormError('email', 'Your email is invalid.');
  const number = form.cardNumber.replace(/[\s-]/g, '');
  if (!passesLuhn(number)) throw new CardFormError('cardNumber', 'Your card number is invalid.');
  const expiry = readExpiry(form.cardExpiry, nowMs);
  if (!/^\d{3,4}$/.test(form.cardCvc))
    throw new CardFormError('cardCvc', "Your card's security code is incomplete.");
  if (form.billingName === '')
    throw new CardFormError('billingName', 'Please enter the name on the card.');
  return { number, ...expiry };
}

function readExpiry(text: string, nowMs: number): Omit<CardReading, 'number'> {
  const match = /^(0?[1-9]|1[0-2])\s*[/-]?\s*(\d{2}|\d{4})$/.exec(text);
  if (!match) throw new CardFormError('cardExpiry', "Your card's expiration date is incomplete.");
  const expMonth = Number(match[1]);
  const expYear = match[2]?.length === 4 ? Number(match[2]) : 2000 + Number(match[2]);
  const now = new Date(nowMs);
  if (expYear < now.getUTCFullYear())
    throw new CardFormError('cardExpiry', "Your card's expiration year is in the past.");
  if (expYear === now.getUTCFullYear() && expMonth <= now.getUTCMonth())
    throw new CardFormError('cardExpiry', "Your card's expiration date is in the past.");
  return { expMonth, expYear };
}
