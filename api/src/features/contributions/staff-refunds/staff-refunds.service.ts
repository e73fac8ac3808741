import { Injectable } from '@nestjs/common';
import type {
  ApproveRefundsDto,
  CancelRefundsDto,
  PrepareRefundsDto,
} from '@vatra/shared/contributions/refund-batches.dto';
import type {
  RefundBatchView,
  RefundQuoteView,
} from '@vatra/shared/contributions/refund-batches.views';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { ApproveRefunds } from './approve-refunds.js';
import { PrepareRefunds } from './prepare-refunds.js';
import { ReadBatches } from './read-batches.js';

/** Refunds that staff decide, whole or in part (R46, R48): a maker and a checker. */
@Injectable()
export class StaffRefundsService {
  constructor(
    private readonly database: Database,
    private readonly preparing: PrepareRefunds,
    private readonly approving: ApproveRefunds,
    private readonly reading: ReadBatches,
  ) {}

  /** @throws ReceiptUnknown */
  quote(receipt: string): Promise<RefundQuoteView> {
    return this.database.look((tx) => this.reading.quote(tx, receipt));
  }

  latest(actor: Actor): Promise<RefundBatchView[]> {
    return this.database.look((tx) => this.reading.latest(tx, actor));
  }

  /** @throws BatchMissing */
  get(id: string, actor: Actor): Promise<RefundBatchView> {
    return this.database.look((tx) => this.reading.one(tx, id, actor));
  }

  prepare(dto: PrepareRefundsDto, actor: Actor): Promise<RefundBatchView> {
    return this.database.inTransaction(async (tx) => {
      const id = await this.preparing.run(tx, actor, dto);
      return this.reading.one(tx, id, actor);
    });
  }

  approve(id: string, dto: ApproveRefundsDto, actor: Actor): Promise<RefundBatchView> {
    return this.database.inTransaction(async (tx) => {
      await this.approving.approve(tx, actor, id, dto);
      return this.reading.one(tx, id, actor);
    });
  }

  cancel(id: string, { reason }: CancelRefundsDto, actor: Actor): Promise<RefundBatchView> {
    return this.database.inTransaction(async (tx) => {
      await this.approving.cancel(tx, actor, id, reason);
      return this.reading.one(tx, id, actor);
    });
  }
}
