import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { ReadChecks } from './read-checks.js';

/** Gifts that cannot be paid before somebody has looked at them. */
@Injectable()
export class GiverChecksDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly reading: ReadChecks,
    private readonly clock: Clock,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const { platformRoles } = actor;
    const isFinance =
      platformRoles.includes('finance_maker') || platformRoles.includes('finance_checker');
    if (!isFinance) return [];
    const now = await this.clock.now(tx);
    const waiting = await this.reading.waiting(tx, actor);
    return waiting
      .filter(({ isOwn }) => !isOwn)
      .map(({ id, projectTitle, dueAt }) => ({
        kind: 'duty.contributions.check-giver',
        subjectId: id,
        title: projectTitle,
        params: {},
        dueAt,
        path: '/finance/givers',
        urgency: urgencyOf(new Date(dueAt), now),
      }));
  }
}
