import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import {
  Operations,
  type OperationContext,
  type OperationKind,
  type OperationRef,
} from '../../../platform/operations/operations.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { STORED_FAILURE } from '../../../platform/stripe/stripe-failure.js';
import {
  StripeTransferRail,
  type TransferInstruction,
} from '../../../platform/stripe/stripe-transfer.rail.js';
import type { StripeTransfer } from '../../../platform/stripe/stripe.types.js';
import { SEND_TRANSFER_AGAIN } from '../disbursements.jobs.js';
import type { PayeeAccountRow } from '../payees/payee-accounts.repository.js';
import type { TrancheRow } from '../tranches/tranches.repository.js';
import { BookTransfer } from './book-transfer.js';
import { LookBeforeSending } from './look-before-sending.js';
import { RestTransfer } from './rest-transfer.js';
import { TransfersRepository, type TransferRow } from './transfers.repository.js';

interface SendRequest {
  readonly transferId: string;
}

/**
 * Pays an approved tranche through Stripe. The row says whether the call may have reached Stripe: from
 * there on it is looked for by its own mark before anything is sent again (R75).
 */
@Injectable()
export class SendTransfer implements OperationKind<SendRequest, StripeTransfer> {
  readonly name = 'disbursements.send-transfer';

  constructor(
    private readonly operations: Operations,
    private readonly database: Database,
    private readonly rail: StripeTransferRail,
    private readonly looking: LookBeforeSending,
    private readonly resting: RestTransfer,
    private readonly transfers: TransfersRepository,
    private readonly booking: BookTransfer,
    private readonly clock: Clock,
    jobs: Jobs,
  ) {
    operations.register(this);
    jobs.on(SEND_TRANSFER_AGAIN, (tx, id) => this.again(tx, id));
  }

  /** The last approval was given. */
  async start(
    tx: Tx,
    tranche: Pick<TrancheRow, 'id' | 'projectId' | 'amountMinor'>,
    approved: { attempt: number; contentHash: string; payee: PayeeAccountRow },
  ): Promise<void> {
    const { attempt, contentHash, payee } = approved;
    const id = newId();
    await this.transfers.insert(tx, {
      id,
      trancheId: tranche.id,
      projectId: tranche.projectId,
      amountMinor: tranche.amountMinor,
      attempt,
      contentHash,
      payeeAccountId: payee.id,
      accountId: payee.stripeAccountId ?? '',
      createdAt: await this.clock.now(tx),
    });
    await this.request(tx, id, 1);
  }

  async call({ transferId }: SendRequest, { key }: OperationContext): Promise<StripeTransfer> {
    const row = await this.read(transferId);
    const instruction = instructionOf(row, key);
    if (row.step === 'waiting') await this.looking.look(row);
    else {
      const earlier = await this.rail.find(instruction);
      if (earlier !== null) return earlier;
    }
    return this.rail.instruct(instruction);
  }

  async ask(
    { transferId }: SendRequest,
    { key }: OperationContext,
  ): Promise<StripeTransfer | null> {
    return this.rail.find(instructionOf(await this.read(transferId), key));
  }

  apply(tx: Tx, { subjectId }: OperationRef, transfer: StripeTransfer): Promise<void> {
    return this.booking.made(tx, subjectId, transfer);
  }

  async refused(tx: Tx, { subjectId }: OperationRef, refusal: { code: string }): Promise<void> {
    const row = await this.require(tx, subjectId);
    // A failure that Stripe keeps says nothing about the transfer: another key, and a look first.
    if (refusal.code === STORED_FAILURE) return this.request(tx, row.id, row.tries + 1);
    await this.resting.rest(tx, row, refusal.code);
  }

  private async again(tx: Tx, id: string): Promise<void> {
    const row = await this.require(tx, id);
    if (row.step === 'waiting') await this.request(tx, id, row.tries + 1);
  }

  private async request(tx: Tx, id: string, tries: number): Promise<void> {
    const request: SendRequest = { transferId: id };
    await this.transfers.setTries(tx, id, tries);
    await this.operations.request(tx, this, { subjectId: id, version: tries, request });
  }

  private read(id: string): Promise<TransferRow> {
    return this.database.look((tx) => this.require(tx, id));
  }

  private async require(tx: Tx, id: string): Promise<TransferRow> {
    const row = await this.transfers.find(tx, id);
    if (row === null) throw new Error(`no transfer ${id}`);
    return row;
  }
}

function instructionOf(row: TransferRow, key: string): TransferInstruction {
  const { id: transferId, amountMinor, accountId, projectId: group } = row;
  return { attemptKey: key, transferId, amountMinor, accountId, group };
}
