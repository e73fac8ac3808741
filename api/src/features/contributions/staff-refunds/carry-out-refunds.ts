import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { ClaimRecord } from '../claims/claim.record.js';
import { ClaimsRepository } from '../claims/claims.repository.js';
import { PayClaim } from '../claims/pay-claim.js';
import type { ContributionRecord } from '../contribution.record.js';
import { RefundContribution } from '../refunds/refund-contribution.js';
import { partOfGift, type RefundParts } from '../refunds/refund-parts.policy.js';
import type { BatchItem } from './batch.record.js';
import { BatchesRepository } from './batches.repository.js';
import { NOTHING, ReadRefundable, type Refundable } from './refundable.js';
import { RefundsChanged } from './staff-refunds.errors.js';

interface Decided {
  readonly item: BatchItem;
  readonly gift: ContributionRecord;
  readonly parts: RefundParts;
}

/** What a batch would do now, put together anew and found to be what was prepared. */
export interface RefundsNow {
  readonly decided: readonly Decided[];
  readonly claims: readonly ClaimRecord[];
}

/** After the last signature: nothing goes back but what was prepared. */
@Injectable()
export class CarryOutRefunds {
  constructor(
    private readonly batches: BatchesRepository,
    private readonly refundable: ReadRefundable,
    private readonly refunding: RefundContribution,
    private readonly claims: ClaimsRepository,
    private readonly paying: PayClaim,
  ) {}

  /** @throws RefundsChanged */
  async compare(
    tx: Tx,
    items: readonly BatchItem[],
    gifts: ReadonlyMap<string, ContributionRecord>,
  ): Promise<RefundsNow> {
    const ofGifts = items.filter(({ claim }) => claim === null);
    return {
      decided: await this.partsOf(tx, ofGifts, gifts),
      claims: await this.claimsOf(tx, items),
    };
  }

  private async partsOf(
    tx: Tx,
    items: readonly BatchItem[],
    gifts: ReadonlyMap<string, ContributionRecord>,
  ): Promise<Decided[]> {
    const decided: Decided[] = [];
    const refundable = await this.refundable.of(tx, [...gifts.values()]);
    for (const item of items) {
      const gift = gifts.get(item.contributionId);
      const may = refundable.get(item.contributionId) ?? NOTHING;
      const parts = gift === undefined ? null : partsNow(item, gift, may);
      if (gift === undefined || parts?.amountMinor !== item.amountMinor) {
        throw new RefundsChanged(gift?.receiptNumber ?? '');
      }
      decided.push({ item, gift, parts });
    }
    return decided;
  }

  /** Paid on the account that was prepared, or not at all. */
  private async claimsOf(tx: Tx, items: readonly BatchItem[]): Promise<ClaimRecord[]> {
    const claims: ClaimRecord[] = [];
    for (const { claim } of items) {
      if (claim === null) continue;
      const now = await this.claims.findForUpdate(tx, claim.id);
      const isSame = now?.account?.ibanFingerprint === claim.payeeFingerprint;
      if (now?.state !== 'given' || !isSame) throw new RefundsChanged('');
      claims.push(now);
    }
    return claims;
  }

  /** Each refund a row with its own key, each account an instruction of its own. */
  async carryOut(
    tx: Tx,
    actor: Actor,
    batchId: string,
    { decided, claims }: RefundsNow,
  ): Promise<void> {
    for (const claim of claims) await this.paying.approve(tx, claim, actor);
    for (const { item, gift, parts } of decided) {
      const decision = { reason: 'staff', actor, parts } as const;
      const refundId = await this.refunding.decide(tx, gift, decision);
      await this.batches.setRefund(tx, batchId, item.number, refundId);
    }
    await this.batches.setClosed(tx, batchId, null);
    const move = {
      machine: 'refund_batch',
      id: batchId,
      from: 'prepared',
      to: 'approved',
    } as const;
    await moveState(tx, { ...move, actor });
  }
}

function partsNow(
  { kind, amountMinor }: BatchItem,
  gift: ContributionRecord,
  { partMaxMinor, whole }: Refundable,
): RefundParts | null {
  if (kind === 'whole') return whole;
  const { settled } = gift;
  if (settled === null || amountMinor > partMaxMinor) return null;
  return partOfGift(gift, settled, amountMinor);
}
