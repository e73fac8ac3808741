import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { SHARE_OUT_FINISHED } from '../../contributions/contributions.events.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { ProjectPurposeService } from '../../projects/project-purpose.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { PURPOSE_CHANGED, PURPOSE_LAPSED } from '../disbursements.events.js';
import { AskAnew } from '../endings/ask-anew.js';
import { EndProject, NOBODY_STAYED } from '../endings/end-project.js';
import { IdleMoney } from '../endings/idle-money.js';
import { PurposeChangesRepository, type PurposeChangeRow } from './purpose-changes.repository.js';

/**
 * R78: everybody has decided. What was left with the project serves the new purpose, by a new plan.
 * Nothing left: the purpose stays, and a project of which nothing was paid out ends.
 */
@Injectable()
export class CompletePurpose {
  constructor(
    private readonly changes: PurposeChangesRepository,
    private readonly agreements: AgreementsRepository,
    private readonly asking: AskAnew,
    private readonly ending: EndProject,
    private readonly projects: ProjectsService,
    private readonly purpose: ProjectPurposeService,
    private readonly contributions: ContributionsService,
    private readonly idle: IdleMoney,
    private readonly events: Events,
  ) {
    this.events.on(
      SHARE_OUT_FINISHED,
      'disbursements.change-purpose-when-donors-answered',
      async (tx, fact) => {
        if (fact.reason === 'purpose') await this.whenAnswered(tx, fact.projectId);
      },
    );
  }

  private async whenAnswered(tx: Tx, projectId: string): Promise<void> {
    await this.agreements.findForUpdate(tx, projectId);
    const change = await this.changes.findAsked(tx, projectId);
    if (change === null || change.shareOutId === null) return;
    const answers = await this.contributions.answersOf(tx, change.shareOutId);
    await this.changes.setEnded(tx, change.id, answers);
    const leftMinor = await this.asking.leftWith(tx, projectId);
    if (leftMinor > 0) await this.change(tx, change, leftMinor);
    else await this.lapse(tx, change);
  }

  private async change(tx: Tx, change: PurposeChangeRow, leftMinor: number): Promise<void> {
    const { id, projectId, title, solution } = change;
    await this.purpose.change(tx, projectId, { title, solution });
    await this.move(tx, id, 'in_force');
    await this.asking.planAnew(tx, projectId, leftMinor);
    await this.idle.beginAnew(tx, projectId);
    await this.events.publish(tx, PURPOSE_CHANGED, { changeId: id, projectId });
  }

  /** Works that were begun are staff's to stop and end: somebody has to look at what stands there. */
  private async lapse(tx: Tx, { id, projectId }: PurposeChangeRow): Promise<void> {
    await this.move(tx, id, 'lapsed');
    const { state } = await this.projects.get(tx, projectId);
    if (state === 'agreement_pending') {
      await this.ending.cancel(tx, projectId, { actor: SYSTEM, reason: NOBODY_STAYED });
    }
    await this.events.publish(tx, PURPOSE_LAPSED, { changeId: id, projectId });
  }

  private async move(tx: Tx, id: string, to: 'in_force' | 'lapsed'): Promise<void> {
    await moveState(tx, { machine: 'purpose_change', id, from: 'asked', to, actor: SYSTEM });
  }
}
