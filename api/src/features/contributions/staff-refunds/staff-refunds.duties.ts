import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../../platform/actor.js';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { ReadBatches } from './read-batches.js';

/** Donors wait for their money: a batch should not lie longer than a working week. */
const APPROVE_DAYS = 7;
const FINANCE_ZONE = 'UTC';

/** Batches a checker may sign. */
@Injectable()
export class StaffRefundsDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly batches: ReadBatches,
    private readonly clock: Clock,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    if (!actor.platformRoles.includes('finance_checker')) return [];
    const now = await this.clock.now(tx);
    const waiting = await this.batches.prepared(tx, actor);
    return waiting
      .filter(({ may }) => may.includes('approve'))
      .map(({ id, items, total, preparedAt }) => {
        const dueAt = addDays(new Date(preparedAt), APPROVE_DAYS, FINANCE_ZONE);
        return {
          kind: 'duty.contributions.approve-refunds',
          subjectId: id,
          title: null,
          params: { count: items.length, amountMinor: total.minor },
          dueAt: dueAt.toISOString(),
          path: `/finance/refunds/${id}`,
          urgency: urgencyOf(dueAt, now),
        };
      });
  }
}
