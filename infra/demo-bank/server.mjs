// HTTP in, the bank's decision, HTTP out: JSON for programs, a page for people.
import { createServer } from 'node:http';
import { DebtorUnknown, MessageIdTaken, takeCredit, takePaymentFile } from './bank.mjs';
import { accountPage, messagePage } from './page.mjs';
import { PaymentFileInvalid } from './payment-file.mjs';
import { PayoutsUnknown, bookPayouts } from './payouts.mjs';
import { RequestInvalid, dateOf, readCredit, readUpload } from './request.mjs';
import { writeStatement } from './statement.mjs';
import { TopUpsUntold, tellTopUps } from './topups.mjs';

/**
 * @typedef {object} Bank
 * @property {import('./book.mjs').Book} book
 * @property {import('./bank.mjs').Account} account
 * @property {import('./payouts.mjs').StripeAccess | null} stripe null = credits are only told by POST /credits
 *
 * @typedef {{ bank: Bank, request: import('node:http').IncomingMessage, url: URL }} Visit
 * @typedef {{ status: number, type: string, body: string, headers?: Record<string, string> }} Answer
 */

/** @type {Record<string, (visit: Visit) => Promise<Answer>>} */
const ROUTES = {
  'GET /': showAccount,
  'GET /livez': async () => json(200, { status: 'ok' }),
  'GET /account': async ({ bank }) => json(200, bank.account),
  'GET /statements': giveStatement,
  'POST /payment-files': receivePaymentFile,
  'POST /credits': receiveCredit,
};

/** @param {Bank} bank */
export function createBankServer(bank) {
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://bank');
    const route = ROUTES[`${request.method} ${url.pathname}`];
    const visit = { bank, request, url };
    const answering = route
      ? route(visit)
      : Promise.reject(new RequestInvalid('no such page', 404));
    answering
      .catch((error) => refusal(request, error))
      .then(({ status, type, body, headers }) => {
        response.writeHead(status, {
          'content-type': type,
          'cache-control': 'no-store',
          ...headers,
        });
        response.end(body);
      });
  });
}

/** @param {Visit} visit */
async function showAccount({ bank, url }) {
  const today = dateOf(url.searchParams.get('date'), 'date');
  if (bank.stripe) await bookPayouts(bank.book, bank.stripe);
  return html(200, accountPage(bank.account, bank.book.bookings, today));
}

/** @param {Visit} visit */
async function giveStatement({ bank, url }) {
  const to = dateOf(url.searchParams.get('to'), 'to');
  const from = dateOf(url.searchParams.get('from') ?? to, 'from');
  if (from > to) throw new RequestInvalid('from must not be after to');
  if (bank.stripe) await bookPayouts(bank.book, bank.stripe);
  const body = writeStatement({ account: bank.account, bookings: bank.book.bookings, from, to });
  const file = `statement-${from}-${to}.xml`;
  return {
    status: 200,
    type: 'application/xml; charset=utf-8',
    body,
    headers: { 'content-disposition': `attachment; filename="${file}"` },
  };
}

/** @param {Visit} visit */
async function receivePaymentFile({ bank, request, url }) {
  const { xml, date } = await readUpload(request, url);
  const answer =
    /** @type {{ msgId: string, status: string, instructions: import('./bank.mjs').Outcome[] }} */ (
      takePaymentFile(bank.book, bank.account, xml, date)
    );
  if (bank.stripe?.topUpIban) await tellTopUps(bank.book, bank.stripe);
  if (!wantsPage(request)) return json(200, answer);
  const lines = answer.instructions.map(
    ({ endToEndId, status, reason, bookingDate }) =>
      `${endToEndId}: ${status} ${reason ?? bookingDate}`,
  );
  return html(200, messagePage(`Payment file ${answer.msgId}: ${answer.status}`, lines));
}

/** @param {Visit} visit */
async function receiveCredit({ bank, request }) {
  const credit = await readCredit(request);
  const isNew = takeCredit(bank.book, credit);
  if (wantsPage(request)) return html(200, messagePage('Paid in', [credit.reference]));
  return json(isNew ? 201 : 200, { reference: credit.reference, booked: true });
}

/** @param {import('node:http').IncomingMessage} request */
const wantsPage = (request) => (request.headers.accept ?? '').includes('text/html');

/** @param {import('node:http').IncomingMessage} request @param {unknown} error @returns {Answer} */
function refusal(request, error) {
  const { status, code } = judge(error);
  if (status === 500) process.stderr.write(`${/** @type {Error} */ (error).stack}\n`);
  const reason = status === 500 ? 'the bank made a mistake' : /** @type {Error} */ (error).message;
  return wantsPage(request)
    ? html(status, messagePage('Refused', [`${code}: ${reason}`]))
    : json(status, { code, reason });
}

/** @param {unknown} error @returns {{ status: number, code: string }} */
function judge(error) {
  if (error instanceof PaymentFileInvalid) return { status: 422, code: error.code };
  if (error instanceof DebtorUnknown) return { status: 422, code: error.code };
  if (error instanceof MessageIdTaken) return { status: 409, code: error.code };
  if (error instanceof RequestInvalid) return { status: error.status, code: 'request' };
  if (error instanceof PayoutsUnknown) return { status: 503, code: 'payouts' };
  if (error instanceof TopUpsUntold) return { status: 503, code: 'top-ups' };
  return { status: 500, code: 'bug' };
}

/** @param {number} status @param {object} value @returns {Answer} */
const json = (status, value) => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

/** @param {number} status @param {string} body @returns {Answer} */
const html = (status, body) => ({ status, type: 'text/html; charset=utf-8', body });
