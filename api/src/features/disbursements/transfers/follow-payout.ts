import { Injectable } from '@nestjs/common';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { TRANSFER_KEY } from '../../../platform/stripe/stripe-transfer.rail.js';
import type { StripeConnectedPayout } from '../../../platform/stripe/stripe.types.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { TransferUnknown } from '../disbursements.errors.js';
import { ASK_PAYOUT } from '../disbursements.jobs.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { OpenTranche } from '../tranches/open-tranche.js';
import { BookArrival, RANK, type PayoutStep } from './book-arrival.js';
import { TransfersRepository, type TransferRow } from './transfers.repository.js';

const ZONE = 'UTC';
/** Banks send money back for about a week after it arrived. */
const ASK_ONCE_MORE_DAYS = 8;
/** Follows the money from the payee's account at Stripe to the payee's bank, and back from there. */
@Injectable()
export class FollowPayout {
  constructor(
    private readonly payments: PaymentsService,
    private readonly opener: OpenTranche,
    private readonly transfers: TransfersRepository,
    private readonly booking: BookArrival,
    private readonly checks: CheckTranches,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {
    payments.registerApplier('connected_payout', async (tx, payouts) => {
      for (const payout of payouts) await this.follow(tx, payout);
    });
    jobs.on(ASK_PAYOUT, (tx, id) => this.ask(tx, id));
  }

  /** @throws TransferUnknown for a payout nobody of us ordered: a person has to look */
  async follow(tx: Tx, payout: StripeConnectedPayout): Promise<void> {
    const id = payout.metadata[TRANSFER_KEY] ?? '';
    const { row, tranche } = await this.open(tx, id, payout.id);
    if (!isMeant(payout, row)) return;
    const isNews = row.payoutState === null || RANK[payout.status] > RANK[row.payoutState];
    if (!isNews) return;
    const step: PayoutStep = { row, tranche, payout };
    const confirmedEntryId = await this.booking.book(tx, step);
    await this.transfers.setPayout(tx, row.id, {
      payoutId: payout.payoutId,
      state: payout.status,
      failure: payout.failureCode,
      arrivesOn: payout.arrivalDate.toISOString().slice(0, 10),
      confirmedEntryId,
    });
    await this.askLater(tx, step);
    await this.checks.check(tx, row.projectId);
  }

  /** Of the latest order, under the lock of the project's payments. */
  async rowOf(tx: Tx, id: string): Promise<TransferRow> {
    return (await this.open(tx, id, id)).row;
  }

  /** Stripe takes no order for the account now. */
  async refused(tx: Tx, id: string, code: string): Promise<TransferRow> {
    const { row, tranche } = await this.open(tx, id, id);
    const before = row.payoutState;
    const rest = { payoutId: null, failure: code, arrivesOn: null, confirmedEntryId: null };
    await this.transfers.setPayout(tx, id, { ...rest, state: 'refused' });
    if (before !== 'refused') await this.booking.tell(tx, tranche, row);
    return row;
  }

  /** An event may be lost: a day after the money should be there, and once more a week later. */
  private async askLater(tx: Tx, { row, payout }: PayoutStep): Promise<void> {
    if (RANK[payout.status] >= RANK.failed) return;
    const days = payout.status === 'paid' ? ASK_ONCE_MORE_DAYS : 1;
    await this.jobs.schedule(tx, ASK_PAYOUT, row.id, addDays(payout.arrivalDate, days, ZONE));
  }

  private async ask(tx: Tx, id: string): Promise<void> {
    const row = await this.transfers.find(tx, id);
    if (row === null || row.payoutId === null) return;
    await this.payments.askAgain(tx, 'connected_payout', `${row.accountId}/${row.payoutId}`);
    if (row.payoutState === 'paid') return;
    await this.jobs.schedule(tx, ASK_PAYOUT, id, addDays(await this.clock.now(tx), 1, ZONE));
  }

  private async open(tx: Tx, id: string, told: string) {
    const found = await this.transfers.findByText(tx, id);
    if (found === null) throw new TransferUnknown(told);
    const { tranche } = await this.opener.forUpdate(tx, found.trancheId);
    return { tranche, row: (await this.transfers.find(tx, found.id)) ?? found };
  }
}

/**
 * Not of an order that has been replaced since: unless Stripe carried that one out after all, having
 * answered with a failure, and the later order has found it.
 */
function isMeant(payout: StripeConnectedPayout, row: TransferRow): boolean {
  if (payout.metadata.payout_try === String(row.payoutTries)) return true;
  if (row.payoutId !== null) return row.payoutId === payout.payoutId;
  return RANK[payout.status] < RANK.failed;
}
