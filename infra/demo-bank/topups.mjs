// Money this bank pays to Stripe's own account: the emulator hears of it, as Stripe would from its bank.

const ANSWER_LIMIT_MS = 10_000;

/** The file was taken; handing it in again tells Stripe again. */
export class TopUpsUntold extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(`Stripe was not told of its money: ${reason}`);
    this.name = 'TopUpsUntold';
  }
}

/**
 * All of them with every file: Stripe takes the same transfer once.
 *
 * @param {import('./book.mjs').Book} book
 * @param {import('./payouts.mjs').StripeAccess} access
 * @param {typeof fetch} [call]
 */
export async function tellTopUps(book, { apiBase, topUpIban }, call = fetch) {
  const paid = book.bookings.filter(
    ({ direction, counterpartyIban }) => direction === 'debit' && counterpartyIban === topUpIban,
  );
  for (const { amountMinor, endToEndId } of paid) {
    await tell(`${apiBase}/_emu/topups`, { amount: amountMinor, reference: endToEndId }, call);
  }
}

/** @param {string} url @param {object} body @param {typeof fetch} call */
async function tell(url, body, call) {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
  let response;
  try {
    response = await call(url, { method: 'POST', body: JSON.stringify(body), headers, signal });
  } catch (error) {
    throw new TopUpsUntold(/** @type {Error} */ (error).message);
  }
  if (!response.ok) throw new TopUpsUntold(`HTTP ${response.status}`);
}
