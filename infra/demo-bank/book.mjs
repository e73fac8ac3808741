// The bank's book: one append-only file, each line one fact, on disk before anybody is told.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * @typedef {object} Booking
 * @property {string} id the bank's own reference
 * @property {'debit' | 'credit'} direction
 * @property {number} amountMinor
 * @property {string} currency
 * @property {string} bookingDate
 * @property {string} valueDate
 * @property {string} counterpartyName
 * @property {string} [counterpartyIban]
 * @property {string} remittance
 * @property {string} [endToEndId]
 * @property {string} [msgId]
 * @property {string} [paymentInformationId]
 * @property {string} [creditReference] what the payer, or Stripe, calls it
 * @property {string} [returnReason] set on a credit that brings a payment back
 *
 * @typedef {object} FileEntry
 * @property {'file'} type
 * @property {string} msgId
 * @property {string} sha256
 * @property {string[]} endToEndIds of the accepted instructions
 * @property {object} answer
 * @property {Booking[]} bookings
 *
 * @typedef {object} CreditEntry
 * @property {'credit'} type
 * @property {string} reference
 * @property {Booking[]} bookings
 *
 * @typedef {FileEntry | CreditEntry} Entry
 */

/** @typedef {ReturnType<typeof openBook>} Book */

/** @param {string} file */
export function openBook(file) {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'a+', 0o600);
  /** @type {Booking[]} */
  const bookings = [];
  /** @type {Map<string, FileEntry>} */
  const files = new Map();
  /** @type {Set<string>} */
  const endToEndIds = new Set();
  /** @type {Set<string>} */
  const creditReferences = new Set();

  const remember = (/** @type {Entry} */ entry) => {
    bookings.push(...entry.bookings);
    if (entry.type === 'credit') {
      creditReferences.add(entry.reference);
      return;
    }
    files.set(entry.msgId, entry);
    for (const id of entry.endToEndIds) endToEndIds.add(id);
  };
  for (const line of completeLines(readFileSync(file, 'utf8'), handle)) remember(JSON.parse(line));

  return {
    bookings,
    files,
    endToEndIds,
    creditReferences,
    nextId: (/** @type {number} */ offset = 0) =>
      `BK${String(bookings.length + offset + 1).padStart(10, '0')}`,
    /** @param {Entry} entry */
    append(entry) {
      writeSync(handle, `${JSON.stringify(entry)}\n`);
      fsyncSync(handle);
      remember(entry);
    },
    close: () => closeSync(handle),
  };
}

/**
 * A crash can leave half a line. Its sender was never answered, so it did not happen; a line break keeps
 * the next entry apart from it.
 *
 * @param {string} text @param {number} handle
 */
function completeLines(text, handle) {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  if (last !== '') writeSync(handle, '\n');
  return lines.filter((line) => line.startsWith('{') && line.endsWith('}') && isJson(line));
}

/** @param {string} line */
function isJson(line) {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
