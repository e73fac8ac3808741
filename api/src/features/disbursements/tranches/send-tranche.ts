import { Injectable } from '@nestjs/common';
import type { TrancheHold } from '@vatra/shared/disbursements/tranche-holds';
import { BankTransferRail } from '../../../platform/bank/bank-transfer.rail.js';
import { IbanSeal } from '../../../platform/bank/iban-seal.js';
import type { RailInstruction, RailReceipt } from '../../../platform/bank/rail.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import {
  Operations,
  OutsideRefused,
  type OperationContext,
  type OperationKind,
  type OperationRef,
} from '../../../platform/operations/operations.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { BookSending } from './book-sending.js';
import { contentHash } from './approving.policy.js';
import { CheckTranches } from './check-tranches.js';
import { contentOf, OpenTranche, type TrancheAtWork } from './open-tranche.js';

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
    private readonly booking: BookSending,
    private readonly projects: ProjectsService,
  ) {
    operations.register(this);
  }

  async call(request: SendRequest, context: OperationContext): Promise<RailReceipt> {
    const instruction = await this.database.inTransaction((tx) =>
      this.instructionOf(tx, request, context),
    );
    return this.rail.instruct(instruction);
  }

  apply(tx: Tx, operation: OperationRef, receipt: RailReceipt): Promise<void> {
    return this.booking.book(tx, operation.subjectId, receipt);
  }

  async refused(tx: Tx, operation: OperationRef, refusal: { code: string }): Promise<void> {
    const { tranche } = await this.opener.forUpdate(tx, operation.subjectId);
    if (tranche.state === 'approved')
      await this.checks.hold(tx, tranche, refusal.code as TrancheHold);
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
      tranche.state === 'approved' &&
      tranche.attempt === request.attempt &&
      contentHash(contentOf(tranche, payee)) === request.contentHash;
    if (!isSame) throw new OutsideRefused('content-changed', 'not what was approved');
    const { slug } = await this.projects.get(tx, tranche.projectId);
    return {
      instructionId: tranche.instructionId,
      attemptKey: context.key,
      amountMinor: tranche.amountMinor,
      from: 'client',
      payee: { holder: payee.holder, iban: this.seal.open(payee.ibanSealed ?? '') },
      remittance: `Vatra ${slug} tranche ${String(tranche.number)}`,
      instructedAt: new Date(request.instructedAt),
    };
  }
}
