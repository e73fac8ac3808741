import { Injectable } from '@nestjs/common';
import type { AnswerPurposeDto } from '@vatra/shared/disbursements/purpose-changes.dto';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { EndorsementsService } from '../../endorsements/endorsements.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { NotEndorsing, OwnAuthority, PurposeClosed } from '../disbursements.errors.js';
import { PURPOSE_ASKED, PURPOSE_REFUSED } from '../disbursements.events.js';
import { AskAnew } from '../endings/ask-anew.js';
import { PurposeChangesRepository, type PurposeChangeRow } from './purpose-changes.repository.js';
import { PurposeDoor } from './purpose-door.js';

/**
 * R78: the board of one association that endorses the project says yes or no. With its yes every donor
 * and funder is asked, in the same transaction, and nothing can be paid any more.
 */
@Injectable()
export class AnswerPurpose {
  constructor(
    private readonly changes: PurposeChangesRepository,
    private readonly door: PurposeDoor,
    private readonly asking: AskAnew,
    private readonly endorsements: EndorsementsService,
    private readonly organisations: OrganisationsService,
    private readonly contributions: ContributionsService,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /**
   * @throws PurposeMissing, PurposeClosed, NotEndorsing, OwnAuthority, AgreementClosed,
   *   PurposeNotPossible, DonorsAsked, NothingToAsk, PaymentUnderWay
   */
  async run(tx: Tx, actor: Actor, id: string, dto: AnswerPurposeDto): Promise<string> {
    const { change, project } = await this.door.enter(tx, id);
    const associationId = await this.associationOf(tx, actor, change.projectId);
    if (await this.isMember(tx, actor, project.leadOrganisationId)) throw new OwnAuthority();
    if (change.state !== 'proposed') throw new PurposeClosed(change.state);
    const at = await this.clock.now(tx);
    const { reason } = dto;
    await this.changes.setAnswer(tx, id, { associationId, by: actor.personId, at, reason });
    if (dto.decision === 'accept') await this.ask(tx, change, actor);
    else await this.refuse(tx, change, actor);
    return change.projectId;
  }

  private async ask(tx: Tx, { id, projectId }: PurposeChangeRow, actor: Actor): Promise<void> {
    await this.door.requirePossible(tx, await this.door.open(tx, projectId));
    await this.door.requireAtRest(tx, projectId);
    await this.asking.ask(tx, projectId, 'purpose');
    const shareOut = await this.contributions.askedOf(tx, projectId);
    if (shareOut === null) throw new Error(`Nobody was asked about the purpose of ${projectId}`);
    await this.changes.setShareOut(tx, id, shareOut.id);
    await this.move(tx, id, 'asked', actor);
    await this.events.publish(tx, PURPOSE_ASKED, { changeId: id, projectId });
  }

  private async refuse(tx: Tx, { id, projectId }: PurposeChangeRow, actor: Actor): Promise<void> {
    await this.changes.setEnded(tx, id, null);
    await this.move(tx, id, 'refused', actor);
    await this.events.publish(tx, PURPOSE_REFUSED, { changeId: id, projectId });
  }

  private async move(tx: Tx, id: string, to: 'asked' | 'refused', actor: Actor): Promise<void> {
    await moveState(tx, { machine: 'purpose_change', id, from: 'proposed', to, actor });
  }

  /** @throws NotEndorsing */
  private async associationOf(tx: Tx, actor: Actor, projectId: string): Promise<string> {
    const endorsing = await this.endorsements.activeAssociationIds(tx, projectId);
    const own = endorsing.find((id) => this.organisations.hasRole(actor, id, ['hta_board']));
    if (own === undefined) throw new NotEndorsing();
    return own;
  }

  private isMember(tx: Tx, { personId }: Actor, organisationId: string): Promise<boolean> {
    return this.organisations.isMemberNow(tx, personId ?? '', organisationId);
  }
}
