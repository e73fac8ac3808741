// The bank's one page, for people: hand in a payment file, fetch the statement, see the account.
import { toDecimal } from './amounts.mjs';
import { net } from './statement.mjs';

const LINES_SHOWN = 200;

/** @param {unknown} value */
const escape = (value) =>
  String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24 }
  fieldset { border: 1px solid #8a94a0; border-radius: .5rem; margin-block: 1rem; padding: 1rem }
  label { display: block; margin-block: .5rem } input { font: inherit; padding: .25rem .5rem }
  button { font: inherit; padding: .5rem 1rem; border-radius: .5rem; border: 0; background: #14532d; color: #fff }
  table { border-collapse: collapse; width: 100% } th, td { text-align: start; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #d5dae0 }
  .amount { text-align: end; font-variant-numeric: tabular-nums }`;

/** @param {string} title @param {string} body */
const document = (title, body) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;

/**
 * @param {import('./bank.mjs').Account} account
 * @param {readonly import('./book.mjs').Booking[]} bookings
 * @param {string} today
 */
export function accountPage(account, bookings, today) {
  const shown = [...bookings].sort((a, b) => b.bookingDate.localeCompare(a.bookingDate));
  const total = net(bookings);
  return document(
    'Demonstration bank',
    `<h1>Demonstration bank</h1>
<p>No real money. Account <strong>${escape(account.iban)}</strong> of ${escape(account.owner)}:
<strong data-testid="balance">${total < 0 ? '-' : ''}${toDecimal(Math.abs(total), account.currency)} ${escape(account.currency)}</strong></p>
${uploadForm(today)}${statementForm(today)}${creditForm(account, today)}
<h2>Account</h2>
<table><thead><tr><th>Date</th><th>Who</th><th>Reference</th><th>Text</th><th class="amount">Amount</th></tr></thead>
<tbody>${shown.slice(0, LINES_SHOWN).map(line).join('\n')}</tbody></table>`,
  );
}

/** @param {string} today */
const uploadForm = (today) => `
<form method="post" action="/payment-files" enctype="multipart/form-data"><fieldset><legend>Hand in payments</legend>
<label>Payment file (pain.001.001.09) <input type="file" name="file" accept=".xml,application/xml" required></label>
<label>Bank date <input type="date" name="date" value="${escape(today)}" required></label>
<button>Hand in</button></fieldset></form>`;

/** @param {string} today */
const statementForm = (today) => `
<form method="get" action="/statements"><fieldset><legend>Fetch the statement</legend>
<label>From <input type="date" name="from" value="${escape(`${today.slice(0, 8)}01`)}" required></label>
<label>To <input type="date" name="to" value="${escape(today)}" required></label>
<button>Download statement (camt.053.001.08)</button></fieldset></form>`;

/** @param {import('./bank.mjs').Account} account @param {string} today */
const creditForm = (account, today) => `
<form method="post" action="/credits"><fieldset><legend>Let somebody pay in</legend>
<label>Payer <input name="payerName" maxlength="140" required></label>
<label>Payer's IBAN <input name="payerIban" maxlength="34"></label>
<label>Amount in cents <input name="amountMinor" inputmode="numeric" pattern="[0-9]+" required></label>
<label>Reference <input name="reference" maxlength="35" required></label>
<label>Text <input name="remittance" maxlength="140" required></label>
<label>Date <input type="date" name="valueDate" value="${escape(today)}" required></label>
<input type="hidden" name="currency" value="${escape(account.currency)}">
<button>Pay in</button></fieldset></form>`;

/** @param {import('./book.mjs').Booking} booking */
function line(booking) {
  const sign = booking.direction === 'debit' ? '-' : '';
  const amount = `${sign}${toDecimal(booking.amountMinor, booking.currency)} ${booking.currency}`;
  const reference = booking.endToEndId ?? booking.creditReference ?? '';
  const cells = [booking.bookingDate, booking.counterpartyName, reference, booking.remittance];
  return `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}<td class="amount">${escape(amount)}</td></tr>`;
}

/** @param {string} title @param {readonly string[]} lines */
export function messagePage(title, lines) {
  const list = lines.map((text) => `<li>${escape(text)}</li>`).join('');
  return document(
    title,
    `<h1>${escape(title)}</h1><ul>${list}</ul><p><a href="/">Back to the account</a></p>`,
  );
}
