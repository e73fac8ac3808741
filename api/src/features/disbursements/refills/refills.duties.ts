import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { RefillView } from '@vatra/shared/disbursements/operator-money.views';
import type { Actor } from '../../../platform/actor.js';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { ReadRefills } from './read-refills.js';

/** A payment waits for it at Stripe. */
const HAND_IN_DAYS = 1;
const FINANCE_ZONE = 'UTC';

/** Files for the bank, and the newest of them when it came back. */
@Injectable()
export class RefillsDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly reading: ReadRefills,
    private readonly clock: Clock,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, { platformRoles }: Actor): Promise<DutyView[]> {
    if (!platformRoles.includes('finance_maker')) return [];
    const now = await this.clock.now(tx);
    const refills = await this.reading.latest(tx);
    const last = refills[0];
    return [
      ...refills.filter(({ state }) => state === 'sent').map((one) => duty(one, 'hand-in', now)),
      ...(last?.state === 'returned' ? [duty(last, 'look-after', now)] : []),
    ];
  }
}

function duty({ id, amount, orderedAt }: RefillView, what: string, now: Date): DutyView {
  const dueAt = addDays(new Date(orderedAt), HAND_IN_DAYS, FINANCE_ZONE);
  return {
    kind: `duty.disbursements.${what}-refill`,
    subjectId: id,
    title: null,
    params: { amountMinor: amount.minor },
    dueAt: dueAt.toISOString(),
    path: '/finance/operator-money',
    urgency: urgencyOf(dueAt, now),
  };
}
