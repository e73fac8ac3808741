import { Injectable } from '@nestjs/common';
import type { SubmitDisputeAnswerDto } from '@vatra/shared/contributions/dispute-answers.dto';
import type { Actor } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ContributionConflict, ContributionInvalid } from '../contributions.errors.js';
import { AnswerDoor } from './answer-door.js';
import { DisputeAnswersRepository } from './dispute-answers.repository.js';
import { UploadPapers } from './upload-papers.js';

/** R51: what was reviewed goes to the bank, once. The row says so before the provider hears of it. */
@Injectable()
export class SubmitAnswer {
  constructor(
    private readonly door: AnswerDoor,
    private readonly answers: DisputeAnswersRepository,
    private readonly uploading: UploadPapers,
  ) {}

  /** @throws DisputeMissing, ContributionConflict, ContributionInvalid */
  async run(
    tx: Tx,
    actor: Actor,
    disputeId: string,
    { version }: SubmitDisputeAnswerDto,
  ): Promise<void> {
    const answer = await this.answers.lockOfDispute(tx, disputeId);
    if (answer !== null && answer.state !== 'draft') {
      throw new ContributionConflict('contributions.answer-sent');
    }
    await this.door.inTime(tx, disputeId);
    if (answer?.kind !== 'evidence' || answer.explanation === null) {
      throw new ContributionInvalid('contributions.explanation-needed', '/explanation');
    }
    if (answer.version !== version) throw new ContributionConflict('contributions.answer-changed');
    const { id } = answer;
    await this.answers.setSending(tx, id, { kind: 'evidence', by: actor.personId ?? '' });
    await moveState(tx, { machine: 'dispute_answer', id, from: 'draft', to: 'sending', actor });
    await this.uploading.begin(tx, id);
  }
}
