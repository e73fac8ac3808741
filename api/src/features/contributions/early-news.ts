import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { StripeCharge } from '../../platform/stripe/stripe.types.js';
import { PaymentsService } from '../payments/payments.service.js';
import { GiftMoneyRepository } from './gift-money.repository.js';

/** A refund or a dispute may be heard of before its charge is booked: it is asked for again then. */
@Injectable()
export class EarlyNews {
  constructor(
    private readonly payments: PaymentsService,
    private readonly money: GiftMoneyRepository,
  ) {}

  async askAgain(tx: Tx, charges: readonly StripeCharge[]): Promise<void> {
    const chargeIds = charges.map(({ id }) => id);
    const heard = await this.payments.heardOf(tx, chargeIds);
    if (heard.length === 0) return;
    const booked = await this.money.booked(
      tx,
      heard.map(({ id }) => id),
    );
    for (const { type, id } of heard) {
      if (!booked.has(id)) await this.payments.askAgain(tx, type, id);
    }
  }
}
