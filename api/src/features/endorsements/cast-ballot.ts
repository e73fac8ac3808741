import { Injectable } from '@nestjs/common';
import type { CastBallotDto } from '@vatra/shared/endorsements/endorsements.dto';
import type { Actor } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { BallotsRepository } from './ballots.repository.js';
import { isRunning, type EndorsementRecord } from './endorsement.record.js';
import { EndorsementConflict, EndorsementInvalid, VoteForbidden } from './endorsements.errors.js';
import { CLOSE_CALL_EARLY } from './endorsements.jobs.js';
import { EndorsementsRepository } from './endorsements.repository.js';

/** Ballots of this many people may be on their way while one is counted. */
const ON_THEIR_WAY_MAX = 3;

/** One member, one vote (R22); a declared conflict is no vote (R24). */
@Injectable()
export class CastBallot {
  constructor(
    private readonly endorsements: EndorsementsRepository,
    private readonly ballots: BallotsRepository,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  /** @throws VoteForbidden, EndorsementConflict, EndorsementInvalid */
  async cast(tx: Tx, id: string, ballot: CastBallotDto, actor: Actor): Promise<void> {
    const endorsement = await this.endorsements.getForBallot(tx, id);
    const personId = await this.requireEntitled(tx, endorsement, actor);
    await this.requireOpen(tx, endorsement);
    requireConsistent(ballot);
    await this.requireHonest(tx, endorsement, ballot, actor);
    const { conflict, choice } = ballot;
    if (!(await this.ballots.addVoter(tx, endorsement, { personId, conflict }))) {
      throw new EndorsementConflict('endorsements.voted-already');
    }
    await this.register(tx, endorsement, ballot, personId);
    if (choice !== undefined) {
      const voterId = endorsement.secretBallot ? null : personId;
      await this.ballots.addBallot(tx, endorsement, { choice, voterId });
    }
    await this.lookForTheEnd(tx, endorsement);
  }

  private async requireEntitled(
    tx: Tx,
    endorsement: EndorsementRecord,
    { personId }: Actor,
  ): Promise<string> {
    const isEntitled =
      personId !== null &&
      (await this.ballots.isEntitled(tx, endorsement, personId)) &&
      (await this.organisations.isMemberNow(tx, personId, endorsement.organisationId));
    if (!isEntitled) throw new VoteForbidden('endorsements.not-entitled', { rule: 'R22' });
    return personId;
  }

  private async requireOpen(tx: Tx, endorsement: EndorsementRecord): Promise<void> {
    const { closesAt, state } = endorsement;
    const now = await this.clock.now(tx);
    if (!isRunning(endorsement) || closesAt === null || now > closesAt) {
      throw new EndorsementConflict('endorsements.call-not-open', { state });
    }
  }

  /** Who works for the authority has an interest in its project, whatever the declaration says. */
  private async requireHonest(
    tx: Tx,
    { projectId }: EndorsementRecord,
    { conflict }: CastBallotDto,
    { memberships }: Actor,
  ): Promise<void> {
    if (conflict !== 'none') return;
    const { leadOrganisationId } = await this.projects.get(tx, projectId);
    if (memberships.some(({ organisationId }) => organisationId === leadOrganisationId)) {
      throw new VoteForbidden('endorsements.conflict-by-post', { rule: 'R24' });
    }
  }

  /** R92: what was declared, with role and kind, for the public register. */
  private async register(
    tx: Tx,
    { projectId }: EndorsementRecord,
    { conflict }: CastBallotDto,
    personId: string,
  ): Promise<void> {
    if (conflict === 'none') return;
    await this.organisations.declareConflict(tx, {
      personId,
      subjectKind: 'project',
      subjectId: projectId,
      kind: conflict,
      actedAs: 'hta_member',
    });
  }

  private async lookForTheEnd(tx: Tx, endorsement: EndorsementRecord): Promise<void> {
    const answered = (await this.ballots.answered(tx, [endorsement.id])).get(endorsement.id);
    const missing = endorsement.entitled - (answered?.voted ?? 0) - (answered?.excluded ?? 0);
    if (missing > ON_THEIR_WAY_MAX) return;
    await this.jobs.schedule(tx, CLOSE_CALL_EARLY, endorsement.id, null);
  }
}

/** @throws EndorsementInvalid */
function requireConsistent({ conflict, choice }: CastBallotDto): void {
  if (conflict === 'none' && choice === undefined) {
    throw new EndorsementInvalid('endorsements.choice-missing', '/choice');
  }
  if (conflict !== 'none' && choice !== undefined) {
    throw new EndorsementInvalid('endorsements.choice-with-conflict', '/choice');
  }
}
