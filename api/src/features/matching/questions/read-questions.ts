import { Injectable } from '@nestjs/common';
import type { FundQuestionView } from '@vatra/shared/matching/funds.views';
import { allocate } from '@vatra/shared/money';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { ReservationsRepository } from '../reservations/reservations.repository.js';
import { QuestionsRepository, type QuestionRecord } from './questions.repository.js';

/** What a fund is asked, with what of its matching the answer is about. */
@Injectable()
export class ReadQuestions {
  constructor(
    private readonly questions: QuestionsRepository,
    private readonly reservations: ReservationsRepository,
    private readonly projects: ProjectsService,
    private readonly ledger: LedgerService,
  ) {}

  async ofFund(tx: Tx, fundId: string, isOwn: boolean): Promise<FundQuestionView[]> {
    const rows = await this.questions.listOfFund(tx, fundId);
    const projects = await this.projects.listByIds(tx, [
      ...new Set(rows.map(({ projectId }) => projectId)),
    ]);
    const views: FundQuestionView[] = [];
    for (const row of rows) {
      const project = projects.get(row.projectId);
      if (project === undefined) continue;
      const { id, reason, state, askedAt, answerUntil, answeredAt } = row;
      views.push({
        ...{ id, reason, state, projectId: project.id, slug: project.slug, title: project.title },
        amountMinor: row.leftMinor ?? (await this.heldOf(tx, row)),
        askedAt: askedAt.toISOString(),
        answerUntil: answerUntil.toISOString(),
        answeredAt: answeredAt?.toISOString() ?? null,
        mayAnswer: isOwn && state === 'asked',
      });
    }
    return views;
  }

  private async heldOf(tx: Tx, { projectId, fundId }: QuestionRecord): Promise<number> {
    const committed = await this.reservations.committedTo(tx, projectId);
    if (committed.size === 0) return 0;
    const heldMinor = await this.ledger.balance(tx, { code: '2110', subjectId: projectId });
    const weights = [...committed].map(([key, weight]) => ({ key, weight }));
    return new Map(allocate(heldMinor, weights)).get(fundId) ?? 0;
  }
}
