import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type {
  OperatorOrderView,
  TopUpView,
} from '@vatra/shared/disbursements/operator-money.views';
import type { Actor } from '../../../platform/actor.js';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { topUpView } from './order.presenter.js';
import { ReadOperatorMoney } from './read-operator-money.js';
import { TopUpsRepository } from './top-ups.repository.js';

const ORDER_DAYS = 7;
const FINANCE_ZONE = 'UTC';

/** Orders to sign, files to hand to the bank, and an operating account that has run dry. */
@Injectable()
export class OperatorMoneyDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly reading: ReadOperatorMoney,
    private readonly topUps: TopUpsRepository,
    private readonly clock: Clock,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const isMaker = actor.platformRoles.includes('finance_maker');
    if (!isMaker && !actor.platformRoles.includes('finance_checker')) return [];
    const now = await this.clock.now(tx);
    const orders = await this.reading.open(tx, actor);
    const topUps = isMaker ? (await this.topUps.listLatest(tx)).map(topUpView) : [];
    return [
      ...orders.flatMap((order) => orderDuty(order, isMaker, now)),
      ...topUps.flatMap((topUp) => topUpDuty(topUp, now)),
    ];
  }
}

function orderDuty(order: OperatorOrderView, isMaker: boolean, now: Date): DutyView[] {
  const isToSign = order.may.includes('approve');
  const isForBank = isMaker && order.state === 'sent';
  if (!isToSign && !isForBank) return [];
  const dueAt = addDays(new Date(order.preparedAt), ORDER_DAYS, FINANCE_ZONE);
  return [
    {
      kind: `duty.disbursements.${isToSign ? 'approve-order' : 'hand-in-order'}`,
      subjectId: order.id,
      title: null,
      params: { amountMinor: order.amount.minor },
      dueAt: dueAt.toISOString(),
      path: `/finance/operator-money/${order.id}`,
      urgency: urgencyOf(dueAt, now),
    },
  ];
}

/** L27 is a matter of the same day. */
function topUpDuty({ id, state, amount, dueAt }: TopUpView, now: Date): DutyView[] {
  if (state !== 'sent' && state !== 'waiting') return [];
  return [
    {
      kind: `duty.disbursements.${state === 'sent' ? 'hand-in-top-up' : 'fund-operator'}`,
      subjectId: id,
      title: null,
      params: { amountMinor: amount?.minor ?? 0 },
      dueAt,
      path: '/finance/operator-money',
      urgency: urgencyOf(new Date(dueAt), now),
    },
  ];
}
