import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import type { ContributionRecord, Settlement } from '../contribution.record.js';
import { ProjectPool } from '../project-pool.js';
import {
  giftLeft,
  partOfGift,
  wholeRefund,
  type RefundParts,
} from '../refunds/refund-parts.policy.js';

/** What may leave a gift by a decision of staff: only what still lies in the project's fund. */
export interface Refundable {
  readonly partMaxMinor: number;
  readonly whole: RefundParts | null;
}

export const NOTHING: Refundable = { partMaxMinor: 0, whole: null };

@Injectable()
export class ReadRefundable {
  constructor(private readonly pool: ProjectPool) {}

  /** By gift. R46, R48: counted or committed, and nothing of it is on its way back now. */
  async of(tx: Tx, gifts: readonly ContributionRecord[]): Promise<Map<string, Refundable>> {
    const held = new Map<string, ReadonlyMap<string, number>>();
    for (const projectId of new Set(gifts.map((gift) => gift.projectId))) {
      held.set(projectId, await this.pool.heldOfEach(tx, projectId));
    }
    return new Map(
      gifts.map((gift) => [gift.id, refundable(gift, held.get(gift.projectId)?.get(gift.id) ?? 0)]),
    );
  }
}

function refundable(gift: ContributionRecord, heldMinor: number): Refundable {
  const { settled, state, openRefundId, openDisputeId } = gift;
  const isHeld = state === 'succeeded' || state === 'committed';
  const isFree = openRefundId === null && openDisputeId === null;
  if (settled?.fund !== '2100' || !isHeld || !isFree) return NOTHING;
  const whole = wholeRefund(gift, settled);
  return {
    partMaxMinor: largestPart(gift, settled, heldMinor),
    whole: whole.projectMinor > 0 && whole.projectMinor <= heldMinor ? whole : null,
  };
}

/** The most of the gift whose project part is still held; found by halving, since rounding is not linear. */
function largestPart(gift: ContributionRecord, settled: Settlement, heldMinor: number): number {
  let [fits, tooMuch] = [0, giftLeft(gift) + 1];
  while (tooMuch - fits > 1) {
    const middle = Math.floor((fits + tooMuch) / 2);
    if (partOfGift(gift, settled, middle).projectMinor <= heldMinor) fits = middle;
    else tooMuch = middle;
  }
  return fits;
}
