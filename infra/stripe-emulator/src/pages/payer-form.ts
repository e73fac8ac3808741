import { passesLuhn, readCard } from '../cards/numbers.js';
import { readIban } from '../cards/ibans.js';
import type { FormTree } from '../contract/form.js';
import type { NewMethod } from '../resources/methods/new-method.js';

/** What a payer typed. These field names are what scripts post; they do not change. */
export interface PayerForm {
  readonly email: string;
  readonly cardNumber: string;
  readonly cardExpiry: string;
  readonly cardCvc: string;
  readonly billingName: string;
  readonly iban: string;
}

export type PayerField = keyof PayerForm;
export type PayerMethod = NewMethod['type'];

export class PayerFormError extends Error {
  readonly field: PayerField;

  constructor(field: PayerField, message: string) {
    super(message);
    this.name = 'PayerFormError';
    this.field = field;
  }
}

const FIELD_LENGTH_MAX = 200;

export const EMPTY_FORM: PayerForm = payerFormOf({});

export function payerFormOf(tree: FormTree): PayerForm {
  const text = (name: PayerField): string => {
    const value = tree[name];
    return typeof value === 'string' ? value.trim().slice(0, FIELD_LENGTH_MAX) : '';
  };
  return {
    email: text('email'),
    cardNumber: text('cardNumber'),
    cardExpiry: text('cardExpiry'),
    cardCvc: text('cardCvc'),
    billingName: text('billingName'),
    iban: text('iban'),
  };
}

export interface Reading {
  readonly method: PayerMethod;
  readonly nowMs: number;
  /** The address the session knows already, or null when the payer has to give one. */
  readonly knownEmail: string | null;
  readonly needsEmail: boolean;
  readonly people: boolean;
}

/**
 * Checks the fields as the hosted page does before anything is charged.
 * @throws PayerFormError with the text shown beside the form.
 */
export function readPayerForm(form: PayerForm, reading: Reading): NewMethod {
  if (reading.needsEmail && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email))
    throw new PayerFormError('email', 'Your email is invalid.');
  const who = { name: form.billingName, email: form.email || reading.knownEmail };
  return reading.method === 'sepa_debit'
    ? { type: 'sepa_debit', facts: { ...who, face: readDebit(form, reading) } }
    : { type: 'card', facts: { ...who, ...readCardFields(form, reading) } };
}

function readDebit(form: PayerForm, { people }: Reading) {
  const face = readIban(form.iban, people);
  if (!face) throw new PayerFormError('iban', 'Your IBAN is invalid.');
  if (form.billingName === '')
    throw new PayerFormError('billingName', 'Please enter the name of the account holder.');
  return face;
}

function readCardFields(form: PayerForm, { nowMs, people }: Reading) {
  const number = form.cardNumber.replace(/[\s-]/g, '');
  if (!passesLuhn(number)) throw new PayerFormError('cardNumber', 'Your card number is invalid.');
  const expiry = readExpiry(form.cardExpiry, nowMs);
  if (!/^\d{3,4}$/.test(form.cardCvc))
    throw new PayerFormError('cardCvc', "Your card's security code is incomplete.");
  if (form.billingName === '')
    throw new PayerFormError('billingName', 'Please enter the name on the card.');
  return { face: readCard(number, people), ...expiry };
}

function readExpiry(text: string, nowMs: number): { expMonth: number; expYear: number } {
  const match = /^(0?[1-9]|1[0-2])\s*[/-]?\s*(\d{2}|\d{4})$/.exec(text);
  if (!match) throw new PayerFormError('cardExpiry', "Your card's expiration date is incomplete.");
  const expMonth = Number(match[1]);
  const expYear = match[2]?.length === 4 ? Number(match[2]) : 2000 + Number(match[2]);
  const now = new Date(nowMs);
  if (expYear < now.getUTCFullYear())
    throw new PayerFormError('cardExpiry', "Your card's expiration year is in the past.");
  if (expYear === now.getUTCFullYear() && expMonth <= now.getUTCMonth())
    throw new PayerFormError('cardExpiry', "Your card's expiration date is in the past.");
  return { expMonth, expYear };
}
