import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { ReadDisputes } from './read-disputes.js';

/** A dispute nobody answers in time is lost: the provider's last day is a duty of finance. */
@Injectable()
export class DisputesDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly disputes: ReadDisputes,
    private readonly clock: Clock,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    if (!actor.platformRoles.includes('finance_maker')) return [];
    const now = await this.clock.now(tx);
    const waiting = await this.disputes.toAnswer(tx);
    return waiting.flatMap(({ id, dueBy, amountMinor }) =>
      dueBy === null
        ? []
        : [
            {
              kind: 'duty.contributions.answer-dispute',
              subjectId: id,
              title: null,
              params: { amountMinor },
              dueAt: dueBy.toISOString(),
              path: `/finance/disputes/${id}`,
              urgency: urgencyOf(dueBy, now),
            },
          ],
    );
  }
}
