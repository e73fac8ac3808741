import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { OutsideRefused } from '../../../platform/operations/operations.js';
import type { StripeAccount } from '../../../platform/stripe/stripe.types.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { contentHash } from '../tranches/approving.policy.js';
import { contentOf, OpenTranche, type TrancheAtWork } from '../tranches/open-tranche.js';
import { drawFrom } from '../tranches/tranche-plan.policy.js';
import { FreeAtStripe } from './free-at-stripe.js';
import { backTo, reservation } from './transfer-postings.js';
import { TransfersRepository, type TransferRow } from './transfers.repository.js';

/** Stripe does not hold enough that is free for this: it is tried again, nobody has to approve anew. */
export const BALANCE_SHORT = 'balance-short';
/** The account cannot receive now. */
export const PAYEE_NOT_ABLE = 'payee-not-able';

/**
 * L9's first half comes before the call: a refund or dispute in between finds the money gone from the
 * project's funds, and never money that Stripe has sent already.
 */
@Injectable()
export class ReserveTransfer {
  constructor(
    private readonly opener: OpenTranche,
    private readonly transfers: TransfersRepository,
    private readonly free: FreeAtStripe,
    private readonly ledger: LedgerService,
  ) {}

  /**
   * Nothing is sent but what was approved, to an account that can take it, from money that is there.
   *
   * @throws OutsideRefused
   */
  async reserve(
    tx: Tx,
    id: string,
    stripe: { readonly account: StripeAccount; readonly availableMinor: number },
  ): Promise<void> {
    const row = await this.transfers.find(tx, id);
    if (row === null) throw new Error(`no transfer ${id}`);
    const work = await this.opener.forDrawing(tx, row.trancheId);
    // Another worker may have come first, its lease having run out.
    if ((await this.transfers.find(tx, id))?.step !== 'waiting') return;
    const { isClosed, transfers } = stripe.account;
    if (isClosed || transfers !== 'active') {
      throw new OutsideRefused(PAYEE_NOT_ABLE, `transfers are ${transfers ?? 'off'}`);
    }
    requireApproved(work, row);
    await this.requireMoney(tx, work, stripe.availableMinor);
    const drawn = drawFrom(row.amountMinor, work.facts);
    const entryId = await this.ledger.post(tx, reservation(row, work.tranche.number, drawn));
    await this.transfers.setAsked(tx, id, { ...drawn, entryId });
  }

  /** Stripe said no for good: what was reserved lies in the funds again. */
  async release(tx: Tx, row: TransferRow, reason: string): Promise<void> {
    if (row.reservedEntryId === null) return;
    await this.ledger.post(tx, {
      kind: 'L9',
      purposeKey: `L9:undone:${row.id}:${String(row.tries)}`,
      subject: { kind: 'tranche', id: row.trancheId },
      projectId: row.projectId,
      reverses: row.reservedEntryId,
      reason,
      facts: { step: 'failed' },
      lines: [
        { account: { code: '2300' }, debitMinor: row.amountMinor },
        ...backTo(row.projectId, row),
      ],
    });
  }

  /** @throws OutsideRefused */
  private async requireMoney(
    tx: Tx,
    { tranche, facts }: TrancheAtWork,
    availableMinor: number,
  ): Promise<void> {
    const { amountMinor } = tranche;
    if (facts.contributionsMinor + facts.matchingMinor < amountMinor) {
      throw new OutsideRefused('money-not-held', 'the funds of the project hold less');
    }
    const freeMinor = await this.free.minor(tx);
    if (Math.min(freeMinor, availableMinor) < amountMinor) {
      throw new OutsideRefused(BALANCE_SHORT, 'Stripe does not hold enough for it');
    }
  }
}

/** @throws OutsideRefused */
function requireApproved({ tranche, facts }: TrancheAtWork, row: TransferRow): void {
  const { payee } = facts;
  const isSame =
    payee !== null &&
    tranche.state === 'approved' &&
    tranche.attempt === row.attempt &&
    payee.stripeAccountId === row.accountId &&
    contentHash(contentOf(tranche, payee)) === row.contentHash;
  if (!isSame) throw new OutsideRefused('content-changed', 'not what was approved');
}
