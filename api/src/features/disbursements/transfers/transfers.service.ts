import { Injectable } from '@nestjs/common';
import type { ReverseTransferDto } from '@vatra/shared/disbursements/disbursements.dto';
import type { TrancheSheetView } from '@vatra/shared/disbursements/disbursements.views';
import type { StripePaymentView } from '@vatra/shared/disbursements/stripe-rail.views';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { ReadTranches } from '../tranches/read-tranches.js';
import { ReadPayments } from './read-payments.js';
import { ReverseTransfer } from './reverse-transfer.js';

/** What finance does about a payment that went through Stripe. */
@Injectable()
export class TransfersService {
  constructor(
    private readonly database: Database,
    private readonly reversing: ReverseTransfer,
    private readonly tranches: ReadTranches,
    private readonly payments: ReadPayments,
  ) {}

  /** What has left our balance at Stripe, newest first. @throws CursorUnknown */
  listPayments(query: PageQuery): Promise<Page<StripePaymentView>> {
    return this.database.look((tx) => this.payments.page(tx, query));
  }

  payOutAgain(actor: Actor, trancheId: string): Promise<TrancheSheetView> {
    return this.database.inTransaction(async (tx) => {
      await this.reversing.payOutAgain(tx, actor, trancheId);
      return this.tranches.sheet(tx, actor, trancheId);
    });
  }

  reverse(actor: Actor, trancheId: string, dto: ReverseTransferDto): Promise<TrancheSheetView> {
    return this.database.inTransaction(async (tx) => {
      await this.reversing.reverse(tx, actor, trancheId, dto);
      return this.tranches.sheet(tx, actor, trancheId);
    });
  }
}
