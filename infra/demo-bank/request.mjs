// Reads what came over HTTP into plain values, and refuses what is no date or amount.
import { isDate } from './payment-file.mjs';

const BODY_BYTES_MAX = 4_000_000;
const AMOUNT_MINOR_MAX = 1_000_000_000_000;
const TEXT_LENGTH_MAX = 140;

/** The request itself is wrong. */
export class RequestInvalid extends Error {
  /** @param {string} reason @param {number} [status] */
  constructor(reason, status = 400) {
    super(reason);
    this.name = 'RequestInvalid';
    this.status = status;
  }
}

/** @param {import('node:http').IncomingMessage} request @returns {Promise<Buffer>} */
export async function readBody(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > BODY_BYTES_MAX) throw new RequestInvalid('the body is too large', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * A payment file comes as the body itself from a program, or as a form's upload from a person.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {URL} url
 * @returns {Promise<{ xml: string, date: string }>}
 */
export async function readUpload(request, url) {
  const body = await readBody(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) {
    return { xml: body.toString('utf8'), date: dateOf(url.searchParams.get('date'), 'date') };
  }
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw new RequestInvalid('the form could not be read');
    });
  const file = form.get('file');
  const xml = file && typeof file !== 'string' ? await file.text() : '';
  return { xml, date: dateOf(/** @type {string | null} */ (form.get('date')), 'date') };
}

/**
 * @param {string | null | undefined} value
 * @param {string} name
 */
export function dateOf(value, name) {
  const text = value ?? new Date().toISOString().slice(0, 10);
  if (!isDate(text)) throw new RequestInvalid(`${name} must be a date like 2026-11-22`);
  return text;
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<import('./bank.mjs').Credit>}
 */
export async function readCredit(request) {
  const body = (await readBody(request)).toString('utf8');
  const isForm = (request.headers['content-type'] ?? '').startsWith(
    'application/x-www-form-urlencoded',
  );
  const given = isForm ? Object.fromEntries(new URLSearchParams(body)) : parseJson(body);
  const amountMinor = Number(given.amountMinor);
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0 || amountMinor > AMOUNT_MINOR_MAX) {
    throw new RequestInvalid('amountMinor must be a whole number above zero');
  }
  return {
    amountMinor,
    currency: text(given.currency, 'currency', /^[A-Z]{3}$/),
    reference: text(given.reference, 'reference'),
    remittance: text(given.remittance ?? '', 'remittance', /^.*$/s),
    valueDate: dateOf(given.valueDate, 'valueDate'),
    ...(given.payerName ? { payerName: text(given.payerName, 'payerName') } : {}),
    ...(given.payerIban ? { payerIban: text(given.payerIban, 'payerIban') } : {}),
  };
}

/** @param {string} body @returns {Record<string, any>} */
function parseJson(body) {
  try {
    const value = JSON.parse(body);
    if (value && typeof value === 'object') return value;
  } catch {
    // Told below, like every other wrong body.
  }
  throw new RequestInvalid('the body must be a JSON object');
}

/** @param {unknown} value @param {string} name @param {RegExp} [shape] */
function text(value, name, shape = /^\S.*$/s) {
  if (typeof value === 'string' && value.length <= TEXT_LENGTH_MAX && shape.test(value))
    return value;
  throw new RequestInvalid(`${name} is missing or malformed`);
}
