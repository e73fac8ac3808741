import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/actor.js';
import { addDays } from '../../platform/calendar/zoned-days.js';
import { moveState, recordBirth } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { ProjectsService } from '../projects/projects.service.js';
import { MILESTONE_OVERDUE } from './milestones.events.js';
import { FLAG_OVERDUE } from './milestones.jobs.js';
import { MilestonesRepository } from './milestones.repository.js';

/** R66: two verifiers. Works above EUR 25,000 should have a technical person too; not in force yet. */
const VERIFIERS_NEEDED = 2;
const OVERDUE_AFTER_DAYS = 7;

/** From the plan of the file to milestones with dates, and the flag on those that nobody reports. */
@Injectable()
export class PlanMilestones {
  constructor(
    private readonly milestones: MilestonesRepository,
    private readonly projects: ProjectsService,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {}

  async whenWorkStarts(tx: Tx, projectId: string, signedAt: Date): Promise<void> {
    if ((await this.milestones.listOf(tx, projectId)).length > 0) return;
    const { zone } = await this.projects.get(tx, projectId);
    const plan = await this.projects.milestonePlan(tx, projectId);
    for (const [index, planned] of plan.entries()) {
      const id = newId();
      const dueAt = addDays(signedAt, planned.dueDays, zone);
      await this.milestones.insert(tx, {
        id,
        projectId,
        kind: 'work',
        number: index + 1,
        title: planned.title,
        criteria: planned.criteria.map(({ text }) => text),
        evidenceRequired: planned.evidence,
        verifiersNeeded: VERIFIERS_NEEDED,
        state: 'planned',
        dueAt,
      });
      await recordBirth(tx, { machine: 'milestone', id, state: 'planned', actor: SYSTEM });
      await this.jobs.schedule(tx, FLAG_OVERDUE, id, addDays(dueAt, OVERDUE_AFTER_DAYS, zone));
    }
  }

  /** A milestone that nobody reported is flagged in public a week after it was due. */
  async flagOverdue(tx: Tx, milestoneId: string): Promise<void> {
    const milestone = await this.milestones.findForUpdate(tx, milestoneId);
    if (milestone?.state !== 'planned') return;
    const { id, projectId, kind } = milestone;
    const actor = SYSTEM;
    await moveState(tx, { machine: 'milestone', id, from: 'planned', to: 'overdue', actor });
    await this.events.publish(tx, MILESTONE_OVERDUE, { milestoneId: id, projectId, kind });
  }
}
