import { Injectable, Logger } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { SYSTEM } from '../../platform/actor.js';
import { addDays } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { EndorsementsService } from '../endorsements/endorsements.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService, type ProjectRecord } from '../projects/projects.service.js';
import { MILESTONE_VERIFIED, VERIFIER_DRAWN } from './milestones.events.js';
import { DRAW_VERIFIERS, LAPSE_VERIFICATION } from './milestones.jobs.js';
import { MilestonesRepository, type MilestoneRow } from './milestones.repository.js';
import { VerificationsRepository } from './verifications.repository.js';
import { pickVerifier, verdictOf, type Candidate, type VerifierRole } from './verifying.policy.js';

/** Domain 3.5: a verification is answered within 15 days. */
const VERIFY_DAYS = 15;
const TRY_AGAIN_DAYS = 1;
const CANDIDATES_MAX = 300;

/** Looks at what has been said about a report and does what follows from it: draw, verify or wait. */
@Injectable()
export class DrawVerifiers {
  private readonly log = new Logger(DrawVerifiers.name);

  constructor(
    private readonly milestones: MilestonesRepository,
    private readonly verifications: VerificationsRepository,
    private readonly accounts: AccountsService,
    private readonly organisations: OrganisationsService,
    private readonly endorsements: EndorsementsService,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {}

  /** Looks again when nobody was left to draw. */
  async drawAgain(tx: Tx, milestoneId: string): Promise<void> {
    const milestone = await this.milestones.findForUpdate(tx, milestoneId);
    if (milestone !== null) await this.settle(tx, milestone);
  }

  /** The milestone's row is locked by the caller. Safe to call again at any time. */
  async settle(tx: Tx, milestone: MilestoneRow): Promise<void> {
    if (milestone.state !== 'reported' && milestone.state !== 'under_verification') return;
    const opinions = await this.verifications.opinionsOf(tx, milestone.id, milestone.attempt);
    const verdict = verdictOf(opinions, milestone.verifiersNeeded);
    if (verdict.kind === 'verified') await this.verify(tx, milestone);
    if (verdict.kind === 'draw') await this.draw(tx, milestone, verdict.roles);
  }

  private async verify(tx: Tx, milestone: MilestoneRow): Promise<void> {
    await moveState(tx, {
      machine: 'milestone',
      id: milestone.id,
      from: milestone.state,
      to: 'verified',
      actor: SYSTEM,
    });
    await this.milestones.setVerified(tx, milestone.id, await this.clock.now(tx));
    const { id: milestoneId, projectId, kind } = milestone;
    await this.events.publish(tx, MILESTONE_VERIFIED, { milestoneId, projectId, kind });
  }

  private async draw(tx: Tx, milestone: MilestoneRow, roles: readonly VerifierRole[]) {
    const project = await this.projects.get(tx, milestone.projectId);
    let candidates = await this.candidates(tx, milestone, project);
    const now = await this.clock.now(tx);
    for (const role of roles) {
      const chosen = pickVerifier(role, candidates, (length) =>
        length === 0 ? 0 : randomInt(length),
      );
      if (chosen === null) {
        this.log.warn(`nobody left to verify milestone ${milestone.id} as ${role}`);
        await this.jobs.schedule(
          tx,
          DRAW_VERIFIERS,
          milestone.id,
          addDays(now, TRY_AGAIN_DAYS, project.zone),
        );
        continue;
      }
      await this.assign(tx, milestone, { ...chosen, now, zone: project.zone });
      candidates = candidates.filter(({ personId }) => personId !== chosen.personId);
    }
  }

  private async assign(
    tx: Tx,
    milestone: MilestoneRow,
    drawn: Candidate & { now: Date; zone: string },
  ): Promise<void> {
    const id = newId();
    const dueAt = addDays(drawn.now, VERIFY_DAYS, drawn.zone);
    const { personId, role } = drawn;
    await this.verifications.insert(tx, {
      id,
      milestoneId: milestone.id,
      attempt: milestone.attempt,
      personId,
      role,
      drawnAt: drawn.now,
      dueAt,
    });
    await recordBirth(tx, { machine: 'verification', id, state: 'drawn', actor: SYSTEM });
    await this.jobs.schedule(tx, LAPSE_VERIFICATION, id, dueAt);
    await this.events.publish(tx, VERIFIER_DRAWN, {
      verificationId: id,
      milestoneId: milestone.id,
      projectId: milestone.projectId,
      personId,
    });
  }

  /** R66: verifiers of the endorsing associations and volunteers; R29: nobody of the authority. */
  private async candidates(
    tx: Tx,
    milestone: MilestoneRow,
    project: ProjectRecord,
  ): Promise<Candidate[]> {
    const volunteers = await this.accounts.personsWithRole(tx, 'volunteer_verifier');
    const pool: Candidate[] = [
      ...(await this.verifiersOfAssociations(tx, milestone.projectId)),
      ...volunteers.map(({ id }): Candidate => ({ personId: id, role: 'volunteer_verifier' })),
    ];
    const notAgain = await this.verifications.notAgain(tx, milestone.id);
    const free: Candidate[] = [];
    for (const candidate of pool.slice(0, CANDIDATES_MAX)) {
      if (notAgain.has(candidate.personId)) continue;
      const { personId } = candidate;
      if (await this.organisations.isMemberNow(tx, personId, project.leadOrganisationId)) continue;
      free.push(candidate);
    }
    return free;
  }

  private async verifiersOfAssociations(tx: Tx, projectId: string): Promise<Candidate[]> {
    const endorsements = await this.endorsements.listOf(tx, projectId);
    const found: Candidate[] = [];
    for (const { state, association } of endorsements) {
      if (state !== 'active') continue;
      const verifiers = await this.organisations.membersWithRole(
        tx,
        association.id,
        'hta_verifier',
      );
      found.push(...verifiers.map((personId): Candidate => ({ personId, role: 'hta_verifier' })));
    }
    return found;
  }
}
