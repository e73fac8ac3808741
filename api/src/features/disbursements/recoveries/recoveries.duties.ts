import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../../platform/actor.js';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { RecoveriesRepository } from './recoveries.repository.js';
import { openPart } from './recovery.policy.js';
import { WatchRecovery } from './watch-recovery.js';

const STAFF_ZONE = 'UTC';
/** After a missed day somebody agrees on a plan, hears the authority, or brings it to others. */
const ANSWER_DAYS = 10;

/** Demands of which a day has passed without the money. */
@Injectable()
export class RecoveriesDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly recoveries: RecoveriesRepository,
    private readonly watching: WatchRecovery,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, { platformRoles }: Actor): Promise<DutyView[]> {
    const isStaff =
      platformRoles.includes('platform_reviewer') || platformRoles.includes('administrator');
    if (!isStaff) return [];
    const now = await this.clock.now(tx);
    const rows = (await this.recoveries.listOpen(tx)).filter(({ state }) => state !== 'referred');
    const plans = await this.recoveries.instalmentsOf(
      tx,
      rows.map(({ id }) => id),
    );
    const duties: DutyView[] = [];
    for (const row of rows) {
      const plan = plans.get(row.id) ?? [];
      const amountMinor = await this.watching.lateMinor(tx, row, plan);
      if (amountMinor === 0) continue;
      const { title } = await this.projects.get(tx, row.projectId);
      const missedOn = openPart(row, plan)?.dueOn ?? row.dueOn;
      const dueAt = addDays(new Date(`${missedOn}T00:00:00Z`), ANSWER_DAYS, STAFF_ZONE);
      duties.push({
        kind: 'duty.disbursements.recovery-late',
        subjectId: row.id,
        title,
        params: { amountMinor },
        dueAt: dueAt.toISOString(),
        path: `/review/projects/${row.projectId}/recoveries`,
        urgency: urgencyOf(dueAt, now),
      });
    }
    return duties;
  }
}
