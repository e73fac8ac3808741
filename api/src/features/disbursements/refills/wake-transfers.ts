import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { SEND_TRANSFER_AGAIN } from '../disbursements.jobs.js';
import { TransfersRepository } from '../transfers/transfers.repository.js';

/** Money has come to Stripe: what waits for it is tried at once, without another approval. */
@Injectable()
export class WakeTransfers {
  constructor(
    payments: PaymentsService,
    private readonly transfers: TransfersRepository,
    private readonly jobs: Jobs,
  ) {
    payments.registerApplier('topup', async (tx, topUps) => {
      if (topUps.some(({ status }) => status === 'succeeded')) await this.wake(tx, null);
    });
  }

  /** @param at business time; null = now */
  async wake(tx: Tx, at: Date | null): Promise<void> {
    const { ids } = await this.transfers.waiting(tx);
    for (const id of ids) await this.jobs.schedule(tx, SEND_TRANSFER_AGAIN, id, at);
  }
}
