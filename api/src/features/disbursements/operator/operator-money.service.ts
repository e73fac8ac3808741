import { Injectable } from '@nestjs/common';
import type {
  ApproveOrderDto,
  CancelOrderDto,
  PrepareOrderDto,
} from '@vatra/shared/disbursements/operator-money.dto';
import type {
  OperatorMoneyView,
  OperatorOrderView,
} from '@vatra/shared/disbursements/operator-money.views';
import type { Actor } from '../../../platform/actor.js';
import { BankTransferRail } from '../../../platform/bank/bank-transfer.rail.js';
import { Database } from '../../../platform/database/database.js';
import { PaymentFileMissing } from '../disbursements.errors.js';
import { RefillsRepository } from '../refills/refills.repository.js';
import { ApproveOrder } from './approve-order.js';
import { OrdersRepository } from './orders.repository.js';
import { PrepareOrder } from './prepare-order.js';
import { ReadOperatorMoney } from './read-operator-money.js';
import { TopUpsRepository } from './top-ups.repository.js';

/** The operator's own money and the funds it keeps (L5, L26 to L29): a maker and a checker. */
@Injectable()
export class OperatorMoneyService {
  constructor(
    private readonly database: Database,
    private readonly preparing: PrepareOrder,
    private readonly approving: ApproveOrder,
    private readonly reading: ReadOperatorMoney,
    private readonly orders: OrdersRepository,
    private readonly topUps: TopUpsRepository,
    private readonly refills: RefillsRepository,
    private readonly rail: BankTransferRail,
  ) {}

  all(actor: Actor): Promise<OperatorMoneyView> {
    return this.database.look((tx) => this.reading.all(tx, actor));
  }

  /** @throws OrderMissing */
  get(id: string, actor: Actor): Promise<OperatorOrderView> {
    return this.database.look((tx) => this.reading.one(tx, id, actor));
  }

  prepare(dto: PrepareOrderDto, actor: Actor): Promise<OperatorOrderView> {
    return this.database.inTransaction(async (tx) => {
      const id = await this.preparing.run(tx, actor, dto);
      return this.reading.one(tx, id, actor);
    });
  }

  approve(id: string, dto: ApproveOrderDto, actor: Actor): Promise<OperatorOrderView> {
    return this.database.inTransaction(async (tx) => {
      await this.approving.approve(tx, actor, id, dto);
      return this.reading.one(tx, id, actor);
    });
  }

  cancel(id: string, { reason }: CancelOrderDto, actor: Actor): Promise<OperatorOrderView> {
    return this.database.inTransaction(async (tx) => {
      await this.approving.cancel(tx, actor, id, reason);
      return this.reading.one(tx, id, actor);
    });
  }

  /** The XML of an order, a top-up or a refill to hand to the bank. @throws PaymentFileMissing */
  async file(id: string): Promise<{ name: string; content: Buffer }> {
    const { messageId, storageKey } = await this.database.inTransaction(
      async (tx) =>
        (await this.orders.find(tx, id)) ??
        (await this.topUps.find(tx, id)) ??
        (await this.refills.fetchFile(tx, id)) ?? { messageId: null, storageKey: null },
    );
    if (messageId === null || storageKey === null) throw new PaymentFileMissing();
    return { name: `${messageId}.xml`, content: await this.rail.read({ storageKey }) };
  }
}
