import { Injectable } from '@nestjs/common';
import type { ContributionState } from '@vatra/shared/contributions/contribution.states';
import { BASE_CURRENCY, money, type Money } from '@vatra/shared/money';
import { SYSTEM } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import type { StripeRefund } from '../../../platform/stripe/stripe.types.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { KeepClaims } from '../claims/keep-claims.js';
import { heldOf, type ContributionRecord, type RefundRecord } from '../contribution.record.js';
import { PaymentMismatch } from '../contributions.errors.js';
import { CONTRIBUTION_REFUNDED, REFUND_FAILED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import {
  bouncedPosting,
  exchangeBackPosting,
  exchangePosting,
  refundPaidPosting,
} from '../postings.js';
import { RefundsRepository } from './refunds.repository.js';

/** What the provider or the bank says of a refund, at once or days later. Safe to hear again. */
@Injectable()
export class FinishRefund {
  constructor(
    private readonly refunds: RefundsRepository,
    private readonly contributions: ContributionsRepository,
    private readonly ledger: LedgerService,
    private readonly claims: KeepClaims,
    private readonly events: Events,
  ) {}

  async apply(tx: Tx, refunds: readonly StripeRefund[]): Promise<void> {
    for (const stripeRefund of refunds) await this.applyOne(tx, stripeRefund);
  }

  /** The provider will not do it: nothing left our balance, and the donor is still owed. */
  async refused(tx: Tx, refundId: string, code: string): Promise<void> {
    const { contribution, refund } = await this.lock(tx, refundId);
    if (refund.state === 'pending') await this.bounce(tx, contribution, refund, code);
  }

  /** The donor's bank took it first (L12): nothing is owed any more, and nobody is asked for an account. */
  async lostIn(tx: Tx, refundId: string, disputeId: string): Promise<void> {
    const { refund } = await this.lock(tx, refundId);
    if (refund.state !== 'pending') return;
    await this.refunds.setLostIn(tx, refund.id, disputeId);
    await this.finish(tx, refund, 'failed', 'L12');
  }

  /** The bank has paid it: the entry of its line closes the books. */
  async paidByBank(tx: Tx, refundId: string, entryId: string): Promise<void> {
    const { contribution, refund } = await this.lock(tx, refundId);
    const paid = { entryId, takenMinor: null, exchangeEntryId: null };
    await this.refunds.setPaidEntry(tx, refund.id, paid);
    await this.succeed(tx, contribution, refund);
  }

  /** L19: the bank could not pay it, or sent it back later; its claim has asked for another account. */
  async backFromBank(
    tx: Tx,
    refundId: string,
    { entryId, reason }: { readonly entryId: string; readonly reason: string },
  ): Promise<void> {
    const { contribution, refund } = await this.lock(tx, refundId);
    if (refund.state === 'failed') return;
    await this.fail(tx, contribution, refund, { entryId, reason });
    await this.events.publish(tx, REFUND_FAILED, factOf(contribution, refund));
  }

  /** L19: nobody has named an account in time; it never left. */
  async unanswered(tx: Tx, refundId: string): Promise<void> {
    const { contribution, refund } = await this.lock(tx, refundId);
    if (refund.state !== 'pending') return;
    const entryId = await this.ledger.post(tx, bouncedPosting(contribution, refund));
    await this.fail(tx, contribution, refund, { entryId, reason: 'no account named' });
  }

  private async applyOne(tx: Tx, stripeRefund: StripeRefund): Promise<void> {
    const refundId = await this.refunds.rowOf(tx, stripeRefund);
    // Made on the provider's pages, for a payment that is not booked yet: it will be told again.
    if (refundId === null) return;
    const { contribution, refund: known } = await this.lock(tx, refundId);
    requireSame(known, stripeRefund);
    if (known.stripeRefundId === null) await this.refunds.setSent(tx, known.id, stripeRefund.id);
    const refund = await this.bookPaid(tx, contribution, known, stripeRefund);
    const { status, failureReason } = stripeRefund;
    if (status === 'succeeded') await this.succeed(tx, contribution, refund);
    if (status === 'failed' || status === 'canceled') {
      await this.bookExchangeBack(tx, contribution, refund, stripeRefund);
      await this.bounce(tx, contribution, refund, failureReason ?? status);
    }
  }

  /** The contribution first, as everywhere: two transactions take their locks in one order. */
  private async lock(
    tx: Tx,
    refundId: string,
  ): Promise<{ contribution: ContributionRecord; refund: RefundRecord }> {
    const contributionId = await this.refunds.contributionOf(tx, refundId);
    if (contributionId === null) throw new PaymentMismatch('refund', refundId);
    const contribution = await this.contributions.findForUpdate(tx, contributionId);
    const refund = await this.refunds.findForUpdate(tx, refundId);
    if (contribution === null || refund === null) throw new PaymentMismatch('refund', refundId);
    return { contribution, refund };
  }

  private async bookPaid(
    tx: Tx,
    contribution: ContributionRecord,
    refund: RefundRecord,
    { balance, id }: StripeRefund,
  ): Promise<RefundRecord> {
    if (balance === null || refund.paidEntryId !== null) return refund;
    const isOfDay = refund.presented !== null;
    const isAsOwed = isOfDay || -balance.amountMinor === refund.amountMinor;
    if (balance.currency !== BASE_CURRENCY || !isAsOwed) {
      throw new PaymentMismatch('settlement', id);
    }
    const posting = refundPaidPosting(contribution, refund, balance.feeMinor);
    const paidEntryId = await this.ledger.post(tx, posting);
    const takenMinor = isOfDay ? -balance.amountMinor : null;
    const exchangeEntryId = await this.bookExchange(tx, contribution, refund, takenMinor);
    const paid = { entryId: paidEntryId, takenMinor, exchangeEntryId };
    await this.refunds.setPaidEntry(tx, refund.id, paid);
    return { ...refund, paidEntryId, takenMinor };
  }

  /** L20: the rate of today is not that of the gift; the operator bears what that makes, or keeps it. */
  private async bookExchange(
    tx: Tx,
    contribution: ContributionRecord,
    refund: RefundRecord,
    takenMinor: number | null,
  ): Promise<string | null> {
    if (takenMinor === null || takenMinor === refund.amountMinor) return null;
    return this.ledger.post(tx, exchangePosting(contribution, refund, takenMinor));
  }

  private async succeed(
    tx: Tx,
    contribution: ContributionRecord,
    refund: RefundRecord,
  ): Promise<void> {
    if (refund.state !== 'pending') return;
    await this.finish(tx, refund, 'succeeded');
    const sent = askedOf(refund);
    const isWhole = isGone(contribution);
    if (isWhole) await this.moveTo(tx, contribution, 'refunded');
    await this.events.publish(tx, CONTRIBUTION_REFUNDED, {
      ...factOf(contribution, refund),
      sentMinor: sent.minor,
      sentCurrency: sent.currency,
      isWhole,
    });
  }

  /** L19; possible long after a success: banks send refunds back days later. */
  private async bounce(
    tx: Tx,
    contribution: ContributionRecord,
    refund: RefundRecord,
    reason: string,
  ): Promise<void> {
    if (refund.state === 'failed') return;
    const entryId = await this.ledger.post(tx, bouncedPosting(contribution, refund));
    await this.fail(tx, contribution, refund, { entryId, reason });
    const { id, amountMinor } = refund;
    await this.claims.open(tx, contribution, { id, amountMinor, owedIn: '2900' });
    await this.events.publish(tx, REFUND_FAILED, factOf(contribution, refund));
  }

  /** The donor is still owed it, and the entry says where it lies. */
  private async fail(
    tx: Tx,
    contribution: ContributionRecord,
    refund: RefundRecord,
    { entryId, reason }: { readonly entryId: string; readonly reason: string },
  ): Promise<void> {
    await this.refunds.setBouncedEntry(tx, refund.id, entryId);
    await this.finish(tx, refund, 'failed', reason);
    if (isGone(contribution)) await this.moveTo(tx, contribution, 'refunded');
  }

  /** L20: of what came back more or less than is owed is the operator's, as when it went. */
  private async bookExchangeBack(
    tx: Tx,
    contribution: ContributionRecord,
    refund: RefundRecord,
    { failureBalance }: StripeRefund,
  ): Promise<void> {
    if (refund.state === 'failed' || refund.takenMinor === null) return;
    const backMinor = failureBalance?.amountMinor ?? refund.takenMinor;
    if (backMinor === refund.amountMinor) return;
    await this.ledger.post(tx, exchangeBackPosting(contribution, refund, backMinor));
  }

  private async finish(
    tx: Tx,
    refund: RefundRecord,
    to: 'succeeded' | 'failed',
    reason?: string,
  ): Promise<void> {
    const { id, state: from, contributionId } = refund;
    await this.refunds.setFinished(tx, id);
    await this.refunds.letGo(tx, contributionId, id);
    await moveState(tx, { machine: 'refund', id, from, to, actor: SYSTEM, reason });
  }

  private async moveTo(
    tx: Tx,
    contribution: ContributionRecord,
    to: ContributionState,
  ): Promise<void> {
    if (contribution.state === to) return;
    const { id, state: from } = contribution;
    await moveState(tx, { machine: 'contribution', id, from, to, actor: SYSTEM });
  }
}

function factOf(
  { id, campaignId, projectId }: ContributionRecord,
  { id: refundId, amountMinor }: RefundRecord,
) {
  return { contributionId: id, campaignId, projectId, refundId, amountMinor };
}

/** Nothing of it is left with the project: what went back was not only a part (R48). */
function isGone({ settled }: ContributionRecord): boolean {
  return settled !== null && heldOf(settled) === 0;
}

/** In the currency of the payment. */
function askedOf({ presented, amountMinor }: RefundRecord): Money {
  return presented ?? money(amountMinor);
}

/** @throws PaymentMismatch */
function requireSame(known: RefundRecord, { id, amountMinor, currency }: StripeRefund): void {
  const asked = askedOf(known);
  const isAsAsked = amountMinor === asked.minor && currency === asked.currency;
  if (!isAsAsked) throw new PaymentMismatch('refund', id);
}
