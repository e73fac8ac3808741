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

const NOTHING: Refundable = { partMaxMinor: 0, whole: null };

@Injectable()
export class ReadRefundable {
  constructor(private readonly pool: ProjectPool) {}

  /** R46, R48: a gift that is counted or committed, of which nothing is on its way back now. */
  async of(tx: Tx, contribution: ContributionRecord): Promise<Refundable> {
    const { settled, state, openRefundId, openDisputeId } = contribution;
    const isHeld = state === 'succeeded' || state === 'committed';
    const isFree = openRefundId === null && openDisputeId === null;
    if (settled?.fund !== '2100' || !isHeld || !isFree) return NOTHING;
    const heldMinor = await this.pool.heldOf(tx, contribution);
    const whole = wholeRefund(contribution, settled);
    return {
      partMaxMinor: largestPart(contribution, settled, heldMinor),
      whole: whole.projectMinor > 0 && whole.projectMinor <= heldMinor ? whole : null,
    };
  }
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
