import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { LedgerService, type PostingLine } from '../../ledger/ledger.service.js';
import {
  PaymentsService,
  type KeptLine,
  type LineMatch,
  type LineMatcher,
} from '../../payments/payments.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { TRANCHE_CONFIRMED, TRANCHE_FAILED, TRANCHE_RETURNED } from '../disbursements.events.js';
import { BeginWork } from './begin-work.js';
import { CheckTranches } from './check-tranches.js';
import { TranchesRepository, type TrancheRow } from './tranches.repository.js';

/**
 * The bank's statement is the proof of payment: a debit with our instruction id and the same amount
 * confirms a tranche; a credit with it says that the bank did not pay, or took the payment back.
 */
@Injectable()
export class ProveTranche implements LineMatcher {
  readonly name = 'disbursements.tranches';

  constructor(
    payments: PaymentsService,
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly checks: CheckTranches,
    private readonly works: BeginWork,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {
    payments.registerLineMatcher(this);
  }

  async match(tx: Tx, lines: readonly KeptLine[]): Promise<LineMatch[]> {
    const matches: LineMatch[] = [];
    for (const line of inBookingOrder(lines)) {
      const trancheId = await this.matchOne(tx, line);
      if (trancheId !== null) {
        matches.push({ lineId: line.id, kind: 'tranche', subjectId: trancheId });
      }
    }
    return matches;
  }

  private async matchOne(tx: Tx, line: KeptLine): Promise<string | null> {
    if (line.endToEndId === null) return null;
    const found = await this.tranches.findByInstruction(tx, line.endToEndId);
    if (found === null) return null;
    await this.agreements.findForUpdate(tx, found.projectId);
    const tranche = await this.tranches.find(tx, found.id);
    // Another amount under our id proves nothing: the line waits for a person (R77).
    if (tranche === null || tranche.amountMinor !== line.amountMinor) return null;
    const prove = this.proofOf(tranche, line);
    if (prove === null) return null;
    await prove(tx, tranche, line);
    await this.checks.check(tx, tranche.projectId);
    return tranche.id;
  }

  private proofOf({ state }: TrancheRow, line: KeptLine) {
    if (line.direction === 'out') return state === 'sent' ? this.confirm.bind(this) : null;
    if (state === 'sent') return this.fail.bind(this);
    return state === 'confirmed' ? this.takeBack.bind(this) : null;
  }

  private async confirm(tx: Tx, tranche: TrancheRow, line: KeptLine): Promise<void> {
    const { id, projectId, number, amountMinor, attempt } = tranche;
    const entryId = await this.ledger.post(tx, {
      kind: 'L9',
      purposeKey: `L9:confirmed:${id}:${String(attempt)}`,
      subject: { kind: 'tranche', id },
      projectId,
      valueDate: line.valueOn,
      facts: { tranche: number, step: 'confirmed' },
      lines: [
        { account: { code: '2300' }, debitMinor: amountMinor },
        { account: { code: '1100' }, creditMinor: amountMinor },
      ],
    });
    const at = await this.clock.now(tx);
    await this.tranches.setConfirmed(tx, id, { entryId, at, bankReference: line.reference });
    await this.move(tx, tranche, 'confirmed');
    if (number === 1) await this.works.whenMoneyArrived(tx, projectId);
    await this.events.publish(tx, TRANCHE_CONFIRMED, { trancheId: id, projectId, number });
  }

  /** The bank says no: the money never left, and the same instruction may be tried again (R75). */
  private async fail(tx: Tx, tranche: TrancheRow, line: KeptLine): Promise<void> {
    const { id, projectId, number, attempt, sentEntryId } = tranche;
    await this.ledger.post(tx, {
      kind: 'L9',
      purposeKey: `L9:failed:${id}:${String(attempt)}`,
      subject: { kind: 'tranche', id },
      projectId,
      valueDate: line.valueOn,
      reverses: sentEntryId ?? undefined,
      reason: line.returnReason ?? 'returned by the bank',
      facts: { tranche: number, step: 'failed' },
      lines: [
        { account: { code: '2300' }, debitMinor: tranche.amountMinor },
        ...backToFunds(tranche),
      ],
    });
    await this.move(tx, tranche, 'failed', line.returnReason);
    await this.events.publish(tx, TRANCHE_FAILED, { trancheId: id, projectId, number });
  }

  /** L21: the payment came back after it had been booked. */
  private async takeBack(tx: Tx, tranche: TrancheRow, line: KeptLine): Promise<void> {
    const { id, projectId, number, amountMinor } = tranche;
    await this.ledger.post(tx, {
      kind: 'L21',
      purposeKey: `L21:returned:${id}`,
      subject: { kind: 'tranche', id },
      projectId,
      valueDate: line.valueOn,
      reason: line.returnReason ?? 'returned by the bank',
      facts: { tranche: number, step: 'returned' },
      lines: [{ account: { code: '1100' }, debitMinor: amountMinor }, ...backToFunds(tranche)],
    });
    await this.move(tx, tranche, 'returned', line.returnReason);
    await this.events.publish(tx, TRANCHE_RETURNED, { trancheId: id, projectId, number });
  }

  private move(tx: Tx, { id, state }: TrancheRow, to: string, reason: string | null = null) {
    const why = reason === null ? {} : { reason };
    return moveState(tx, { machine: 'tranche', id, from: state, to, actor: SYSTEM, ...why });
  }
}

/** Back to where it was drawn from (R62). */
function backToFunds(tranche: TrancheRow): PostingLine[] {
  const { projectId: subjectId } = tranche;
  return [
    { account: { code: '2100', subjectId }, creditMinor: tranche.contributionsMinor ?? 0 },
    { account: { code: '2110', subjectId }, creditMinor: tranche.matchingMinor ?? 0 },
  ];
}

/** A payment is proved before its return is, however the file lists them. */
function inBookingOrder(lines: readonly KeptLine[]): KeptLine[] {
  const rank = ({ direction }: KeptLine) => (direction === 'out' ? 0 : 1);
  return [...lines].sort((a, b) => a.bookedOn.localeCompare(b.bookedOn) || rank(a) - rank(b));
}
