import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { SEND_TRANSFER_AGAIN } from '../disbursements.jobs.js';
import {
  WaitingTransfersRepository,
  type WaitingTransfer,
} from '../transfers/waiting-transfers.repository.js';

const BATCH = 100;

/** Money has come to Stripe: what waits for it is tried at once, without another approval. */
@Injectable()
export class WakeTransfers {
  constructor(
    payments: PaymentsService,
    private readonly transfers: WaitingTransfersRepository,
    private readonly jobs: Jobs,
  ) {
    payments.registerApplier('topup', async (tx, topUps) => {
      if (topUps.some(({ status }) => status === 'succeeded')) await this.wake(tx, null);
    });
  }

  /** @param at business time; null = now */
  async wake(tx: Tx, at: Date | null): Promise<void> {
    let last: WaitingTransfer | undefined;
    do {
      const after = last === undefined ? null : { at: last.createdAt, id: last.id };
      const page = await this.transfers.list(tx, after, BATCH);
      for (const { id } of page) await this.jobs.schedule(tx, SEND_TRANSFER_AGAIN, id, at);
      last = page.length === BATCH ? page.at(-1) : undefined;
    } while (last !== undefined);
  }
}
