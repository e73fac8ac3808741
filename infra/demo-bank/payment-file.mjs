// Reads pain.001.001.09 and says, as a bank would, what is wrong with it.
import { XMLParser } from 'fast-xml-parser';
import { toMinor } from './amounts.mjs';
import { isIban } from './iban.mjs';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const INSTRUCTIONS_MAX = 1_000;
const ID_LENGTH_MAX = 35;
const NAME_LENGTH_MAX = 140;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  isArray: (name) => name === 'PmtInf' || name === 'CdtTrfTxInf',
});

/** The whole file is refused; nothing of it is carried out. */
export class PaymentFileInvalid extends Error {
  /** @param {string} code a reason of the ISO 20022 external code list @param {string} reason */
  constructor(code, reason) {
    super(reason);
    this.name = 'PaymentFileInvalid';
    this.code = code;
  }
}

/**
 * @typedef {object} Instruction
 * @property {string} endToEndId
 * @property {string} paymentInformationId
 * @property {number} amountMinor
 * @property {string} currency
 * @property {string} creditorName
 * @property {string} creditorIban
 * @property {string} remittance
 * @property {string} requestedDate
 *
 * @typedef {object} PaymentFile
 * @property {string} msgId
 * @property {string} debtorIban
 * @property {Instruction[]} instructions
 */

/**
 * @param {string} xml
 * @returns {PaymentFile}
 * @throws {PaymentFileInvalid}
 */
export function readPaymentFile(xml) {
  const initiation = readRoot(xml);
  const header = initiation.GrpHdr ?? {};
  const msgId = identifier(header.MsgId, 'GrpHdr/MsgId');
  demand(!Number.isNaN(Date.parse(header.CreDtTm)), 'FF01', 'GrpHdr/CreDtTm is no date and time');
  const blocks = initiation.PmtInf ?? [];
  demand(blocks.length > 0, 'FF01', 'there is no PmtInf');
  const instructions = blocks.flatMap(readBlock);
  const debtors = new Set(blocks.map(debtorOf));
  demand(debtors.size === 1, 'FF01', 'all PmtInf must name one debtor account');
  demand(instructions.length <= INSTRUCTIONS_MAX, 'FF01', `over ${INSTRUCTIONS_MAX} instructions`);
  checkTotals(header, instructions, 'GrpHdr');
  return { msgId, debtorIban: [...debtors][0], instructions };
}

/** @param {string} xml */
function readRoot(xml) {
  // An entity declared in the file has no business in a payment.
  demand(!/<!DOCTYPE|<!ENTITY/i.test(xml), 'FF01', 'a document type declaration is not allowed');
  let document;
  try {
    document = parser.parse(xml, true).Document;
  } catch (error) {
    throw new PaymentFileInvalid(
      'FF01',
      `not well-formed: ${/** @type {Error} */ (error).message}`,
    );
  }
  // The parser drops name spaces together with their prefixes, so the root tag is looked at as text.
  const rootTag = /<(?:[\w-]+:)?Document\b[^>]*>/.exec(xml)?.[0] ?? '';
  const isNamed = rootTag.includes(`"${NAMESPACE}"`) || rootTag.includes(`'${NAMESPACE}'`);
  demand(isNamed, 'FF01', `Document is not ${NAMESPACE}`);
  demand(Boolean(document?.CstmrCdtTrfInitn), 'FF01', 'there is no CstmrCdtTrfInitn');
  return document.CstmrCdtTrfInitn;
}

/** @param {any} block */
const debtorOf = (block) => String(block.DbtrAcct?.Id?.IBAN ?? '');

/** @param {any} block @returns {Instruction[]} */
function readBlock(block) {
  const id = identifier(block.PmtInfId, 'PmtInf/PmtInfId');
  const requestedDate = String(block.ReqdExctnDt?.Dt ?? '');
  demand(block.PmtMtd === 'TRF', 'FF01', 'PmtMtd must be TRF');
  demand(isDate(requestedDate), 'DT01', 'ReqdExctnDt/Dt is no date');
  demand(isName(block.Dbtr?.Nm), 'BE08', 'Dbtr/Nm is missing or too long');
  demand(isIban(debtorOf(block)), 'AC02', 'DbtrAcct is no IBAN');
  demand(Boolean(block.DbtrAgt?.FinInstnId), 'AGNT', 'DbtrAgt is missing');
  const transfers = block.CdtTrfTxInf ?? [];
  demand(transfers.length > 0, 'FF01', 'a PmtInf has no CdtTrfTxInf');
  const instructions = transfers.map((/** @type {any} */ transfer) => ({
    ...readTransfer(transfer),
    paymentInformationId: id,
    requestedDate,
  }));
  checkTotals(block, instructions, 'PmtInf');
  return instructions;
}

/** @param {any} transfer */
function readTransfer(transfer) {
  const endToEndId = identifier(transfer.PmtId?.EndToEndId, 'PmtId/EndToEndId');
  const remittance = textOf(transfer.RmtInf?.Ustrd);
  demand(remittance.length <= NAME_LENGTH_MAX, 'FF01', `${endToEndId}: RmtInf/Ustrd is too long`);
  const amount = readAmount(transfer.Amt?.InstdAmt ?? {}, endToEndId);
  return { endToEndId, ...amount, ...readCreditor(transfer, endToEndId), remittance };
}

/** @param {any} amount @param {string} endToEndId */
function readAmount(amount, endToEndId) {
  const currency = textOf(amount['@Ccy']);
  const amountMinor = toMinor(textOf(amount['#text']), currency);
  if (amountMinor === null) {
    throw new PaymentFileInvalid('AM12', `${endToEndId}: InstdAmt is no amount`);
  }
  return { amountMinor, currency };
}

/** @param {any} transfer @param {string} endToEndId */
function readCreditor(transfer, endToEndId) {
  const creditorIban = textOf(transfer.CdtrAcct?.Id?.IBAN);
  demand(isName(transfer.Cdtr?.Nm), 'BE08', `${endToEndId}: Cdtr/Nm is missing or too long`);
  demand(isIban(creditorIban), 'AC03', `${endToEndId}: CdtrAcct is no IBAN`);
  return { creditorName: textOf(transfer.Cdtr.Nm), creditorIban };
}

/** @param {unknown} value */
const textOf = (value) => (typeof value === 'string' ? value : '');

/** @param {any} header @param {Instruction[]} instructions @param {string} where */
function checkTotals(header, instructions, where) {
  const count = header.NbOfTxs;
  demand(
    where === 'PmtInf' && count === undefined ? true : Number(count) === instructions.length,
    'AM19',
    `${where}/NbOfTxs does not match`,
  );
  if (header.CtrlSum === undefined) return;
  const stated = toMinor(String(header.CtrlSum), 'EUR');
  const sum = instructions.reduce((total, { amountMinor }) => total + amountMinor, 0);
  demand(stated === sum, 'AM10', `${where}/CtrlSum does not match`);
}

/** @param {unknown} value @param {string} where */
function identifier(value, where) {
  const text = typeof value === 'string' ? value : '';
  const isGood = text.length > 0 && text.length <= ID_LENGTH_MAX && /^[\x20-\x7e]+$/.test(text);
  demand(isGood, 'FF01', `${where} is missing, too long or has foreign characters`);
  return text;
}

/** @param {unknown} value */
const isName = (value) =>
  typeof value === 'string' && value.trim().length > 0 && value.length <= NAME_LENGTH_MAX;

/** @param {string} text */
export function isDate(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** @param {boolean} condition @param {string} code @param {string} reason */
function demand(condition, code, reason) {
  if (!condition) throw new PaymentFileInvalid(code, reason);
}
