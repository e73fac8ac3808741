import { Injectable } from '@nestjs/common';
import type { ReverseTransferDto } from '@vatra/shared/disbursements/disbursements.dto';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import {
  Operations,
  type OperationContext,
  type OperationKind,
  type OperationRef,
} from '../../../platform/operations/operations.js';
import { ConnectedAccountsGateway } from '../../../platform/stripe/connected-accounts.gateway.js';
import { STORED_FAILURE } from '../../../platform/stripe/stripe-failure.js';
import { REVERSAL_KEY, TRANSFER_KEY } from '../../../platform/stripe/stripe-transfer.rail.js';
import type { StripeTransfer } from '../../../platform/stripe/stripe.types.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import {
  PayoutNotPossible,
  TransferMissing,
  TransferNotReversible,
} from '../disbursements.errors.js';
import { OpenTranche } from '../tranches/open-tranche.js';
import { HearTransfer } from './hear-transfer.js';
import { PayOut } from './pay-out.js';
import { TransfersRepository, type TransferRow } from './transfers.repository.js';

interface ReverseRequest {
  readonly transferId: string;
  readonly stripeId: string;
  readonly amountMinor: number;
  /** The operation that asked first, where Stripe kept a failure of it: all tries carry its mark. */
  readonly firstId?: string;
}

/** Where the money lies in the payee's account at Stripe, and nothing is ordered. */
const LIES_THERE: readonly TransferRow['payoutState'][] = ['failed', 'canceled', 'refused'];

/**
 * What finance can do with money that lies in the payee's account at Stripe: take it back, or have it
 * paid out once more.
 */
@Injectable()
export class ReverseTransfer implements OperationKind<ReverseRequest, StripeTransfer> {
  readonly name = 'disbursements.reverse-transfer';

  constructor(
    private readonly operations: Operations,
    private readonly accounts: ConnectedAccountsGateway,
    private readonly people: AccountsService,
    private readonly opener: OpenTranche,
    private readonly transfers: TransfersRepository,
    private readonly hearing: HearTransfer,
    private readonly payOut: PayOut,
  ) {
    operations.register(this);
  }

  /** @throws TrancheMissing, TransferMissing, TransferNotReversible, ReviewedProject, OwnAuthority, and what is wrong with the code */
  async reverse(tx: Tx, actor: Actor, trancheId: string, dto: ReverseTransferDto): Promise<void> {
    const { row } = await this.workOf(tx, actor, trancheId);
    const leftMinor = row.amountMinor - row.returnedMinor;
    if (
      !LIES_THERE.includes(row.payoutState) ||
      row.takingBackMinor > 0 ||
      dto.amountMinor > leftMinor
    ) {
      throw new TransferNotReversible();
    }
    await this.people.verifySecondFactor(tx, actor.personId ?? '', dto.code);
    await this.request(tx, row, { amountMinor: dto.amountMinor });
  }

  /** Finance has mended what was wrong with the payee's bank. @throws TransferMissing, PayoutNotPossible */
  async payOutAgain(tx: Tx, actor: Actor, trancheId: string): Promise<void> {
    const { row, tranche } = await this.workOf(tx, actor, trancheId);
    const isThere = LIES_THERE.includes(row.payoutState);
    if (!isThere || row.takingBackMinor > 0 || tranche.state !== 'sent') {
      throw new PayoutNotPossible();
    }
    await this.payOut.request(tx, row);
  }

  async call(request: ReverseRequest, { key, operationId }: OperationContext) {
    const { stripeId, amountMinor, transferId, firstId = operationId } = request;
    const metadata = { [TRANSFER_KEY]: transferId, [REVERSAL_KEY]: firstId };
    return this.accounts.reverseTransfer(stripeId, { amountMinor, metadata }, key);
  }

  /** By the mark, never by sums: somebody may have reversed a part on Stripe's own pages meanwhile. */
  async ask(
    { stripeId, firstId }: ReverseRequest,
    { operationId }: OperationContext,
  ): Promise<StripeTransfer | null> {
    const mark = { key: REVERSAL_KEY, value: firstId ?? operationId };
    const isThere = await this.accounts.hasReversal(stripeId, mark);
    return isThere ? this.accounts.getTransfer(stripeId) : null;
  }

  apply(tx: Tx, _operation: OperationRef, transfer: StripeTransfer): Promise<void> {
    return this.hearing.heard(tx, transfer);
  }

  async refused(
    tx: Tx,
    { id, subjectId, request }: OperationRef<ReverseRequest>,
    { code }: { code: string },
  ): Promise<void> {
    const row = await this.transfers.find(tx, subjectId);
    // Nothing is taken back any more: an event has told of it before the answer came.
    if (row === null || row.takingBackMinor === 0) return;
    if (code === STORED_FAILURE) {
      // A failure that Stripe keeps says nothing: another key, and a look for the same mark first.
      const { amountMinor, firstId = id } = request;
      return this.request(tx, row, { amountMinor, firstId });
    }
    await this.transfers.setTakingBack(tx, row.id, 0, row.takings);
  }

  private async request(
    tx: Tx,
    row: TransferRow,
    taking: Pick<ReverseRequest, 'amountMinor' | 'firstId'>,
  ): Promise<void> {
    const { id: transferId, stripeId } = row;
    const takings = row.takings + 1;
    await this.transfers.setTakingBack(tx, transferId, taking.amountMinor, takings);
    const request = { transferId, stripeId: stripeId ?? '', ...taking };
    const intent = { subjectId: transferId, version: takings, request };
    await this.operations.request<ReverseRequest>(tx, this, intent);
  }

  private async workOf(tx: Tx, actor: Actor, trancheId: string) {
    const { tranche } = await this.opener.forUpdate(tx, trancheId);
    const row = await this.transfers.ofAttempt(tx, trancheId, tranche.attempt);
    if (row === null) throw new TransferMissing();
    await this.opener.requireDistance(tx, tranche.projectId, actor);
    return { tranche, row };
  }
}
