import { createHash } from 'node:crypto';
import { BASE_CURRENCY, money, toDecimalText } from '@vatra/shared/money';
import { XMLBuilder } from 'fast-xml-parser';
import { bankText } from './bank-text.js';
import { isIban } from './iban.js';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const ID_LENGTH_MAX = 35;
const NAME_LENGTH_MAX = 70;
const REMITTANCE_LENGTH_MAX = 140;
const TRANSFERS_MAX = 1000;
const ID_SHAPE = /^[A-Za-z0-9-]{1,35}$/;

/** Something in a payment order would make the bank refuse the file. A bug, never a person's fault. */
export class PaymentOrderInvalid extends Error {
  override readonly name = 'PaymentOrderInvalid';
}

export interface CreditTransfer {
  /** The same for every attempt of one payment (R75); it comes back on the statement. */
  readonly endToEndId: string;
  readonly amountMinor: number;
  readonly creditorName: string;
  readonly creditorIban: string;
  readonly remittance: string;
}

export interface PaymentOrder {
  readonly messageId: string;
  readonly createdAt: Date;
  /** The day the bank shall carry it out, 2026-11-23. */
  readonly executeOn: string;
  readonly debtor: { readonly name: string; readonly iban: string; readonly bic: string };
  readonly transfers: readonly CreditTransfer[];
}

export interface PaymentFile {
  readonly messageId: string;
  readonly xml: string;
  readonly sha256: string;
}

// eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor package adds nothing but a name
const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressBooleanAttributes: false,
});

/**
 * Writes a customer credit transfer initiation, pain.001.001.09. The same order always gives the
 * same bytes, so that a repeated attempt cannot become a second payment.
 *
 * @throws PaymentOrderInvalid
 */
export function writePaymentFile(order: PaymentOrder): PaymentFile {
  check(order);
  const xml = builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    Document: {
      '@xmlns': NAMESPACE,
      CstmrCdtTrfInitn: { GrpHdr: header(order), PmtInf: paymentInformation(order) },
    },
  });
  const sha256 = createHash('sha256').update(xml).digest('hex');
  return { messageId: order.messageId, xml, sha256 };
}

function header(order: PaymentOrder): object {
  return {
    MsgId: order.messageId,
    CreDtTm: order.createdAt.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    ...totals(order),
    InitgPty: { Nm: bankText(order.debtor.name, NAME_LENGTH_MAX) },
  };
}

function totals(order: PaymentOrder): object {
  const sum = order.transfers.reduce((total, transfer) => total + transfer.amountMinor, 0);
  return {
    NbOfTxs: order.transfers.length,
    CtrlSum: toDecimalText(money(sum, BASE_CURRENCY)),
  };
}

function paymentInformation(order: PaymentOrder): object {
  return {
    PmtInfId: order.messageId,
    PmtMtd: 'TRF',
    BtchBookg: false,
    ...totals(order),
    PmtTpInf: { SvcLvl: { Cd: 'SEPA' } },
    ReqdExctnDt: { Dt: order.executeOn },
    Dbtr: { Nm: bankText(order.debtor.name, NAME_LENGTH_MAX) },
    DbtrAcct: { Id: { IBAN: order.debtor.iban } },
    DbtrAgt: { FinInstnId: { BICFI: order.debtor.bic } },
    ChrgBr: 'SLEV',
    CdtTrfTxInf: order.transfers.map(creditTransfer),
  };
}

function creditTransfer(transfer: CreditTransfer): object {
  return {
    PmtId: { EndToEndId: transfer.endToEndId },
    Amt: {
      InstdAmt: {
        '@Ccy': BASE_CURRENCY,
        '#text': toDecimalText(money(transfer.amountMinor, BASE_CURRENCY)),
      },
    },
    Cdtr: { Nm: bankText(transfer.creditorName, NAME_LENGTH_MAX) },
    CdtrAcct: { Id: { IBAN: transfer.creditorIban } },
    RmtInf: { Ustrd: bankText(transfer.remittance, REMITTANCE_LENGTH_MAX) },
  };
}

function check(order: PaymentOrder): void {
  demand(ID_SHAPE.test(order.messageId), `MsgId over ${String(ID_LENGTH_MAX)} characters`);
  demand(/^\d{4}-\d{2}-\d{2}$/.test(order.executeOn), 'execution day');
  demand(isIban(order.debtor.iban), 'IBAN of the debtor');
  demand(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(order.debtor.bic), 'BIC of the debtor');
  demand(
    order.transfers.length > 0 && order.transfers.length <= TRANSFERS_MAX,
    'number of transfers',
  );
  const ids = new Set(order.transfers.map((transfer) => transfer.endToEndId));
  demand(ids.size === order.transfers.length, 'one EndToEndId twice in a file');
  for (const transfer of order.transfers) {
    demand(ID_SHAPE.test(transfer.endToEndId), 'EndToEndId');
    demand(isIban(transfer.creditorIban), 'IBAN of a creditor');
    demand(Number.isSafeInteger(transfer.amountMinor) && transfer.amountMinor > 0, 'amount');
  }
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new PaymentOrderInvalid(what);
}
