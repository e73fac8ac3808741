import { Injectable } from '@nestjs/common';
import type { FundAnswer, FundQuestionReason } from '@vatra/shared/matching/fund-words';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { moveState, recordBirths } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { defineJob, Jobs } from '../../../platform/outbox/jobs.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { FundConflict, FundMissing } from '../funds/funds.errors.js';
import { FundsRepository } from '../funds/funds.repository.js';
import { MATCHING_FUND_ANSWERED, MATCHING_FUND_ASKED } from '../matching.events.js';
import { ReleaseMatches } from '../reservations/release-matches.js';
import { ReservationsRepository } from '../reservations/reservations.repository.js';
import { QuestionsRepository, type QuestionRecord } from './questions.repository.js';

const TAKE_UNANSWERED = defineJob('matching.take-unanswered');

/**
 * R78, R79: when donors are asked anew, each fund that matched them decides for its part, until the
 * same day. Silence is no consent: what was not paid out is the fund's again.
 */
@Injectable()
export class AskFunders {
  constructor(
    private readonly questions: QuestionsRepository,
    private readonly funds: FundsRepository,
    private readonly reservations: ReservationsRepository,
    private readonly releasing: ReleaseMatches,
    private readonly organisations: OrganisationsService,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {
    this.jobs.on(TAKE_UNANSWERED, (tx, id) => this.takeUnanswered(tx, id));
  }

  async ask(
    tx: Tx,
    projectId: string,
    { reason, until }: { reason: FundQuestionReason; until: Date },
  ): Promise<void> {
    const committed = await this.reservations.committedTo(tx, projectId);
    const asked = [...committed.keys()].map((fundId) => ({
      ...{ id: newId(), fundId, projectId, reason, answerUntil: until },
    }));
    if (asked.length === 0) return;
    await this.questions.insertAll(tx, asked);
    const ids = asked.map(({ id }) => id);
    const machine = 'matching_fund_question' as const;
    await recordBirths(tx, { machine, ids, state: 'asked', actor: SYSTEM });
    for (const { id, fundId } of asked) {
      await this.jobs.schedule(tx, TAKE_UNANSWERED, id, until);
      const { organisationId } = await this.funds.get(tx, fundId);
      const fact = { questionId: id, fundId, organisationId, projectId, reason };
      await this.events.publish(tx, MATCHING_FUND_ASKED, fact);
    }
  }

  /** A fund of which nothing is left with the project has nothing to decide. */
  async isAsked(tx: Tx, projectId: string): Promise<boolean> {
    const open = await this.questions.lockOpenOf(tx, projectId);
    if (open.length === 0) return false;
    const committed = await this.reservations.committedTo(tx, projectId);
    return open.some(({ fundId }) => committed.has(fundId));
  }

  /** The donors have taken everything with them, the match too: nobody needs to answer any more. */
  async end(tx: Tx, projectId: string): Promise<void> {
    for (const question of await this.questions.lockOpenOf(tx, projectId)) {
      await this.close(tx, question, { to: 'left', leftMinor: 0, actor: SYSTEM });
    }
  }

  /** @throws FundMissing, OrganisationNotYours, FundConflict */
  async answer(tx: Tx, id: string, answer: FundAnswer, actor: Actor): Promise<string> {
    const question = await this.questions.findForUpdate(tx, id);
    if (question === null) throw new FundMissing('matching.question-not-found');
    const { organisationId } = await this.funds.get(tx, question.fundId);
    this.organisations.requireRole(actor, organisationId, ['matching_funder']);
    if (question.state !== 'asked') throw new FundConflict('matching.question-answered');
    if (answer === 'leave') await this.leave(tx, question, actor);
    else await this.close(tx, question, { to: 'stayed', leftMinor: 0, actor });
    await this.jobs.cancel(tx, TAKE_UNANSWERED, id);
    return question.fundId;
  }

  private async takeUnanswered(tx: Tx, id: string): Promise<void> {
    const question = await this.questions.findForUpdate(tx, id);
    if (question?.state === 'asked') await this.leave(tx, question, SYSTEM);
  }

  /** L4 from 2110, of all matches of the fund at once. */
  private async leave(tx: Tx, question: QuestionRecord, actor: Actor): Promise<void> {
    const { fundId, projectId } = question;
    const isItsOwn = (reservation: { fundId: string }) => reservation.fundId === fundId;
    const leftMinor = await this.releasing.unspentOf(tx, projectId, isItsOwn);
    await this.close(tx, question, { to: 'left', leftMinor, actor });
  }

  private async close(
    tx: Tx,
    { id, fundId, projectId }: QuestionRecord,
    { to, leftMinor, actor }: { to: 'stayed' | 'left'; leftMinor: number; actor: Actor },
  ): Promise<void> {
    await this.questions.setAnswered(tx, id, leftMinor);
    const machine = 'matching_fund_question' as const;
    await moveState(tx, { machine, id, from: 'asked', to, actor });
    await this.events.publish(tx, MATCHING_FUND_ANSWERED, { questionId: id, fundId, projectId });
  }
}
