import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { TransfersRepository } from './transfers.repository.js';

/** What lies at Stripe for payments: the sweep leaves it there, and refunds do not need it. */
@Injectable()
export class FreeAtStripe {
  constructor(
    private readonly payments: PaymentsService,
    private readonly transfers: TransfersRepository,
  ) {
    payments.registerReserve((tx) => transfers.reservedMinor(tx));
  }

  async minor(tx: Tx): Promise<number> {
    const others = await this.payments.freeAtStripe(tx);
    return others + (await this.transfers.reservedMinor(tx));
  }
}
