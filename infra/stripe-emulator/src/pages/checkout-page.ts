import type { Stripe } from 'stripe';
import { showAmount } from '../money/currencies.js';
import type { PayerField, PayerForm, PayerMethod } from './payer-form.js';
import { escapeHtml, page } from './html.js';

export interface CheckoutView {
  readonly session: Stripe.Checkout.Session;
  readonly lines: readonly Stripe.LineItem[];
  readonly form: PayerForm;
  readonly method: PayerMethod;
  readonly error: { readonly message: string; readonly field: PayerField | null } | null;
}

const BUTTONS: Readonly<Record<string, string>> = { donate: 'Donate', book: 'Book' };

const CARDS = `<details><summary>Test cards and accounts</summary>
<p>IBAN <code>DE89 3704 0044 0532 0130 00</code> pays after some days, <code>DE62 3704 0044 0532 0130 01</code> fails.</p>
<p><code>4242 4242 4242 4242</code> pays. <code>4000 0000 0000 0002</code> is declined, <code>4000 0000 0000 9995</code> has no funds. <code>4000 0027 6000 3184</code> asks for authentication. <code>4000 0038 0000 0008</code> is from Italy, <code>4000 0027 6000 0016</code> from Germany. Any future date, any three digits.</p></details>`;

interface Field {
  readonly name: PayerField;
  readonly label: string;
  readonly autocomplete: string;
  readonly placeholder: string;
  readonly numeric: boolean;
}

const FIELD: Readonly<Record<PayerField, Field>> = {
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
  iban: {
    name: 'iban',
    label: 'IBAN',
    autocomplete: 'off',
    placeholder: 'DE00 0000 0000 0000 0000 00',
    numeric: false,
  },
};

/** The card number and the CVC are never written back into a page. */
const NOT_REPEATED = new Set<PayerField>(['cardNumber', 'cardCvc', 'iban']);

function input(name: PayerField, { form, error }: CheckoutView): string {
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

/** The card is the page itself; other ways to pay have an address of their own. */
function addressOf({ session }: CheckoutView, method: PayerMethod): string {
  return `/c/pay/${session.id}${method === 'card' ? '' : `?method=${method}`}`;
}

const METHODS: Readonly<Record<PayerMethod, string>> = {
  card: 'Card',
  sepa_debit: 'SEPA direct debit',
};

function methodsPart(view: CheckoutView): string {
  const others = (['card', 'sepa_debit'] as const).filter(
    (method) => method !== view.method && view.session.payment_method_types.includes(method),
  );
  return others
    .map(
      (method) =>
        `<p><a id="method-${method}" href="${addressOf(view, method)}">${METHODS[method]} instead</a></p>`,
    )
    .join('');
}

const FIELDS: Readonly<Record<PayerMethod, (view: CheckoutView) => string>> = {
  card: (view) => `${input('cardNumber', view)}
<div class="pair">${input('cardExpiry', view)}${input('cardCvc', view)}</div>`,
  sepa_debit: (view) => `${input('iban', view)}
<p class="hint">The bank says after some days whether the debit succeeded.</p>`,
};

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

/** every month, every 3 weeks */
function rhythmOf(lines: readonly Stripe.LineItem[]): string {
  const recurring = lines.map(({ price }) => price?.recurring).find((found) => found);
  if (!recurring) return '';
  const { interval, interval_count: count } = recurring;
  return count === 1 ? `every ${interval}` : `every ${count} ${interval}s`;
}

function paying({ session, lines }: CheckoutView): Deal {
  const amount = showAmount(session.amount_total ?? 0, session.currency ?? 'eur');
  const isPay = session.mode === 'payment';
  const button = isPay ? (BUTTONS[session.submit_type ?? ''] ?? 'Pay') : 'Subscribe';
  return {
    title: isPay ? `${button} ${amount}` : `${button} for ${amount} ${rhythmOf(lines)}`,
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
${methodsPart(view)}
<form method="post" action="${addressOf(view, view.method)}" novalidate>
${emailPart(view)}
${FIELDS[view.method](view)}
${input('billingName', view)}
<button type="submit" id="submit">${escapeHtml(title)}</button>
${notePart(view)}
</form>
${cancelPart(view)}
${CARDS}`,
  );
}
