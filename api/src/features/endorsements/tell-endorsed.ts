import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { ProjectsService } from '../projects/projects.service.js';
import { ENDORSEMENT_EXPIRED } from './endorsements.events.js';
import { TELL_ENDORSED } from './endorsements.jobs.js';
import { EndorsementsRepository } from './endorsements.repository.js';
import { endorsementsNeeded } from './needed.policy.js';

/** R21: tells the project whether it has the endorsements it needs, and ends old ones. */
@Injectable()
export class TellEndorsed {
  constructor(
    private readonly endorsements: EndorsementsRepository,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  async tell(tx: Tx, projectId: string): Promise<void> {
    const { optimum } = await this.projects.tierTotals(tx, projectId);
    const active = await this.activeOf(tx, projectId);
    const isMet = active.length >= endorsementsNeeded(optimum.budgetMinor);
    await this.projects.recordReadiness(tx, projectId, 'endorsement', isMet, SYSTEM);
  }

  async expire(tx: Tx, id: string): Promise<void> {
    const endorsement = await this.endorsements.getForUpdate(tx, id);
    const { state, validUntil, projectId, organisationId } = endorsement;
    if (state !== 'active' || validUntil === null) return;
    if ((await this.clock.now(tx)) < validUntil) return;
    await this.endorsements.move(tx, endorsement, 'expired', { actor: SYSTEM, reason: 'R26' });
    await this.jobs.schedule(tx, TELL_ENDORSED, projectId, null);
    await this.events.publish(tx, ENDORSEMENT_EXPIRED, {
      endorsementId: id,
      projectId,
      organisationId,
    });
  }

  /** Associations whose endorsement is active and of the scope that is built now. */
  async activeOf(tx: Tx, projectId: string): Promise<string[]> {
    const scope = await this.projects.scopeOf(tx, projectId);
    return (await this.endorsements.listOfProject(tx, projectId))
      .filter(({ state, scopeDigest }) => state === 'active' && scopeDigest === scope)
      .map(({ organisationId }) => organisationId);
  }
}
