import { Injectable } from '@nestjs/common';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import {
  Operations,
  type OperationContext,
  type OperationKind,
  type OperationRef,
} from '../../../platform/operations/operations.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { ConnectedAccountsGateway } from '../../../platform/stripe/connected-accounts.gateway.js';
import { STORED_FAILURE } from '../../../platform/stripe/stripe-failure.js';
import { TRANSFER_KEY } from '../../../platform/stripe/stripe-transfer.rail.js';
import type { StripeConnectedPayout } from '../../../platform/stripe/stripe.types.js';
import { PAY_OUT_AGAIN } from '../disbursements.jobs.js';
import { FollowPayout } from './follow-payout.js';
import { TransfersRepository, type TransferRow } from './transfers.repository.js';

const CURRENCY = 'EUR';
const ZONE = 'UTC';

interface PayOutRequest {
  readonly transferId: string;
  readonly accountId: string;
  readonly amountMinor: number;
  readonly tries: number;
}

/**
 * Orders the payout from the payee's account at Stripe to the payee's bank: one for each payment, so
 * that its arrival is that payment's arrival. What Stripe refuses today is tried again tomorrow.
 */
@Injectable()
export class PayOut implements OperationKind<PayOutRequest, StripeConnectedPayout> {
  readonly name = 'disbursements.pay-out-transfer';

  constructor(
    private readonly operations: Operations,
    private readonly accounts: ConnectedAccountsGateway,
    private readonly transfers: TransfersRepository,
    private readonly following: FollowPayout,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {
    operations.register(this);
    jobs.on(PAY_OUT_AGAIN, (tx, id) => this.again(tx, id));
  }

  async request(tx: Tx, row: TransferRow): Promise<void> {
    const { id: transferId, accountId } = row;
    const tries = row.payoutTries + 1;
    const amountMinor = row.amountMinor - row.returnedMinor;
    await this.transfers.setPayoutTries(tx, transferId, tries);
    const request: PayOutRequest = { transferId, accountId, amountMinor, tries };
    await this.operations.request(tx, this, { subjectId: transferId, version: tries, request });
  }

  async call(request: PayOutRequest, context: OperationContext): Promise<StripeConnectedPayout> {
    // A second order is for a first that failed; one that is on its way is that payment already.
    const earlier = request.tries === 1 ? null : await this.ask(request, context, isOpen);
    if (earlier !== null) return earlier;
    const { accountId, amountMinor, transferId, tries } = request;
    const metadata = { [TRANSFER_KEY]: transferId, payout_try: String(tries) };
    const payout = { amountMinor, currency: CURRENCY, metadata };
    return this.accounts.createPayout(accountId, payout, context.key);
  }

  ask(
    { accountId, transferId, tries }: PayOutRequest,
    _context: OperationContext,
    isMeant: (payout: StripeConnectedPayout, tries: number) => boolean = isOfTry,
  ): Promise<StripeConnectedPayout | null> {
    return this.accounts.findPayout(
      accountId,
      (payout) => payout.metadata[TRANSFER_KEY] === transferId && isMeant(payout, tries),
    );
  }

  apply(tx: Tx, _operation: OperationRef, payout: StripeConnectedPayout): Promise<void> {
    return this.following.follow(tx, payout);
  }

  async refused(tx: Tx, { subjectId }: OperationRef, { code }: { code: string }): Promise<void> {
    if (code === STORED_FAILURE) return this.orderAnew(tx, subjectId);
    await this.following.refused(tx, subjectId, code);
    const tomorrow = addDays(await this.clock.now(tx), 1, ZONE);
    await this.jobs.schedule(tx, PAY_OUT_AGAIN, subjectId, tomorrow);
  }

  /** A failure that Stripe keeps says nothing: another key, and a look first; unless it was heard of. */
  private async orderAnew(tx: Tx, id: string): Promise<void> {
    const row = await this.following.rowOf(tx, id);
    if (row.payoutId === null) await this.request(tx, row);
  }

  private async again(tx: Tx, id: string): Promise<void> {
    const row = await this.transfers.find(tx, id);
    if (row?.payoutState !== 'refused' || row.returnedMinor === row.amountMinor) return;
    await this.request(tx, row);
  }
}

const isOfTry = ({ metadata }: StripeConnectedPayout, tries: number) =>
  metadata.payout_try === String(tries);
const isOpen = ({ status }: StripeConnectedPayout) => status !== 'failed' && status !== 'canceled';
