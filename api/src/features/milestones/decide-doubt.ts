import { Injectable } from '@nestjs/common';
import type { DecideReworkDto } from '@vatra/shared/milestones/milestones.dto';
import type { Actor } from '../../platform/actor.js';
import { addDays } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import { moveState } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { DrawVerifiers } from './draw-verifiers.js';
import { CaseTooClose, MilestoneMissing, NoDoubtOpen } from './milestones.errors.js';
import { MILESTONE_REWORK } from './milestones.events.js';
import { LAPSE_VERIFICATION } from './milestones.jobs.js';
import { MilestonesRepository, type MilestoneRow } from './milestones.repository.js';
import { VerificationsRepository, type DoubtRow } from './verifications.repository.js';

/** Domain 3.4: the authority has 30 days to put the work right. */
const REWORK_DAYS = 30;

/** R70: staff decide about a "no": the work is put right, or another verifier looks. */
@Injectable()
export class DecideDoubt {
  constructor(
    private readonly milestones: MilestonesRepository,
    private readonly verifications: VerificationsRepository,
    private readonly verifiers: DrawVerifiers,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {}

  /** @throws MilestoneMissing, NoDoubtOpen, CaseTooClose */
  async decide(tx: Tx, actor: Actor, milestoneId: string, dto: DecideReworkDto): Promise<void> {
    const milestone = await this.milestones.findForUpdate(tx, milestoneId);
    if (milestone === null) throw new MilestoneMissing();
    const doubts = await this.verifications.openDoubts(tx, [milestoneId]);
    if (doubts.length === 0 || milestone.state !== 'under_verification') throw new NoDoubtOpen();
    await this.requireDistance(tx, actor, milestone, doubts);
    const now = await this.clock.now(tx);
    await this.verifications.decideDoubts(tx, milestoneId, {
      ...dto,
      by: actor.personId,
      at: now,
    });
    if (dto.decision === 'rework') {
      await this.sendBack(tx, actor, milestone, { reason: dto.reason, now });
      return;
    }
    const ids = doubts.map(({ verificationId }) => verificationId);
    await this.verifications.setAside(tx, ids, now);
    await this.verifiers.settle(tx, milestone);
  }

  /** Neither the verifier who doubts nor anybody of the authority decides about it. */
  private async requireDistance(
    tx: Tx,
    actor: Actor,
    milestone: MilestoneRow,
    doubts: readonly DoubtRow[],
  ): Promise<void> {
    const personId = actor.personId ?? '';
    const { leadOrganisationId } = await this.projects.get(tx, milestone.projectId);
    const isOfAuthority = await this.organisations.isMemberNow(tx, personId, leadOrganisationId);
    if (isOfAuthority || doubts.some((doubt) => doubt.personId === personId)) {
      throw new CaseTooClose();
    }
  }

  private async sendBack(
    tx: Tx,
    actor: Actor,
    milestone: MilestoneRow,
    decision: { reason: string; now: Date },
  ): Promise<void> {
    const { id, projectId, kind } = milestone;
    await moveState(tx, {
      machine: 'milestone',
      id,
      from: 'under_verification',
      to: 'rework',
      actor,
      reason: decision.reason,
    });
    const { zone } = await this.projects.get(tx, projectId);
    await this.milestones.setReworkDue(tx, id, addDays(decision.now, REWORK_DAYS, zone));
    await this.closeOpenCases(tx, actor, milestone);
    await this.events.publish(tx, MILESTONE_REWORK, { milestoneId: id, projectId, kind });
  }

  /** Who was still to look at this report need not: there will be another one. */
  private async closeOpenCases(tx: Tx, actor: Actor, milestone: MilestoneRow): Promise<void> {
    for (const { id, state } of await this.verifications.listOf(tx, [milestone.id])) {
      if (state !== 'drawn' && state !== 'accepted') continue;
      await moveState(tx, {
        machine: 'verification',
        id,
        from: state,
        to: 'declined',
        actor,
        reason: 'rework',
      });
      await this.jobs.cancel(tx, LAPSE_VERIFICATION, id);
    }
  }
}
