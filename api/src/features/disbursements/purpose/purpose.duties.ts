import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../../platform/actor.js';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { ReadPurpose } from './read-purpose.js';

/** The authority waits meanwhile, and its money with it. */
const ANSWER_DAYS = 14;

/** Boards of endorsing associations are asked about another purpose of a project. */
@Injectable()
export class PurposeDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly reading: ReadPurpose,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    if (!actor.memberships.some(({ roles }) => roles.includes('hta_board'))) return [];
    const now = await this.clock.now(tx);
    const duties: DutyView[] = [];
    for (const { id, projectId, proposedAt } of await this.reading.waitingFor(tx, actor)) {
      const { title, zone } = await this.projects.get(tx, projectId);
      const dueAt = addDays(proposedAt, ANSWER_DAYS, zone);
      duties.push({
        kind: 'duty.disbursements.answer-purpose',
        subjectId: id,
        title,
        params: {},
        dueAt: dueAt.toISOString(),
        path: `/association/projects/${projectId}/purpose`,
        urgency: urgencyOf(dueAt, now),
      });
    }
    return duties;
  }
}
