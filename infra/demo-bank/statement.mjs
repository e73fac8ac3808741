// Writes camt.053.001.08: every booked line of a period, between an opening and a closing balance.
import { XMLBuilder } from 'fast-xml-parser';
import { toDecimal } from './amounts.mjs';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressBooleanAttributes: false,
  suppressEmptyNode: true,
});

/**
 * @param {object} request
 * @param {import('./bank.mjs').Account} request.account
 * @param {readonly import('./book.mjs').Booking[]} request.bookings
 * @param {string} request.from
 * @param {string} request.to
 */
export function writeStatement({ account, bookings, from, to }) {
  const inDateOrder = [...bookings].sort(
    (a, b) => a.bookingDate.localeCompare(b.bookingDate) || a.id.localeCompare(b.id),
  );
  const earlier = inDateOrder.filter(({ bookingDate }) => bookingDate < from);
  const entries = inDateOrder.filter(({ bookingDate }) => bookingDate >= from && bookingDate <= to);
  const opening = net(earlier);
  const written = `${to}T23:59:59Z`;
  const id = `STMT-${from}-${to}-${entries.length}`;
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    Document: {
      '@xmlns': NAMESPACE,
      BkToCstmrStmt: {
        GrpHdr: { MsgId: id, CreDtTm: written },
        Stmt: {
          Id: id,
          CreDtTm: written,
          FrToDt: { FrDtTm: `${from}T00:00:00Z`, ToDtTm: written },
          Acct: {
            Id: { IBAN: account.iban },
            Ccy: account.currency,
            Ownr: { Nm: account.owner },
            Svcr: { FinInstnId: { BICFI: account.bic } },
          },
          Bal: [
            balance('OPBD', opening, account.currency, from),
            balance('CLBD', opening + net(entries), account.currency, to),
          ],
          TxsSummry: summary(entries, account.currency),
          Ntry: entries.map(entry),
        },
      },
    },
  });
}

/** @param {readonly import('./book.mjs').Booking[]} bookings */
export const net = (bookings) =>
  bookings.reduce(
    (sum, { direction, amountMinor }) =>
      sum + (direction === 'credit' ? amountMinor : -amountMinor),
    0,
  );

/** @param {number} minor @param {string} currency */
const signed = (minor, currency) => ({
  Amt: { '@Ccy': currency, '#text': toDecimal(Math.abs(minor), currency) },
  CdtDbtInd: minor < 0 ? 'DBIT' : 'CRDT',
});

/** @param {string} code @param {number} minor @param {string} currency @param {string} date */
const balance = (code, minor, currency, date) => ({
  Tp: { CdOrPrtry: { Cd: code } },
  ...signed(minor, currency),
  Dt: { Dt: date },
});

/** @param {readonly import('./book.mjs').Booking[]} entries @param {string} currency */
function summary(entries, currency) {
  const sum = entries.reduce((total, { amountMinor }) => total + amountMinor, 0);
  const { Amt, CdtDbtInd } = signed(net(entries), currency);
  return {
    TtlNtries: {
      NbOfNtries: entries.length,
      Sum: toDecimal(sum, currency),
      TtlNetNtry: { Amt: Amt['#text'], CdtDbtInd },
    },
  };
}

/** @param {import('./book.mjs').Booking} booking */
function entry(booking) {
  const isDebit = booking.direction === 'debit';
  const amount = signed(isDebit ? -booking.amountMinor : booking.amountMinor, booking.currency);
  return {
    NtryRef: booking.id,
    ...amount,
    ...(booking.returnReason ? { RvslInd: 'true' } : {}),
    Sts: { Cd: 'BOOK' },
    BookgDt: { Dt: booking.bookingDate },
    ValDt: { Dt: booking.valueDate },
    AcctSvcrRef: booking.id,
    BkTxCd: {
      Domn: { Cd: 'PMNT', Fmly: { Cd: isDebit ? 'ICDT' : 'RCDT', SubFmlyCd: subFamily(booking) } },
    },
    NtryDtls: { TxDtls: details(booking, amount) },
  };
}

/** @param {import('./book.mjs').Booking} booking */
const subFamily = (booking) => (booking.returnReason ? 'RRTN' : 'ESCT');

/**
 * @param {import('./book.mjs').Booking} booking
 * @param {object} amount
 */
function details(booking, amount) {
  const references = {
    ...(booking.msgId ? { MsgId: booking.msgId } : {}),
    AcctSvcrRef: booking.id,
    ...(booking.paymentInformationId ? { PmtInfId: booking.paymentInformationId } : {}),
    EndToEndId: booking.endToEndId ?? booking.creditReference ?? 'NOTPROVIDED',
  };
  return {
    Refs: references,
    ...amount,
    RltdPties: parties(booking),
    ...(booking.remittance ? { RmtInf: { Ustrd: booking.remittance } } : {}),
    ...(booking.returnReason ? { RtrInf: { Rsn: { Cd: booking.returnReason } } } : {}),
  };
}

/** The other side: whom we paid, or who paid us. A returned payment comes from the one we had paid. @param {import('./book.mjs').Booking} booking */
function parties(booking) {
  const name = { Pty: { Nm: booking.counterpartyName } };
  const account = booking.counterpartyIban ? { Id: { IBAN: booking.counterpartyIban } } : null;
  return booking.direction === 'debit'
    ? { Cdtr: name, ...(account ? { CdtrAcct: account } : {}) }
    : { Dbtr: name, ...(account ? { DbtrAcct: account } : {}) };
}
