// What the bank decides. It knows no HTTP; dates come with every request, because a demonstration moves its calendar.
import { createHash } from 'node:crypto';
import { readPaymentFile } from './payment-file.mjs';

/** A creditor whose name ends so is refused at once, or paid and sent back two days later. */
export const REJECT_SUFFIX = ' REJECT';
export const RETURN_SUFFIX = ' RETURN';

const DAYS_UNTIL_RETURN = 2;
const MS_PER_DAY = 86_400_000;

/** The same MsgId came before with another content. */
export class MessageIdTaken extends Error {
  /** @param {string} msgId */
  constructor(msgId) {
    super(`MsgId ${msgId} was used for another file`);
    this.name = 'MessageIdTaken';
    this.code = 'DU01';
  }
}

/** The file wants to debit an account that is not the customer's. */
export class DebtorUnknown extends Error {
  /** @param {string} iban */
  constructor(iban) {
    super(`${iban} is not the account of this customer`);
    this.name = 'DebtorUnknown';
    this.code = 'AC02';
  }
}

/**
 * @typedef {object} Account
 * @property {string} iban
 * @property {string} bic
 * @property {string} owner
 * @property {string} currency
 *
 * @typedef {{ endToEndId: string, status: 'ACSP' | 'RJCT', reason?: string, bookingDate?: string }} Outcome
 */

/**
 * @param {import('./book.mjs').Book} book
 * @param {Account} account
 * @param {string} xml
 * @param {string} today the customer's date
 */
export function takePaymentFile(book, account, xml, today) {
  const file = readPaymentFile(xml);
  const sha256 = createHash('sha256').update(xml).digest('hex');
  const before = book.files.get(file.msgId);
  if (before && before.sha256 !== sha256) throw new MessageIdTaken(file.msgId);
  if (before) return before.answer;
  if (file.debtorIban !== account.iban) throw new DebtorUnknown(file.debtorIban);

  /** @type {import('./book.mjs').Booking[]} */
  const bookings = [];
  /** @type {Set<string>} */
  const accepted = new Set();
  const outcomes = file.instructions.map((instruction) => {
    const isTaken =
      book.endToEndIds.has(instruction.endToEndId) || accepted.has(instruction.endToEndId);
    const reason = reasonToReject(instruction, account, isTaken);
    if (reason) return outcome(instruction.endToEndId, { status: 'RJCT', reason });
    accepted.add(instruction.endToEndId);
    const bookingDate = instruction.requestedDate > today ? instruction.requestedDate : today;
    for (const booking of bookingsOf(instruction, file.msgId, bookingDate)) {
      bookings.push({ ...booking, id: book.nextId(bookings.length) });
    }
    return outcome(instruction.endToEndId, { status: 'ACSP', bookingDate });
  });
  const answer = { msgId: file.msgId, status: groupStatus(outcomes), instructions: outcomes };
  book.append({
    type: 'file',
    msgId: file.msgId,
    sha256,
    endToEndIds: [...accepted],
    answer,
    bookings,
  });
  return answer;
}

/** @param {string} endToEndId @param {Omit<Outcome, 'endToEndId'>} rest @returns {Outcome} */
const outcome = (endToEndId, rest) => ({ endToEndId, ...rest });

/**
 * @param {import('./payment-file.mjs').Instruction} instruction
 * @param {Account} account
 * @param {boolean} isTaken
 * @returns {string | null} a reason code of ISO 20022
 */
function reasonToReject(instruction, account, isTaken) {
  if (isTaken) return 'AM05';
  if (instruction.currency !== account.currency) return 'AM03';
  if (instruction.creditorName.endsWith(REJECT_SUFFIX)) return 'AC04';
  return null;
}

/**
 * @param {import('./payment-file.mjs').Instruction} instruction
 * @param {string} msgId
 * @param {string} bookingDate
 */
function bookingsOf(instruction, msgId, bookingDate) {
  const common = {
    amountMinor: instruction.amountMinor,
    currency: instruction.currency,
    counterpartyName: instruction.creditorName,
    counterpartyIban: instruction.creditorIban,
    remittance: instruction.remittance,
    endToEndId: instruction.endToEndId,
    msgId,
    paymentInformationId: instruction.paymentInformationId,
  };
  const paid = {
    ...common,
    direction: /** @type {const} */ ('debit'),
    bookingDate,
    valueDate: bookingDate,
  };
  if (!instruction.creditorName.endsWith(RETURN_SUFFIX)) return [paid];
  const backOn = addDays(bookingDate, DAYS_UNTIL_RETURN);
  const returned = {
    ...common,
    direction: /** @type {const} */ ('credit'),
    bookingDate: backOn,
    valueDate: backOn,
    returnReason: 'AC04',
  };
  return [paid, returned];
}

/** @param {Outcome[]} outcomes */
function groupStatus(outcomes) {
  const rejected = outcomes.filter(({ status }) => status === 'RJCT').length;
  if (rejected === 0) return 'ACSP';
  return rejected === outcomes.length ? 'RJCT' : 'PART';
}

/**
 * @typedef {object} Credit
 * @property {string} reference the same reference is booked once
 * @property {number} amountMinor
 * @property {string} currency
 * @property {string} remittance
 * @property {string} valueDate
 * @property {string} [payerName]
 * @property {string} [payerIban]
 */

/**
 * @param {import('./book.mjs').Book} book
 * @param {Credit} credit
 * @param {'credit' | 'debit'} [direction] a debit takes back what was credited before
 * @returns {boolean} whether it was booked just now
 */
export function takeCredit(book, credit, direction = 'credit') {
  if (book.creditReferences.has(credit.reference)) return false;
  const booking = {
    id: book.nextId(),
    direction,
    amountMinor: credit.amountMinor,
    currency: credit.currency,
    bookingDate: credit.valueDate,
    valueDate: credit.valueDate,
    counterpartyName: credit.payerName ?? 'Stripe',
    ...(credit.payerIban ? { counterpartyIban: credit.payerIban } : {}),
    remittance: credit.remittance,
    creditReference: credit.reference,
  };
  book.append({ type: 'credit', reference: credit.reference, bookings: [booking] });
  return true;
}

/** @param {string} date @param {number} days */
const addDays = (date, days) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);
