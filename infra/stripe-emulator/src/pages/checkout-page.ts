import type { Stripe } from 'stripe';
import { showAmount } from '../money/currencies.js';
import type { CardField, CardForm } from './card-form.js';
import { escapeHtml, page } from './html.js';

export interface CheckoutView {
  readonly session: Stripe.Checkout.Session;
  readonly lines: readonly Stripe.LineItem[];
  readonly form: CardForm;
  readonly error: { readonly message: string; readonly field: CardField | null } | null;
}

export const EMPTY_FORM: CardForm = {
  email: '',
  cardNumber: '',
  cardExpiry: '',
  cardCvc: '',
  billingName: '',
};

const BUTTONS: Readonly<Record<string, string>> = { donate: 'Donate', book: 'Book' };

const CARDS = `<details><summary>Test cards</summary>
<p><code>4242 4242 4242 4242</code> pays. <code>4000 0000 0000 0002</code> is declined, <code>4000 0000 0000 9995</code> has no funds. <code>4000 0027 6000 3184</code> asks for authentication. <code>4000 0038 0000 0008</code> is from Italy, <code>4000 0027 6000 0016</code> from Germany. Any future date, any three digits.</p></details>`;

interface Field {
  readonly name: CardField;
  readonly label: string;
  readonly autocomplete: string;
  readonly placeholder: string;
  readonly numeric: boolean;
}

const FIELD: Readonly<Record<CardField, Field>> = {
  email: { name: 'email', label: 'Email', autocomplete: 'email', placeholder: '', numeric: false },
  cardNumber: {
    name: 'cardNumber',
    label: 'Card number',
    autocomplete: 'cc-number',
    placeholder: '1234 1234 1234 1234',
    numeric: true,
  },
  cardExpiry: {
    name: 'cardExpiry',
    label: 'Expiry',
    autocomplete: 'cc-exp',
    placeholder: 'MM / YY',
    numeric: true,
  },
  cardCvc: {
    name: 'cardCvc',
    label: 'CVC',
    autocomplete: 'cc-csc',
    placeholder: 'CVC',
    numeric: true,
  },
  billingName: {
    name: 'billingName',
    label: 'Name on card',
    autocomplete: 'cc-name',
    placeholder: '',
    numeric: false,
  },
};

/** The card number and the CVC are never written back into a page. */
const NOT_REPEATED = new Set<CardField>(['cardNumber', 'cardCvc']);

function input(name: CardField, { form, error }: CheckoutView): string {
  const { label, autocomplete, placeholder, numeric } = FIELD[name];
  const wrong = error?.field === name ? ' aria-invalid="true" aria-describedby="error"' : '';
  const value = NOT_REPEATED.has(name) ? '' : ` value="${escapeHtml(form[name])}"`;
  const mode = numeric ? ' inputmode="numeric"' : '';
  return `<div><label for="${name}">${label}</label><input id="${name}" name="${name}" required autocomplete="${autocomplete}" placeholder="${placeholder}"${mode}${value}${wrong}></div>`;
}

function lineOf(line: Stripe.LineItem): string {
  const count = line.quantity && line.quantity > 1 ? ` × ${line.quantity}` : '';
  const name = escapeHtml((line.description ?? '') + count);
  return `<li><span>${name}</span><span>${escapeHtml(showAmount(line.amount_total, line.currency))}</span></li>`;
}

function emailPart(view: CheckoutView): string {
  const known = view.session.customer_email;
  if (known) return `<p class="hint">Paying as ${escapeHtml(known)}</p>`;
  return view.session.customer ? '' : input('email', view);
}

function errorPart({ error }: CheckoutView): string {
  if (!error) return '';
  return `<p class="error" id="error" role="alert">${escapeHtml(error.message)}</p>`;
}

function notePart({ session }: CheckoutView): string {
  const note = session.custom_text.submit?.message;
  return note ? `<p class="hint">${escapeHtml(note)}</p>` : '';
}

function cancelPart({ session }: CheckoutView): string {
  if (!session.cancel_url) return '';
  return `<a class="back" id="cancel" href="${escapeHtml(session.cancel_url)}">Cancel and go back</a>`;
}

interface Deal {
  readonly title: string;
  readonly button: string;
  readonly summary: string;
}

const SAVING: Deal = {
  title: 'Save card',
  button: 'Save card',
  summary: '<p class="hint">Nothing is charged now. The card is kept for later payments.</p>',
};

function paying({ session, lines }: CheckoutView): Deal {
  const amount = showAmount(session.amount_total ?? 0, session.currency ?? 'eur');
  const button = BUTTONS[session.submit_type ?? ''] ?? 'Pay';
  return {
    title: `${button} ${amount}`,
    button,
    summary: `<p class="total">${escapeHtml(amount)}</p>
<ul>${lines.map(lineOf).join('')}</ul>`,
  };
}

/** The page a payer sees; a plain form that posts to its own address. */
export function checkoutPage(view: CheckoutView): string {
  const { session } = view;
  const { title, button, summary } = session.mode === 'setup' ? SAVING : paying(view);
  return page(
    title,
    `<h1>${button}</h1>
${summary}
${errorPart(view)}
<form method="post" action="/c/pay/${session.id}" novalidate>
${emailPart(view)}
${input('cardNumber', view)}
<div class="pair">${input('cardExpiry', view)}${input('cardCvc', view)}</div>
${input('billingName', view)}
<button type="submit" id="submit">${escapeHtml(title)}</button>
${notePart(view)}
</form>
${cancelPart(view)}
${CARDS}`,
  );
}
