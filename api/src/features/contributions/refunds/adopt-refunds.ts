import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import type { StripeRefund } from '../../../platform/stripe/stripe.types.js';
import { PaymentMismatch } from '../contributions.errors.js';
import { GiftMoney } from '../gift-money.js';
import { euroOf } from '../presented.policy.js';
import { RefundContribution } from './refund-contribution.js';
import { refundFromOutside } from './refund-parts.policy.js';
import { RefundsRepository } from './refunds.repository.js';

/**
 * Somebody with access to the provider's pages sent a payment back there, or a late call sent a part of
 * it twice (0057). It has happened: it becomes a refund like our own, with row, entry, history and mail,
 * and the books stay right.
 */
@Injectable()
export class AdoptRefunds {
  constructor(
    private readonly refunds: RefundsRepository,
    private readonly refunding: RefundContribution,
    private readonly money: GiftMoney,
  ) {}

  async run(tx: Tx, stripeRefunds: readonly StripeRefund[]): Promise<void> {
    for (const stripeRefund of stripeRefunds) {
      const isKnown = (await this.refunds.rowOf(tx, stripeRefund)) !== null;
      if (!isKnown) await this.adopt(tx, stripeRefund);
    }
  }

  private async adopt(tx: Tx, stripeRefund: StripeRefund): Promise<void> {
    const { id, chargeId, amountMinor } = stripeRefund;
    if (chargeId === null) throw new PaymentMismatch('refund', id);
    const found = await this.money.behind(tx, chargeId, { kind: 'refund', id });
    if (found === null || (await this.refunds.rowOf(tx, stripeRefund)) !== null) return;
    const { holder } = found;
    const { settled } = holder;
    if (settled === null) return;
    const heldMinor = await this.money.heldOf(tx, holder);
    const sides = await this.refunds.sidesOf(tx, chargeId);
    const ofBooksMinor = sides === null ? amountMinor : euroOf(sides, amountMinor);
    const parts = refundFromOutside(holder, settled, { amountMinor: ofBooksMinor, heldMinor });
    await this.refunding.decide(tx, holder, {
      reason: 'provider',
      parts,
      made: { id, amountMinor },
    });
  }
}
