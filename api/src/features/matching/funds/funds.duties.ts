import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../../platform/actor.js';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { returnable } from '../fund-money/fund-money.policy.js';
import type { FundBalances, FundMoneyRecord } from '../fund-money/fund-money.record.js';
import { FundMoneyRepository } from '../fund-money/fund-money.repository.js';
import { ReadBalances } from '../fund-money/read-balances.js';
import type { FundRecord } from './fund.record.js';
import { FundsRepository } from './funds.repository.js';
import { FUND_ZONE } from './write-fund.js';

const CONFIRM_DAYS = 5;
const RETURN_DAYS = 30;

/** What makers and checkers of finance have before them with matching funds. */
@Injectable()
export class FundsDuties implements DutySource {
  constructor(
    private readonly funds: FundsRepository,
    private readonly money: FundMoneyRepository,
    private readonly balances: ReadBalances,
    private readonly clock: Clock,
    duties: Duties,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const isMaker = actor.platformRoles.includes('finance_maker');
    const isChecker = actor.platformRoles.includes('finance_checker');
    if (!isMaker && !isChecker) return [];
    const now = await this.clock.now(tx);
    const funds = (await this.funds.listUnsettled(tx)).filter((fund) => isOutside(actor, fund));
    const balances = await this.balances.of(
      tx,
      funds.map(({ id }) => id),
    );
    const waiting = await this.money.listWaiting(tx);
    const own = funds.flatMap((fund) => {
      const sums = balances.get(fund.id);
      return sums === undefined ? [] : ofFund(fund, sums, { isMaker, isChecker, now });
    });
    return [...own, ...(isChecker ? confirmations(waiting, funds, actor, now) : [])];
  }
}

function isOutside({ memberships }: Actor, { organisationId }: FundRecord): boolean {
  return memberships.every((membership) => membership.organisationId !== organisationId);
}

function ofFund(
  fund: FundRecord,
  sums: FundBalances,
  { isMaker, isChecker, now }: { isMaker: boolean; isChecker: boolean; now: Date },
): DutyView[] {
  if (fund.state === 'draft' && isMaker) {
    return [duty('duty.matching.fund-money', fund, fund.opensAt, now)];
  }
  if (fund.state !== 'closed') return [];
  const dueAt = addDays(fund.closedAt ?? fund.closesAt, RETURN_DAYS, FUND_ZONE);
  if (isMaker && returnable(sums) > 0) {
    return [duty('duty.matching.return-money', fund, dueAt, now)];
  }
  const isDone = sums.freeMinor + sums.reservedMinor + sums.promisedMinor === 0;
  return isChecker && isDone ? [duty('duty.matching.settle-fund', fund, dueAt, now)] : [];
}

function confirmations(
  waiting: readonly FundMoneyRecord[],
  funds: readonly FundRecord[],
  { personId }: Actor,
  now: Date,
): DutyView[] {
  return waiting.flatMap((money) => {
    const fund = funds.find(({ id }) => id === money.fundId);
    if (fund === undefined || money.proposedBy === personId) return [];
    const dueAt = addDays(money.proposedAt, CONFIRM_DAYS, FUND_ZONE);
    const { amountMinor } = money;
    return [{ ...duty('duty.matching.confirm-money', fund, dueAt, now), params: { amountMinor } }];
  });
}

function duty(kind: string, fund: FundRecord, dueAt: Date, now: Date): DutyView {
  return {
    kind,
    subjectId: fund.id,
    title: fund.title,
    params: {},
    dueAt: dueAt.toISOString(),
    path: `/finance/funds/${fund.id}`,
    urgency: urgencyOf(dueAt, now),
  };
}
