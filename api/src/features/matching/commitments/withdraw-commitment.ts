import { Injectable } from '@nestjs/common';
import type { WithdrawCommitmentDto } from '@vatra/shared/matching/commitments.dto';
import type { Actor } from '../../../platform/actor.js';
import { compareDays, dayFrom, dayOf } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { FilesService } from '../../files/files.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import type { CommitmentRecord } from './commitment.record.js';
import { CommitmentConflict, CommitmentInvalid } from './commitments.errors.js';
import { CommitmentsRepository } from './commitments.repository.js';
import { COMMITMENT_WITHDRAWN } from '../matching.events.js';
import { withdrawnPosting } from './memo-postings.js';
import { TellCofinancing } from './tell-cofinancing.js';

/**
 * A council takes its share back, by a decision as it was given. Nobody can forbid it; it is shown
 * at once, and what counted on it stands still until another decision covers the plan.
 */
@Injectable()
export class WithdrawCommitment {
  constructor(
    private readonly commitments: CommitmentsRepository,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly files: FilesService,
    private readonly ledger: LedgerService,
    private readonly telling: TellCofinancing,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** @throws CommitmentMissing, CommitmentConflict, CommitmentInvalid */
  async run(
    tx: Tx,
    id: string,
    dto: WithdrawCommitmentDto,
    actor: Actor,
  ): Promise<CommitmentRecord> {
    const commitment = await this.commitments.getForUpdate(tx, id);
    const { state, projectId } = commitment;
    this.organisations.requireRole(actor, commitment.organisationId, ['la_mayor']);
    if (state !== 'decided' && state !== 'evidenced_partly') {
      throw new CommitmentConflict('matching.not-withdrawable', { state });
    }
    const { zone } = await this.projects.get(tx, projectId);
    const today = dayOf(await this.clock.now(tx), zone);
    if (compareDays(dayFrom(dto.decisionDate), today) > 0) {
      throw new CommitmentInvalid('matching.decision-in-the-future', '/decisionDate');
    }
    await this.files.requireUsable(tx, [dto.fileId], { purpose: 'council-decision' });
    await this.commitments.move(tx, commitment, 'withdrawn', { actor, reason: dto.reason });
    await this.commitments.insertWithdrawal(tx, id, dto, actor);
    await this.ledger.post(tx, withdrawnPosting(commitment, actor));
    await this.files.publish(tx, [dto.fileId]);
    await this.telling.tell(tx, projectId);
    await this.events.publish(tx, COMMITMENT_WITHDRAWN, { commitmentId: id, projectId });
    return commitment;
  }
}
