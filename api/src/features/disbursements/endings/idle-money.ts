import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { TranchesRepository } from '../tranches/tranches.repository.js';
import { IDLE_DAYS, LOOK_FOR_IDLE } from '../disbursements.jobs.js';
import { AskAnew } from './ask-anew.js';
import { EndProject, NOBODY_STAYED } from './end-project.js';

const LEFT = ['sent', 'confirmed', 'returned'];

/**
 * R79: half a year after the success of its campaign nothing of a project's money was paid out. Every
 * donor is asked anew; what they leave with the project is the grant.
 */
@Injectable()
export class IdleMoney {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly projects: ProjectsService,
    private readonly contributions: ContributionsService,
    private readonly asking: AskAnew,
    private readonly ending: EndProject,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  async look(tx: Tx, projectId: string): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null || agreement.cancelledAt !== null) return;
    const { state } = await this.projects.get(tx, projectId);
    const tranches = await this.tranches.listOf(tx, projectId);
    const isIdle = tranches.every((tranche) => !LEFT.includes(tranche.state));
    if (state !== 'agreement_pending' || !isIdle) return;
    // They decide about another purpose already (R78), and half a year begins anew after that.
    if ((await this.contributions.askedOf(tx, projectId)) !== null) return;
    await this.asking.ask(tx, projectId, 'idle');
  }

  /** R78: half a year for the new purpose. */
  async beginAnew(tx: Tx, projectId: string): Promise<void> {
    const { zone } = await this.projects.get(tx, projectId);
    const idleAt = addDays(await this.clock.now(tx), IDLE_DAYS, zone);
    await this.jobs.schedule(tx, LOOK_FOR_IDLE, projectId, idleAt);
  }

  /**
   * Everybody has answered, or their time is over: what is left is planned anew and goes on. Where
   * nothing is left, the project ends.
   */
  async whenAnswered(tx: Tx, projectId: string): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null || agreement.cancelledAt !== null) return;
    const leftMinor = await this.asking.leftWith(tx, projectId);
    if (leftMinor > 0) await this.asking.planAnew(tx, projectId, leftMinor);
    else await this.ending.cancel(tx, projectId, { actor: SYSTEM, reason: NOBODY_STAYED });
  }
}
