import { Injectable } from '@nestjs/common';
import type { OpenCallDto } from '@vatra/shared/endorsements/endorsements.dto';
import { SYSTEM, type Actor } from '../../platform/actor.js';
import { addMonths, dayOf, endOfDay } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { BallotsRepository } from './ballots.repository.js';
import {
  isRunning,
  type DecisionBody,
  type EndorsementRecord,
  type Tally,
} from './endorsement.record.js';
import { EndorsementConflict } from './endorsements.errors.js';
import {
  ENDORSEMENT_ACTIVATED,
  ENDORSEMENT_CALLED,
  ENDORSEMENT_REJECTED,
} from './endorsements.events.js';
import { CLOSE_CALL, EXPIRE_ENDORSEMENT, TELL_ENDORSED } from './endorsements.jobs.js';
import { EndorsementsRepository } from './endorsements.repository.js';
import {
  BODY_MIN,
  mayCloseEarly,
  outcomeOf,
  quorumBase,
  quorumNeeded,
  type Call,
} from './quorum.policy.js';
import { RequestEndorsement, requireSeeking } from './request-endorsement.js';

const SECOND_CALL_DAYS_MAX = 14;
const VALID_MONTHS = 12;
const DAY_MS = 24 * 60 * 60 * 1000;

interface Opening {
  readonly number: 1 | 2;
  readonly body: DecisionBody;
  readonly days: number;
  readonly secretBallot: boolean;
  readonly statement: string | null;
}

/** A call from its opening to its result. */
@Injectable()
export class RunCall {
  constructor(
    private readonly endorsements: EndorsementsRepository,
    private readonly ballots: BallotsRepository,
    private readonly requests: RequestEndorsement,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  /** Opens the first call; who may vote is frozen in this moment (R22, R23). */
  async open(tx: Tx, id: string, call: OpenCallDto, actor: Actor): Promise<void> {
    const endorsement = await this.endorsements.getForUpdate(tx, id);
    this.organisations.requireRole(actor, endorsement.organisationId, ['hta_board']);
    const project = await this.projects.get(tx, endorsement.projectId);
    requireSeeking(project);
    const isOfThisScope = endorsement.scopeDigest === (await this.projects.scopeOf(tx, project.id));
    if (endorsement.state !== 'requested' || !isOfThisScope) {
      throw new EndorsementConflict('endorsements.not-requested', { state: endorsement.state });
    }
    const association = await this.organisations.getCard(tx, endorsement.organisationId);
    await this.requests.requireEligible(tx, association, project);
    const opened = await this.call(tx, endorsement, {
      number: 1,
      body: await this.organisations.decisionBodyOf(tx, association.id),
      days: call.days,
      secretBallot: call.secretBallot,
      statement: call.statement ?? null,
    });
    if (!opened) {
      throw new EndorsementConflict('endorsements.body-too-small', {
        rule: 'R22',
        needed: BODY_MIN,
      });
    }
    await this.endorsements.move(tx, endorsement, 'first_call', { actor });
  }

  async closeAtEnd(tx: Tx, id: string): Promise<void> {
    const endorsement = await this.endorsements.getForUpdate(tx, id);
    if (!isRunning(endorsement) || endorsement.closesAt === null) return;
    if ((await this.clock.now(tx)) < endorsement.closesAt) {
      await this.jobs.schedule(tx, CLOSE_CALL, id, endorsement.closesAt);
      return;
    }
    await this.decide(tx, endorsement, await this.ballots.tally(tx, endorsement));
  }

  async closeEarly(tx: Tx, id: string): Promise<void> {
    const endorsement = await this.endorsements.getForUpdate(tx, id);
    if (!isRunning(endorsement)) return;
    const tally = await this.ballots.tally(tx, endorsement);
    if (!mayCloseEarly(callOf(endorsement), tally)) return;
    await this.jobs.cancel(tx, CLOSE_CALL, id);
    await this.decide(tx, endorsement, tally);
  }

  private async decide(tx: Tx, endorsement: EndorsementRecord, tally: Tally): Promise<void> {
    const outcome = outcomeOf(callOf(endorsement), tally);
    switch (outcome) {
      case 'active':
        return this.activate(tx, endorsement, tally);
      case 'rejected':
        return this.reject(tx, endorsement, tally);
      case 'second_call':
        return this.callAgain(tx, endorsement, endorsement.decisionBody, tally);
      case 'assembly':
        return this.callAgain(tx, endorsement, 'assembly', tally);
    }
  }

  private async activate(tx: Tx, endorsement: EndorsementRecord, tally: Tally): Promise<void> {
    const { zone } = await this.projects.get(tx, endorsement.projectId);
    const validUntil = addMonths(await this.clock.now(tx), VALID_MONTHS, zone);
    await this.keepDecision(tx, endorsement, tally, validUntil);
    await this.endorsements.move(tx, endorsement, 'active', { actor: SYSTEM, reason: 'R25' });
    await this.jobs.schedule(tx, EXPIRE_ENDORSEMENT, endorsement.id, validUntil);
    await this.jobs.schedule(tx, TELL_ENDORSED, endorsement.projectId, null);
    await this.events.publish(tx, ENDORSEMENT_ACTIVATED, factOf(endorsement));
  }

  private async reject(tx: Tx, endorsement: EndorsementRecord, tally: Tally): Promise<void> {
    await this.keepDecision(tx, endorsement, tally, null);
    const hasQuorum =
      tally.yes + tally.no + tally.abstain >= quorumNeeded(callOf(endorsement), tally);
    const reason = hasQuorum ? 'R25' : 'R23';
    await this.endorsements.move(tx, endorsement, 'rejected', { actor: SYSTEM, reason });
    await this.events.publish(tx, ENDORSEMENT_REJECTED, factOf(endorsement));
  }

  /** Everybody votes anew, by the members of that day; too few of them cannot endorse at all. */
  private async callAgain(
    tx: Tx,
    endorsement: EndorsementRecord,
    body: DecisionBody,
    tally: Tally,
  ): Promise<void> {
    const { openedAt, closesAt, secretBallot, statement } = endorsement;
    const firstDays = Math.round(
      ((closesAt?.getTime() ?? 0) - (openedAt?.getTime() ?? 0)) / DAY_MS,
    );
    const days = Math.min(firstDays, SECOND_CALL_DAYS_MAX);
    const opening: Opening = { number: 2, body, days, secretBallot, statement };
    if (!(await this.call(tx, endorsement, opening))) {
      await this.reject(tx, endorsement, tally);
      return;
    }
    const reason = body === endorsement.decisionBody ? 'R23' : 'R22';
    await this.endorsements.move(tx, endorsement, 'second_call', { actor: SYSTEM, reason });
  }

  /** False when the body has too few members to decide anything. */
  private async call(tx: Tx, endorsement: EndorsementRecord, opening: Opening): Promise<boolean> {
    const { id, organisationId, projectId } = endorsement;
    const board = await this.organisations.boardMembers(tx, organisationId);
    const body = opening.body === 'board' && board.length >= BODY_MIN ? 'board' : 'assembly';
    const members = body === 'board' ? board : await this.assembly(tx, organisationId);
    if (members.length < BODY_MIN) return false;
    const { zone } = await this.projects.get(tx, projectId);
    const now = await this.clock.now(tx);
    const closesAt = endOfDay(dayOf(now, zone).add({ days: opening.days }), zone);
    await this.endorsements.open(tx, id, {
      number: opening.number,
      body,
      secretBallot: opening.secretBallot,
      statement: opening.statement,
      openedAt: now,
      closesAt,
      entitled: members.length,
    });
    await this.ballots.entitle(tx, { id, callNumber: opening.number }, members);
    await this.jobs.schedule(tx, CLOSE_CALL, id, closesAt);
    await this.events.publish(tx, ENDORSEMENT_CALLED, factOf(endorsement));
    return true;
  }

  private async assembly(tx: Tx, organisationId: string): Promise<string[]> {
    const members = await this.organisations.votingMembers(tx, organisationId);
    return members.map(({ personId }) => personId);
  }

  private async keepDecision(
    tx: Tx,
    endorsement: EndorsementRecord,
    tally: Tally,
    validUntil: Date | null,
  ): Promise<void> {
    const call = callOf(endorsement);
    await this.endorsements.setDecided(tx, endorsement.id, {
      ...tally,
      quorumBase: quorumBase(call, tally),
      quorumNeeded: quorumNeeded(call, tally),
      validUntil,
    });
  }
}

export function callOf(endorsement: EndorsementRecord): Call {
  return {
    number: endorsement.callNumber === 2 ? 2 : 1,
    body: endorsement.decisionBody,
    entitled: endorsement.entitled,
    isSecret: endorsement.secretBallot,
  };
}

function factOf({ id, projectId, organisationId }: EndorsementRecord): {
  endorsementId: string;
  projectId: string;
  organisationId: string;
} {
  return { endorsementId: id, projectId, organisationId };
}
