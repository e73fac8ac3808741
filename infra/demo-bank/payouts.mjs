// Stripe pays out to this bank: asked for whenever somebody wants to see the account.
import { takeCredit } from './bank.mjs';

const PAGE_SIZE = 100;
const PAGES_MAX = 100;
const ANSWER_LIMIT_MS = 10_000;
const MS_PER_SECOND = 1_000;

/** Without Stripe's answer a statement would lack lines, so none is given. */
export class PayoutsUnknown extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(`Stripe's payouts could not be read: ${reason}`);
    this.name = 'PayoutsUnknown';
  }
}

/**
 * @typedef {{ apiBase: string, secretKey: string, topUpIban?: string }} StripeAccess topUpIban: where Stripe takes money
 * @typedef {{ id: string, amount: number, currency: string, status: string, arrival_date: number, statement_descriptor?: string | null }} Payout
 */

/**
 * @param {import('./book.mjs').Book} book
 * @param {StripeAccess} access
 * @param {typeof fetch} [call]
 */
export async function bookPayouts(book, access, call = fetch) {
  for (const payout of await listPayouts(access, call)) bookPayout(book, payout);
}

/** @param {import('./book.mjs').Book} book @param {Payout} payout */
export function bookPayout(book, payout) {
  const credit = {
    reference: payout.id,
    amountMinor: payout.amount,
    currency: payout.currency.toUpperCase(),
    remittance: `${payout.statement_descriptor ?? 'STRIPE PAYOUT'} ${payout.id}`,
    valueDate: new Date(payout.arrival_date * MS_PER_SECOND).toISOString().slice(0, 10),
    payerName: 'Stripe',
  };
  if (payout.status === 'paid') takeCredit(book, credit);
  // A payout may fail after it was paid: the money leaves again under a reference of its own.
  if (payout.status === 'failed' && book.creditReferences.has(payout.id)) {
    takeCredit(book, { ...credit, reference: `${payout.id}-back` }, 'debit');
  }
}

/**
 * @param {StripeAccess} access
 * @param {typeof fetch} call
 * @returns {Promise<Payout[]>} oldest first
 */
async function listPayouts(access, call) {
  /** @type {Payout[]} */
  const all = [];
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const last = all.at(-1);
    const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
    if (last) query.set('starting_after', last.id);
    const answer = await ask(`${access.apiBase}/v1/payouts?${query}`, access, call);
    all.push(...answer.data);
    if (!answer.has_more) return all.reverse();
  }
  throw new PayoutsUnknown(`more than ${PAGES_MAX * PAGE_SIZE}`);
}

/** @param {string} url @param {StripeAccess} access @param {typeof fetch} call */
async function ask(url, access, call) {
  let response;
  try {
    const headers = { authorization: `Bearer ${access.secretKey}` };
    response = await call(url, { headers, signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
  } catch (error) {
    throw new PayoutsUnknown(/** @type {Error} */ (error).message);
  }
  if (!response.ok) throw new PayoutsUnknown(`HTTP ${response.status}`);
  return /** @type {Promise<{ data: Payout[], has_more: boolean }>} */ (response.json());
}
