import type { OrderKind } from '@vatra/shared/disbursements/operator-money.dto';
import type { AccountRef, Posting } from '../../ledger/ledger.service.js';
import type { KeptLine } from '../../payments/payments.service.js';
import type { OrderRecord, TopUpRecord } from './order.record.js';

const ON_THE_WAY = { code: '1050' };
/** Gone from the bank to Stripe, and not yet shown there. */
const TO_STRIPE = { code: '1070' };
const CLIENT_BANK = { code: '1100' };
const OPERATING_BANK = { code: '1150' };
const IN_TRANSIT = { code: '2300' };
const LOSS_RESERVE = { code: '3100' };
const GRANTS = { code: '4010' };
const FEES_BORNE = { code: '5000' };
const DISPUTE_LOSSES = { code: '5030' };
const BANK_CHARGES = { code: '5100' };

/** Number of the posting, and what the order takes from and gives to. */
const SIDES: Readonly<Record<OrderKind, { kind: string; debit: AccountRef; credit: AccountRef }>> =
  {
    grant_received: { kind: 'L28', debit: OPERATING_BANK, credit: GRANTS },
    reserve_received: { kind: 'L28', debit: OPERATING_BANK, credit: LOSS_RESERVE },
    own_money_out: { kind: 'L5', debit: OPERATING_BANK, credit: IN_TRANSIT },
    fees_covered: { kind: 'L26', debit: LOSS_RESERVE, credit: FEES_BORNE },
    dispute_loss_covered: { kind: 'L26', debit: LOSS_RESERVE, credit: DISPUTE_LOSSES },
    town_grant: { kind: 'L29', debit: { code: '2150' }, credit: IN_TRANSIT },
    refill_loss_borne: { kind: 'L9', debit: BANK_CHARGES, credit: TO_STRIPE },
    own_money_to_stripe: { kind: 'L27', debit: TO_STRIPE, credit: OPERATING_BANK },
    repair_grant: { kind: 'L29', debit: { code: '2160' }, credit: IN_TRANSIT },
  };

function about({ id, kind, sourceId }: OrderRecord): Pick<Posting, 'subject' | 'projectId'> {
  const projectId = kind === 'repair_grant' ? sourceId : null;
  return { subject: { kind: 'operator_order', id }, projectId };
}

function two(debit: AccountRef, credit: AccountRef, minor: number): Posting['lines'] {
  return [
    { account: debit, debitMinor: minor },
    { account: credit, creditMinor: minor },
  ];
}

/** L26 and L28 as they are, L5 and L29 until the bank has shown them: out of the fund, in transit. */
export function orderPosting(order: OrderRecord): Posting {
  const { kind, debit, credit } = SIDES[order.kind];
  const source = order.sourceId === null ? debit : { ...debit, subjectId: order.sourceId };
  return {
    ...about(order),
    kind,
    purposeKey: `${kind}:${order.id}`,
    reason: order.reason,
    lines: two(source, credit, order.amountMinor),
  };
}

/** The bank's debit: L5 ends at the operator's own bank, L29 "as L9" with the authority. */
export function provedPosting(order: OrderRecord, line: KeptLine): Posting {
  const kind = order.kind === 'own_money_out' ? 'L5' : 'L9';
  return {
    ...about(order),
    kind,
    purposeKey: `${kind}:proved:${order.id}`,
    valueDate: line.valueOn,
    lines: two(IN_TRANSIT, CLIENT_BANK, order.amountMinor),
  };
}

/** The bank says no: the money never left. */
export function failedPosting(order: OrderRecord, line: KeptLine): Posting {
  const { kind, lines } = orderPosting(order);
  return {
    ...about(order),
    kind,
    purposeKey: `${kind}:failed:${order.id}`,
    valueDate: line.valueOn,
    ...(order.entryId === null ? {} : { reverses: order.entryId }),
    reason: line.returnReason ?? 'returned by the bank',
    lines: lines.map(({ account, debitMinor = 0, creditMinor = 0 }) => ({
      account,
      debitMinor: creditMinor,
      creditMinor: debitMinor,
    })),
  };
}

/** L27 in two steps like a payout: on the way when the bank is told, there when its line says so. */
export function topUpPosting(topUp: TopUpRecord, arrival: KeptLine | null): Posting {
  const debit = arrival === null ? ON_THE_WAY : CLIENT_BANK;
  const credit = arrival === null ? OPERATING_BANK : ON_THE_WAY;
  return {
    kind: 'L27',
    purposeKey: `L27:${arrival === null ? 'sent' : 'arrived'}:${topUp.id}`,
    subject: { kind: 'client_top_up', id: topUp.id },
    ...(arrival === null ? {} : { valueDate: arrival.valueOn }),
    lines: two(debit, credit, topUp.amountMinor ?? 0),
  };
}

/**
 * R77: the bank's price is the operator's. Taken from the client account it is own money that left
 * it (L5) and a cost paid from there (L9): 1100 never pays 5xxx.
 */
export function chargePostings(line: KeptLine): Posting[] {
  const { id, amountMinor, valueOn: valueDate } = line;
  const subject = { kind: 'bank_line', id };
  return [
    {
      kind: 'L5',
      purposeKey: `L5:charge:${id}`,
      subject,
      valueDate,
      lines: two(OPERATING_BANK, CLIENT_BANK, amountMinor),
    },
    {
      kind: 'L9',
      purposeKey: `L9:charge:${id}`,
      subject,
      valueDate,
      lines: two(BANK_CHARGES, OPERATING_BANK, amountMinor),
    },
  ];
}
