import { Injectable } from '@nestjs/common';
import type { PrepareOrderDto } from '@vatra/shared/disbursements/operator-money.dto';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { approvalsNeeded, changedRecently } from '../tranches/approving.policy.js';
import type { PayeeAccountRow } from '../payees/payee-accounts.repository.js';
import { contentHash, isGrant } from './order-content.policy.js';
import { OrderLimits } from './order-limits.js';
import { OrderPayee } from './order-payee.js';
import { OrdersRepository } from './orders.repository.js';
import { OrderAmount, OrderSource } from '../disbursements.errors.js';

/** The maker's step: what is to be moved and why, bound into one hash. Nothing moves yet. */
@Injectable()
export class PrepareOrder {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly limits: OrderLimits,
    private readonly payees: OrderPayee,
    private readonly clock: Clock,
  ) {}

  /** @throws OrderSource, OrderAmount, NoPayee, PayeeResting */
  async run(tx: Tx, actor: Actor, dto: PrepareOrderDto): Promise<string> {
    const { kind, amountMinor, sourceId = null } = dto;
    if (isGrant(kind) !== (sourceId !== null)) throw new OrderSource();
    const maximumMinor = await this.limits.maximumOf(tx, kind, sourceId);
    if (amountMinor > maximumMinor) throw new OrderAmount(Math.max(0, maximumMinor));
    const payee = sourceId === null ? null : await this.payees.requireActive(tx, kind, sourceId);
    return this.keep(tx, actor, { ...dto, sourceId: sourceId ?? null }, payee);
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    wish: Omit<PrepareOrderDto, 'sourceId'> & { readonly sourceId: string | null },
    payee: PayeeAccountRow | null,
  ): Promise<string> {
    const now = await this.clock.now(tx);
    const content = {
      id: newId(),
      kind: wish.kind,
      amountMinor: wish.amountMinor,
      sourceId: wish.sourceId,
      payeeAccountId: payee?.id ?? null,
      reason: wish.reason.trim(),
    };
    await this.orders.insert(tx, {
      ...content,
      contentHash: contentHash(content, payee),
      approvalsNeeded: approvalsNeeded(
        wish.amountMinor,
        payee !== null && changedRecently(payee, now),
      ),
      preparedBy: actor.personId ?? '',
      preparedAt: now,
    });
    const { id } = content;
    await recordBirth(tx, { machine: 'operator_order', id, state: 'prepared', actor });
    return id;
  }
}
