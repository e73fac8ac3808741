import { Injectable } from '@nestjs/common';
import type { ProposePurposeDto } from '@vatra/shared/disbursements/purpose-changes.dto';
import type { Localized } from '@vatra/shared/localized.dto';
import type { Actor } from '../../../platform/actor.js';
import { compareDays, dayFrom, dayOf } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { FilesService } from '../../files/files.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectPurposeService } from '../../projects/project-purpose.service.js';
import type { ProjectRecord } from '../../projects/projects.service.js';
import { PurposeClosed, PurposeInvalid } from '../disbursements.errors.js';
import { PURPOSE_PROPOSED } from '../disbursements.events.js';
import { PurposeChangesRepository } from './purpose-changes.repository.js';
import { PurposeDoor } from './purpose-door.js';

/** R78: the mayor proposes another purpose or place by a decision of the council. */
@Injectable()
export class ProposePurpose {
  constructor(
    private readonly changes: PurposeChangesRepository,
    private readonly door: PurposeDoor,
    private readonly purpose: ProjectPurposeService,
    private readonly organisations: OrganisationsService,
    private readonly files: FilesService,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /**
   * @throws AgreementMissing, AgreementClosed, OrganisationNotYours, PurposeNotPossible, DonorsAsked,
   *   PurposeInvalid, PurposeWaiting
   */
  async propose(tx: Tx, actor: Actor, projectId: string, dto: ProposePurposeDto): Promise<void> {
    const project = await this.door.open(tx, projectId);
    this.organisations.requireRole(actor, project.leadOrganisationId, ['la_mayor']);
    await this.door.requirePossible(tx, project);
    const before = await this.purpose.of(tx, projectId);
    requireDifference(before, dto);
    await this.requireDecided(tx, project, dto.decidedOn);
    await this.files.requireUsable(tx, [dto.decisionFileId], { purpose: 'council-decision' });
    const id = newId();
    const { title, solution, place, reason, decisionNumber, decidedOn, decisionFileId } = dto;
    await this.changes.insert(tx, {
      id,
      projectId,
      fromTitle: before.title,
      fromSolution: before.solution,
      title: wordsOf(title),
      solution: wordsOf(solution),
      place: place === undefined ? null : wordsOf(place),
      reason: wordsOf(reason),
      ...{ decisionNumber, decidedOn, decisionFileId },
      proposedBy: actor.personId ?? '',
    });
    await recordBirth(tx, { machine: 'purpose_change', id, state: 'proposed', actor });
    await this.events.publish(tx, PURPOSE_PROPOSED, { changeId: id, projectId });
  }

  /** While no association has answered. @throws PurposeMissing, OrganisationNotYours, PurposeClosed */
  async withdraw(tx: Tx, actor: Actor, id: string): Promise<string> {
    const { change, project } = await this.door.enter(tx, id);
    this.organisations.requireRole(actor, project.leadOrganisationId, ['la_mayor']);
    if (change.state !== 'proposed') throw new PurposeClosed(change.state);
    await this.changes.setEnded(tx, id, null);
    const move = { machine: 'purpose_change', id, from: 'proposed', to: 'withdrawn' } as const;
    await moveState(tx, { ...move, actor });
    return project.id;
  }

  private async requireDecided(tx: Tx, { zone }: ProjectRecord, decidedOn: string): Promise<void> {
    const today = dayOf(await this.clock.now(tx), zone);
    if (compareDays(dayFrom(decidedOn), today) > 0) {
      throw new PurposeInvalid('disbursements.council-decision-in-the-future', '/decidedOn');
    }
  }
}

function wordsOf({ ro, en }: Localized): Localized {
  return { ro, en };
}

/** @throws PurposeInvalid */
function requireDifference(
  before: { readonly title: Localized; readonly solution: Localized },
  { title, solution, place }: ProposePurposeDto,
): void {
  const isSame = (a: Localized, b: Localized) => a.ro === b.ro && a.en === b.en;
  const stays = isSame(before.title, title) && isSame(before.solution, solution);
  if (stays && place === undefined) {
    throw new PurposeInvalid('disbursements.purpose-unchanged', '/title');
  }
}
