import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import type { RailReceipt } from '../../../platform/bank/rail.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { TRANCHE_SENT } from '../disbursements.events.js';
import { CheckTranches } from './check-tranches.js';
import { OpenTranche } from './open-tranche.js';
import { PaymentFilesRepository } from './payment-files.repository.js';
import { drawFrom } from './tranche-plan.policy.js';
import { TranchesRepository, type TrancheRow } from './tranches.repository.js';

/** L9, first half: the payment is on its way, and its money no longer lies in the project's funds. */
@Injectable()
export class BookSending {
  constructor(
    private readonly opener: OpenTranche,
    private readonly checks: CheckTranches,
    private readonly tranches: TranchesRepository,
    private readonly paymentFiles: PaymentFilesRepository,
    private readonly ledger: LedgerService,
    private readonly events: Events,
  ) {}

  /** Money that a refund or dispute has taken meanwhile is not paid out: the payment is held instead. */
  async book(tx: Tx, trancheId: string, receipt: RailReceipt): Promise<void> {
    const { tranche, facts } = await this.opener.forDrawing(tx, trancheId);
    if (tranche.state !== 'approved') return;
    if (facts.contributionsMinor + facts.matchingMinor < tranche.amountMinor) {
      await this.checks.hold(tx, tranche, 'money-not-held');
      return;
    }
    const drawn = drawFrom(tranche.amountMinor, facts);
    const entryId = await this.post(tx, tranche, drawn);
    const { id, projectId, number, attempt, instructionId, amountMinor } = tranche;
    await this.tranches.setSent(tx, id, { ...drawn, entryId, at: facts.now });
    const actor = SYSTEM;
    await moveState(tx, { machine: 'tranche', id, from: 'approved', to: 'sent', actor });
    const { messageId, storageKey, sha256, bytes } = receipt;
    await this.paymentFiles.insert(tx, {
      id: newId(),
      trancheId: id,
      attempt,
      messageId,
      instructionId,
      amountMinor,
      storageKey,
      sha256,
      bytes,
      madeAt: facts.now,
    });
    await this.events.publish(tx, TRANCHE_SENT, { trancheId: id, projectId, number });
  }

  private post(
    tx: Tx,
    tranche: TrancheRow,
    drawn: { contributionsMinor: number; matchingMinor: number },
  ): Promise<string> {
    const { id, projectId, attempt, number, amountMinor } = tranche;
    return this.ledger.post(tx, {
      kind: 'L9',
      purposeKey: `L9:sent:${id}:${String(attempt)}`,
      subject: { kind: 'tranche', id },
      projectId,
      facts: { tranche: number, step: 'sent' },
      lines: [
        { account: { code: '2100', subjectId: projectId }, debitMinor: drawn.contributionsMinor },
        { account: { code: '2110', subjectId: projectId }, debitMinor: drawn.matchingMinor },
        { account: { code: '2300' }, creditMinor: amountMinor },
      ],
    });
  }
}
