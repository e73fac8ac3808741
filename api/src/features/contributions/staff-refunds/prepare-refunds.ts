import { Injectable } from '@nestjs/common';
import type {
  PrepareRefundsDto,
  RefundItemDto,
} from '@vatra/shared/contributions/refund-batches.dto';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import type { ClaimAccount } from '../claims/claim.record.js';
import { ClaimsRepository } from '../claims/claims.repository.js';
import type { ContributionRecord } from '../contribution.record.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { approvalsNeeded, contentHash } from './batch-content.policy.js';
import type { BatchItem } from './batch.record.js';
import { BatchesRepository } from './batches.repository.js';
import { KeepDistance } from './keep-distance.js';
import { NOTHING, ReadRefundable, type Refundable } from './refundable.js';
import {
  ClaimNotGiven,
  GiftTwice,
  MoreThanHeld,
  NothingToPrepare,
  ReceiptUnknown,
} from './staff-refunds.errors.js';

/** The maker's step: which gifts, how much of each and why, bound into one hash. Nothing moves yet. */
@Injectable()
export class PrepareRefunds {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly claims: ClaimsRepository,
    private readonly batches: BatchesRepository,
    private readonly refundable: ReadRefundable,
    private readonly distance: KeepDistance,
    private readonly clock: Clock,
  ) {}

  /** @throws ReceiptUnknown, GiftTwice, MoreThanHeld, NoDistance, ClaimNotGiven, NothingToPrepare */
  async run(tx: Tx, actor: Actor, dto: PrepareRefundsDto): Promise<string> {
    const ofGifts = await this.giftItems(tx, actor, dto.items ?? []);
    const ofClaims = await this.claimItems(tx, actor, dto.claimIds ?? []);
    const items = [...ofGifts, ...ofClaims].map((item, index) => ({ ...item, number: index + 1 }));
    if (items.length === 0) throw new NothingToPrepare();
    const id = newId();
    const totalMinor = items.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const batch = {
      id,
      totalMinor,
      contentHash: contentHash(id, items),
      approvalsNeeded: approvalsNeeded(totalMinor),
      preparedBy: actor.personId ?? '',
      preparedAt: await this.clock.now(tx),
    };
    await this.batches.insert(tx, batch, items);
    await recordBirth(tx, { machine: 'refund_batch', id, state: 'prepared', actor });
    return id;
  }

  private async giftItems(
    tx: Tx,
    actor: Actor,
    wanted: readonly RefundItemDto[],
  ): Promise<BatchItem[]> {
    const gifts: ContributionRecord[] = [];
    for (const [index, item] of wanted.entries()) {
      const gift = await this.giftOf(tx, item, index);
      if (gifts.some(({ id }) => id === gift.id)) {
        throw new GiftTwice(`/items/${String(index)}/receipt`);
      }
      await this.distance.require(tx, gift, actor);
      gifts.push(gift);
    }
    const refundable = await this.refundable.of(tx, gifts);
    return gifts.map((gift, index) => {
      const item = wanted[index] as RefundItemDto;
      return itemOf(gift, item, { index, may: refundable.get(gift.id) ?? NOTHING });
    });
  }

  /** R47: refunds that came back, each on the account its donor gave. */
  private async claimItems(tx: Tx, actor: Actor, ids: readonly string[]): Promise<BatchItem[]> {
    const claims = await this.claims.listByIds(tx, [...new Set(ids)]);
    if (claims.length !== ids.length) throw new ClaimNotGiven();
    const items: BatchItem[] = [];
    for (const { id, state, contributionId, amountMinor, account } of claims) {
      const contribution = await this.contributions.find(tx, contributionId);
      if (state !== 'given' || account === null || contribution === null) throw new ClaimNotGiven();
      await this.distance.require(tx, contribution, actor);
      items.push({
        number: 0,
        contributionId,
        kind: 'bank',
        amountMinor,
        reason: accountWords(account),
        refundId: null,
        claim: { id, payeeFingerprint: account.ibanFingerprint },
      });
    }
    return items;
  }

  private async giftOf(
    tx: Tx,
    { receipt }: RefundItemDto,
    index: number,
  ): Promise<ContributionRecord> {
    const found = await this.contributions.findByReceipt(tx, receipt.trim());
    if (found === null) throw new ReceiptUnknown(`/items/${String(index)}/receipt`, receipt);
    return found;
  }
}

/** @throws MoreThanHeld */
function itemOf(
  { id }: ContributionRecord,
  { kind, giftMinor = 0, reason }: RefundItemDto,
  { index, may: { partMaxMinor, whole } }: { index: number; may: Refundable },
): BatchItem {
  const pointer = `/items/${String(index)}/${kind === 'whole' ? 'kind' : 'giftMinor'}`;
  const amountMinor = kind === 'whole' ? (whole?.amountMinor ?? 0) : giftMinor;
  const isPossible = kind === 'whole' ? whole !== null : giftMinor <= partMaxMinor;
  if (!isPossible || amountMinor === 0) throw new MoreThanHeld(pointer, partMaxMinor);
  return {
    number: index + 1,
    contributionId: id,
    kind,
    amountMinor,
    reason: reason.trim(),
    refundId: null,
    claim: null,
  };
}

/** What is signed: whose account, and why finance says so where its donor could not. */
function accountWords({ holder, ibanMasked, givenWhy }: ClaimAccount): string {
  const account = `${holder}, ${ibanMasked}`;
  return givenWhy === null ? account : `${account}: ${givenWhy}`;
}
