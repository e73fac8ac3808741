import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { BankTransferRail } from '../../../platform/bank/bank-transfer.rail.js';
import { IbanSeal } from '../../../platform/bank/iban-seal.js';
import type { RailInstruction, RailReceipt } from '../../../platform/bank/rail.js';
import { Database } from '../../../platform/database/database.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import {
  Operations,
  OutsideRefused,
  type OperationContext,
  type OperationKind,
  type OperationRef,
} from '../../../platform/operations/operations.js';
import { Events } from '../../../platform/outbox/events.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { TRANCHE_SENT } from '../disbursements.events.js';
import { contentHash } from './approving.policy.js';
import { CheckTranches, type OwnHold } from './check-tranches.js';
import { contentOf, OpenTranche, type TrancheAtWork } from './open-tranche.js';
import { PaymentFilesRepository } from './payment-files.repository.js';
import { drawFrom } from './tranche-plan.policy.js';
import { TranchesRepository, type TrancheRow } from './tranches.repository.js';

export const SEND_TRANCHE = { name: 'disbursements.send-tranche' };

/** No account number: what is paid to whom is read again when it is sent, and compared by hash. */
export interface SendRequest {
  readonly trancheId: string;
  readonly attempt: number;
  readonly contentHash: string;
  /** Business time of the last approval: the same for each try, so that the bytes are the same. */
  readonly instructedAt: string;
}

/**
 * Writes the payment file of an approved tranche (an operation, so it may be tried again) and, in one
 * transaction with keeping the answer, moves the money into transit: L9, first half.
 */
@Injectable()
export class SendTranche implements OperationKind<SendRequest, RailReceipt> {
  readonly name = SEND_TRANCHE.name;

  constructor(
    operations: Operations,
    private readonly database: Database,
    private readonly rail: BankTransferRail,
    private readonly seal: IbanSeal,
    private readonly opener: OpenTranche,
    private readonly checks: CheckTranches,
    private readonly tranches: TranchesRepository,
    private readonly paymentFiles: PaymentFilesRepository,
    private readonly projects: ProjectsService,
    private readonly ledger: LedgerService,
    private readonly events: Events,
  ) {
    operations.register(this);
  }

  async call(request: SendRequest, context: OperationContext): Promise<RailReceipt> {
    const instruction = await this.database.inTransaction((tx) =>
      this.instructionOf(tx, request, context),
    );
    return this.rail.instruct(instruction);
  }

  async apply(tx: Tx, operation: OperationRef, receipt: RailReceipt): Promise<void> {
    const work = await this.opener.forUpdate(tx, operation.subjectId);
    const { tranche, facts } = work;
    if (tranche.state !== 'approved') return;
    if (facts.contributionsMinor + facts.matchingMinor < tranche.amountMinor) {
      await this.checks.hold(tx, tranche, 'money-not-held');
      return;
    }
    const drawn = drawFrom(tranche.amountMinor, facts);
    const entryId = await this.post(tx, tranche, drawn);
    await this.tranches.setSent(tx, tranche.id, { ...drawn, entryId, at: facts.now });
    const { id, projectId, number, attempt, instructionId, amountMinor } = tranche;
    const actor = SYSTEM;
    await moveState(tx, { machine: 'tranche', id, from: 'approved', to: 'sent', actor });
    await this.paymentFiles.insert(tx, {
      id: newId(),
      trancheId: id,
      attempt,
      messageId: receipt.messageId,
      instructionId,
      amountMinor,
      storageKey: receipt.storageKey,
      sha256: receipt.sha256,
      bytes: receipt.bytes,
      madeAt: facts.now,
    });
    await this.events.publish(tx, TRANCHE_SENT, { trancheId: id, projectId, number });
  }

  async refused(tx: Tx, operation: OperationRef, refusal: { code: string }): Promise<void> {
    const { tranche } = await this.opener.forUpdate(tx, operation.subjectId);
    if (tranche.state === 'approved') await this.checks.hold(tx, tranche, refusal.code as OwnHold);
  }

  /** Nothing is sent but what was approved: the content is put together anew and compared. */
  private async instructionOf(
    tx: Tx,
    request: SendRequest,
    context: OperationContext,
  ): Promise<RailInstruction> {
    const { tranche, facts }: TrancheAtWork = await this.opener.read(tx, request.trancheId);
    const { payee } = facts;
    const isSame =
      payee !== null &&
      tranche.attempt === request.attempt &&
      contentHash(contentOf(tranche, payee)) === request.contentHash;
    if (!isSame) throw new OutsideRefused('content-changed', 'not what was approved');
    const { slug } = await this.projects.get(tx, tranche.projectId);
    return {
      instructionId: tranche.instructionId,
      attemptKey: context.key,
      amountMinor: tranche.amountMinor,
      payee: { holder: payee.holder, iban: this.seal.open(payee.ibanSealed) },
      remittance: `Vatra ${slug} tranche ${String(tranche.number)}`,
      instructedAt: new Date(request.instructedAt),
    };
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
