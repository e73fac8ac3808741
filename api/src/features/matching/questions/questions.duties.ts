import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { QuestionsRepository } from './questions.repository.js';

/** What people of a matching fund are asked about projects it matched. */
@Injectable()
export class QuestionsDuties implements DutySource {
  constructor(
    private readonly questions: QuestionsRepository,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
    duties: Duties,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, { memberships }: Actor): Promise<DutyView[]> {
    const own = memberships.filter(({ roles }) => roles.includes('matching_funder'));
    if (own.length === 0) return [];
    const ids = own.map(({ organisationId }) => organisationId);
    const open = await this.questions.listOpenOfFunders(tx, ids);
    const projects = await this.projects.listByIds(
      tx,
      open.map(({ projectId }) => projectId),
    );
    const now = await this.clock.now(tx);
    return open.flatMap(({ id, fundId, projectId, reason, answerUntil }) => {
      const project = projects.get(projectId);
      if (project === undefined) return [];
      return [
        {
          kind: `duty.matching.answer-${reason}`,
          subjectId: id,
          title: project.title,
          params: {},
          dueAt: answerUntil.toISOString(),
          path: `/funder/funds/${fundId}`,
          urgency: urgencyOf(answerUntil, now),
        },
      ];
    });
  }
}
