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
import { TRANSFER_KEY } from '../../../platform/stripe/stripe-transfer.rail.js';
import type { StripeTransfer } from '../../../platform/stripe/stripe.types.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { PaymentsService } from '../../payments/payments.service.js';
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
  /** What had come back before: more than that afterwards says that the call arrived. */
  readonly returnedMinor: number;
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
    private readonly payments: PaymentsService,
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
    await this.request(tx, row, dto.amountMinor);
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
    const { stripeId, amountMinor, transferId } = request;
    const metadata = { [TRANSFER_KEY]: transferId, operation_id: operationId };
    return this.accounts.reverseTransfer(stripeId, { amountMinor, metadata }, key);
  }

  async ask({ stripeId, returnedMinor }: ReverseRequest): Promise<StripeTransfer | null> {
    const transfer = await this.accounts.getTransfer(stripeId);
    return transfer.reversedMinor > returnedMinor ? transfer : null;
  }

  apply(tx: Tx, _operation: OperationRef, transfer: StripeTransfer): Promise<void> {
    return this.hearing.heard(tx, transfer);
  }

  async refused(tx: Tx, { subjectId }: OperationRef, { code }: { code: string }): Promise<void> {
    const row = await this.transfers.find(tx, subjectId);
    if (row === null) return;
    await this.transfers.setTakingBack(tx, row.id, 0, row.takings);
    // Whether it came back all the same, the transfer itself will tell.
    if (code === STORED_FAILURE) await this.hearOf(tx, row);
  }

  private async request(tx: Tx, row: TransferRow, amountMinor: number): Promise<void> {
    const { id: transferId, stripeId, returnedMinor } = row;
    const takings = row.takings + 1;
    await this.transfers.setTakingBack(tx, transferId, amountMinor, takings);
    const request = { transferId, stripeId: stripeId ?? '', amountMinor, returnedMinor };
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

  private async hearOf(tx: Tx, { stripeId }: TransferRow): Promise<void> {
    if (stripeId !== null) await this.payments.askAgain(tx, 'transfer', stripeId);
  }
}
