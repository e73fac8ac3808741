import { Injectable } from '@nestjs/common';
import type {
  ConfirmDecisionDto,
  ProposeDecisionDto,
} from '@vatra/shared/disbursements/project-decisions.dto';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import {
  DecisionClosed,
  DecisionMissing,
  DecisionNeedsAnother,
  DecisionNotPossible,
  OwnAuthority,
} from '../disbursements.errors.js';
import { isPossible } from './decision.policy.js';
import { DecisionsRepository, type DecisionRow } from './decisions.repository.js';
import { EndProject } from './end-project.js';
import { SuspendProject } from './suspend-project.js';
import { WriteOff } from '../recoveries/write-off.js';

/** Domain 3.4 "Project" and "Recovery": works stop, go on or end, and a loss is one, by two staff. */
@Injectable()
export class DecideProject {
  constructor(
    private readonly decisions: DecisionsRepository,
    private readonly suspending: SuspendProject,
    private readonly ending: EndProject,
    private readonly writingOff: WriteOff,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
  ) {}

  /** @throws ProjectMissing, OwnAuthority, DecisionNotPossible, DecisionWaiting */
  async propose(
    tx: Tx,
    actor: Actor,
    projectId: string,
    { kind, reason }: ProposeDecisionDto,
  ): Promise<void> {
    await this.requireDistance(tx, projectId, actor);
    await this.requirePossible(tx, { projectId, kind });
    const id = newId();
    await this.decisions.insert(tx, {
      id,
      projectId,
      kind,
      reason,
      proposedBy: actor.personId ?? '',
      proposedAt: await this.clock.now(tx),
    });
    await recordBirth(tx, { machine: 'project_decision', id, state: 'proposed', actor });
  }

  /**
   * The second person's word carries it out, in the same transaction.
   *
   * @throws DecisionMissing, DecisionClosed, DecisionNeedsAnother, OwnAuthority, DecisionNotPossible,
   *   PaymentUnderWay, DonorsAsked, and what is wrong with the code
   */
  async confirm(tx: Tx, actor: Actor, id: string, { code }: ConfirmDecisionDto): Promise<string> {
    const decision = await this.lock(tx, id);
    if (decision.proposedBy === actor.personId) throw new DecisionNeedsAnother();
    await this.requireDistance(tx, decision.projectId, actor);
    await this.carryOut(tx, decision, actor);
    // Last, so that a refused confirmation does not use up the code.
    await this.accounts.verifySecondFactor(tx, actor.personId ?? '', code);
    await this.close(tx, decision, 'confirmed', actor);
    return decision.projectId;
  }

  /** @throws DecisionMissing, DecisionClosed */
  async withdraw(tx: Tx, actor: Actor, id: string): Promise<string> {
    const decision = await this.lock(tx, id);
    await this.close(tx, decision, 'withdrawn', actor);
    return decision.projectId;
  }

  private async carryOut(tx: Tx, decision: DecisionRow, actor: Actor): Promise<void> {
    const { id: decisionId, projectId, kind, reason } = decision;
    await this.requirePossible(tx, decision);
    const by = { decisionId, actor, reason };
    if (kind === 'suspend') await this.suspending.suspend(tx, projectId, by);
    else if (kind === 'resume') await this.suspending.resume(tx, projectId, by);
    else if (kind === 'write_off') await this.writingOff.run(tx, projectId, by);
    else await this.ending.cancel(tx, projectId, by);
  }

  private async lock(tx: Tx, id: string): Promise<DecisionRow> {
    const decision = await this.decisions.findForUpdate(tx, id);
    if (decision === null) throw new DecisionMissing();
    if (decision.state !== 'proposed') throw new DecisionClosed(decision.state);
    return decision;
  }

  private async close(
    tx: Tx,
    { id }: DecisionRow,
    to: 'confirmed' | 'withdrawn',
    actor: Actor,
  ): Promise<void> {
    await this.decisions.setClosed(tx, id, {
      by: actor.personId,
      at: await this.clock.now(tx),
    });
    await moveState(tx, { machine: 'project_decision', id, from: 'proposed', to, actor });
  }

  private async requirePossible(
    tx: Tx,
    { projectId, kind }: Pick<DecisionRow, 'projectId' | 'kind'>,
  ): Promise<void> {
    const { state } = await this.projects.get(tx, projectId);
    const isOpen =
      kind === 'write_off'
        ? await this.writingOff.isPossible(tx, projectId)
        : isPossible(kind, state);
    if (!isOpen) throw new DecisionNotPossible(state);
  }

  private async requireDistance(tx: Tx, projectId: string, actor: Actor): Promise<void> {
    const { leadOrganisationId } = await this.projects.get(tx, projectId);
    const { personId } = actor;
    if (await this.organisations.isMemberNow(tx, personId ?? '', leadOrganisationId)) {
      throw new OwnAuthority();
    }
  }
}
