import type { Stripe } from 'stripe';
import type { DisputeCard } from '../../cards/test-cards.js';
import type { Emulator } from '../../emulator.js';
import { belowMinimum } from '../../errors/parameter-errors.js';
import { refused } from '../../errors/request-errors.js';
import { showAmount } from '../../money/currencies.js';
import { isDebit, settleCharge } from '../balance/settlement.js';
import { behaviourOf } from '../methods/card-methods.js';
import { reinstateFunds, withdrawFunds } from './dispute-money.js';
import { disputeObject, type DisputeKind, type DisputeReason } from './dispute-object.js';

type Dispute = Stripe.Dispute;
export type Decision = 'won' | 'lost' | 'warning_closed' | 'escalated';

export interface Claim {
  readonly chargeId: string;
  /** The whole charge when not said otherwise, refunded or not. */
  readonly amount?: number | undefined;
  readonly reason: DisputeReason;
  readonly kind: DisputeKind;
}

const DAY_S = 86_400;
/** An inquiry that nobody escalates is closed after 120 days. */
const INQUIRY_DAYS = 120;
const TAKEN: readonly string[] = ['needs_response', 'under_review', 'lost'];

const OF_CARD: Readonly<Record<DisputeCard, Pick<Claim, 'reason' | 'kind'>>> = {
  fraudulent: { reason: 'fraudulent', kind: 'chargeback' },
  product_not_received: { reason: 'product_not_received', kind: 'chargeback' },
  inquiry: { reason: 'general', kind: 'inquiry' },
  debit: { reason: 'debit_not_authorized', kind: 'final' },
};

/** Whether the bank has taken the money of a charge back and not returned it. */
export function isChargedBack(emulator: Emulator, chargeId: string): boolean {
  return emulator.book
    .naming('dispute', 'charge', chargeId)
    .some(({ status }) => TAKEN.includes(status));
}

/** The card of this charge stands for a dispute; its time has come. */
export function disputeByCard(emulator: Emulator, chargeId: string): void {
  const charge = emulator.book.change('charge', chargeId, {}, { due: undefined });
  const { dispute } = behaviourOf(emulator, charge.payment_method ?? '');
  if (dispute) openDispute(emulator, { chargeId, ...OF_CARD[dispute] });
}

/** The payer's bank disputes a charge. It may do so long after a refund, which is how money can be lost twice. */
export function openDispute(emulator: Emulator, claim: Claim): Dispute {
  const found = emulator.book.refer('charge', claim.chargeId, 'charge');
  const amount = checkClaim(emulator, found, claim);
  settleCharge(emulator, found.id);
  const charge = emulator.book.change('charge', found.id, { disputed: true });
  const kind = isDebit(charge) ? 'final' : claim.kind;
  const responseBy = endOfDay(emulator.now + emulator.knobs.disputeResponseDays * DAY_S);
  const dueBy = kind === 'final' ? null : responseBy;
  const dispute = disputeObject({ ...claim, kind, charge, amount, created: emulator.now, dueBy });
  const endS = kind === 'inquiry' ? emulator.now + INQUIRY_DAYS * DAY_S : dueBy;
  const due = endS === null ? undefined : { atMs: endS * 1000, act: 'dispute.expire' };
  emulator.book.put('dispute', dispute, due ? { due } : {});
  emulator.emit('charge.dispute.created', dispute);
  return kind === 'inquiry' ? dispute : takeFunds(emulator, dispute.id, kind);
}

/** Nobody is asked about a debit: the money is gone and the matter closed. */
function takeFunds(emulator: Emulator, id: string, kind: DisputeKind): Dispute {
  const dispute = withdrawFunds(emulator, id);
  if (kind === 'final') emulator.emit('charge.dispute.closed', dispute);
  return dispute;
}

function checkClaim(emulator: Emulator, charge: Stripe.Charge, claim: Claim): number {
  if (!charge.captured) throw refused(`Charge ${charge.id} brought no money.`, undefined, 'charge');
  const open = emulator.book
    .naming('dispute', 'charge', charge.id)
    .find(({ status }) => !isOver(status));
  if (open) throw refused(`Charge ${charge.id} is disputed already: ${open.id}.`);
  const amount = claim.amount ?? charge.amount;
  if (amount < 1) throw belowMinimum('amount', 1);
  if (amount > charge.amount)
    throw refused(
      `The charge is of ${showAmount(charge.amount, charge.currency)} only.`,
      undefined,
      'amount',
    );
  return amount;
}

function endOfDay(seconds: number): number {
  return Math.floor(seconds / DAY_S) * DAY_S + DAY_S - 1;
}

export function isOver(status: string): boolean {
  return status === 'won' || status === 'lost' || status === 'warning_closed';
}

function isInquiry({ status }: Dispute): boolean {
  return status.startsWith('warning_');
}

/** The bank decides, or the inquiry ends or becomes a chargeback. */
export function decideDispute(emulator: Emulator, id: string, decision: Decision): Dispute {
  const dispute = emulator.book.refer('dispute', id, 'dispute');
  const fits = isInquiry(dispute)
    ? decision === 'warning_closed' || decision === 'escalated'
    : decision === 'won' || decision === 'lost';
  if (isOver(dispute.status) || !fits)
    throw refused(`A dispute that is ${dispute.status} cannot become ${decision}.`);
  return decision === 'escalated' ? escalate(emulator, dispute) : end(emulator, dispute, decision);
}

function escalate(emulator: Emulator, dispute: Dispute): Dispute {
  const dueBy = endOfDay(emulator.now + emulator.knobs.disputeResponseDays * DAY_S);
  const card = dispute.payment_method_details?.card;
  const before = dispute;
  const after = emulator.book.change(
    'dispute',
    dispute.id,
    {
      status: 'needs_response',
      evidence_details: { ...dispute.evidence_details, due_by: dueBy },
      ...(card && {
        payment_method_details: { card: { ...card, case_type: 'chargeback' }, type: 'card' },
      }),
    },
    { due: { atMs: dueBy * 1000, act: 'dispute.expire' } },
  );
  emulator.emit('charge.dispute.updated', after, before);
  return withdrawFunds(emulator, dispute.id);
}

function end(
  emulator: Emulator,
  { id }: Dispute,
  status: 'won' | 'lost' | 'warning_closed',
): Dispute {
  emulator.book.change('dispute', id, {}, { due: undefined });
  const closed = emulator.changeAndEmit('charge.dispute.closed', 'dispute', id, { status });
  return status === 'won' ? reinstateFunds(emulator, closed.id) : closed;
}

/** Nobody answered in time: a chargeback is lost, an inquiry closed. Evidence in review waits for the bank. */
export function expireDispute(emulator: Emulator, id: string): void {
  const dispute = emulator.book.change('dispute', id, {}, { due: undefined });
  if (dispute.status === 'needs_response') end(emulator, dispute, 'lost');
  else if (isInquiry(dispute)) end(emulator, dispute, 'warning_closed');
}
