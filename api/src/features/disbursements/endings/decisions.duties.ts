import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../../platform/actor.js';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { ReadDecisions } from './read-decisions.js';

/** Money may be going wrong meanwhile: the second person answers within days. */
const CONFIRM_DAYS = 3;
const STAFF_ZONE = 'UTC';

/** Decisions that wait for their second person. */
@Injectable()
export class DecisionsDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly reading: ReadDecisions,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const { platformRoles } = actor;
    const isStaff =
      platformRoles.includes('platform_reviewer') || platformRoles.includes('administrator');
    if (!isStaff) return [];
    const now = await this.clock.now(tx);
    const duties: DutyView[] = [];
    for (const { id, projectId, kind, proposedAt } of await this.reading.waitingFor(tx, actor)) {
      const { title } = await this.projects.get(tx, projectId);
      const dueAt = addDays(proposedAt, CONFIRM_DAYS, STAFF_ZONE);
      duties.push({
        kind: `duty.disbursements.confirm-${kind}`,
        subjectId: id,
        title,
        params: {},
        dueAt: dueAt.toISOString(),
        path: `/review/projects/${projectId}/decisions`,
        urgency: urgencyOf(dueAt, now),
      });
    }
    return duties;
  }
}
