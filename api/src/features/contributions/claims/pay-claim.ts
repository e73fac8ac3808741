import { Injectable } from '@nestjs/common';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { BankTransferRail } from '../../../platform/bank/bank-transfer.rail.js';
import { IbanSeal } from '../../../platform/bank/iban-seal.js';
import type { RailInstruction, RailReceipt } from '../../../platform/bank/rail.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import {
  Operations,
  OutsideRefused,
  type OperationContext,
  type OperationKind,
  type OperationRef,
} from '../../../platform/operations/operations.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import type { ClaimRecord } from './claim.record.js';
import { ClaimFilesRepository } from './claim-files.repository.js';
import { claimPosting } from './claim-postings.js';
import { ClaimsRepository } from './claims.repository.js';
import { KeepClaims } from './keep-claims.js';

/** No account number: it is read again when the file is written. */
interface PayRequest {
  readonly claimId: string;
  readonly attempt: number;
  /** Business time of the approval: the same for each try, so that the bytes are the same. */
  readonly instructedAt: string;
}

/** L19 by the bank: an approved account is paid with a file, as tranches are; the statement proves it. */
@Injectable()
export class PayClaim implements OperationKind<PayRequest, RailReceipt> {
  readonly name = 'contributions.pay-claim';

  constructor(
    private readonly operations: Operations,
    private readonly database: Database,
    private readonly claims: ClaimsRepository,
    private readonly files: ClaimFilesRepository,
    private readonly keeping: KeepClaims,
    private readonly rail: BankTransferRail,
    private readonly seal: IbanSeal,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {
    operations.register(this);
  }

  /** Within the transaction of the last signature, with the claim's row locked. */
  async approve(tx: Tx, { id, attempt }: ClaimRecord, actor: Actor): Promise<void> {
    await moveState(tx, { machine: 'refund_claim', id, from: 'given', to: 'approved', actor });
    const request: PayRequest = {
      claimId: id,
      attempt,
      instructedAt: (await this.clock.now(tx)).toISOString(),
    };
    await this.operations.request(tx, this, { subjectId: id, version: attempt, request });
  }

  async call(request: PayRequest, { key }: OperationContext): Promise<RailReceipt> {
    const claim = await this.database.look((tx) => this.claims.find(tx, request.claimId));
    if (
      claim?.account === undefined ||
      claim.account === null ||
      claim.attempt !== request.attempt
    ) {
      throw new OutsideRefused('content-changed', 'not what was approved');
    }
    return this.rail.instruct(this.instructionOf(claim, request, key));
  }

  async apply(tx: Tx, { subjectId }: OperationRef, receipt: RailReceipt): Promise<void> {
    const claim = await this.keeping.lock(tx, subjectId);
    if (claim?.state !== 'approved' || claim.account === null) return;
    const entryId = await this.ledger.post(tx, claimPosting(claim, 'sent'));
    await this.claims.setSent(tx, claim.id, entryId);
    await this.files.insert(tx, {
      claimId: claim.id,
      attempt: claim.attempt,
      instructionId: claim.account.instructionId,
      amountMinor: claim.amountMinor,
      madeAt: await this.clock.now(tx),
      receipt,
    });
    const move = { machine: 'refund_claim', id: claim.id, from: 'approved', to: 'sent' } as const;
    await moveState(tx, { ...move, actor: SYSTEM });
  }

  async refused(tx: Tx, { subjectId }: OperationRef, refusal: { code: string }): Promise<void> {
    const claim = await this.keeping.lock(tx, subjectId);
    if (claim?.state !== 'approved') return;
    const move = { machine: 'refund_claim', id: claim.id, from: 'approved', to: 'given' } as const;
    await moveState(tx, { ...move, actor: SYSTEM, reason: refusal.code });
  }

  private instructionOf(
    { account, amountMinor }: ClaimRecord,
    { instructedAt }: PayRequest,
    attemptKey: string,
  ): RailInstruction {
    if (account === null) throw new OutsideRefused('content-changed', 'no account');
    const { instructionId, holder, ibanSealed } = account;
    return {
      instructionId,
      attemptKey,
      from: 'client',
      amountMinor,
      payee: { holder, iban: this.seal.open(ibanSealed) },
      remittance: 'Vatra refund',
      instructedAt: new Date(instructedAt),
    };
  }
}
