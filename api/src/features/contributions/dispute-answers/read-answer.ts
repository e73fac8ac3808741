import { Injectable } from '@nestjs/common';
import type {
  DisputeAnswerView,
  DisputeSheetView,
} from '@vatra/shared/contributions/disputes.views';
import type { Tx } from '../../../platform/database/tx.js';
import { FilesService } from '../../files/files.service.js';
import { ContributionMissing } from '../contributions.errors.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorsRepository } from '../donors.repository.js';
import { ReadDisputes } from '../disputes/read-disputes.js';
import { AnswerDoor } from './answer-door.js';
import { AnswerFilesRepository } from './answer-files.repository.js';
import type { AnswerTexts, DisputeAnswerRecord } from './dispute-answer.record.js';
import { DisputeAnswersRepository } from './dispute-answers.repository.js';
import { ProposeAnswer } from './propose-answer.js';

/** One claim with what is written to the bank, or proposed to be. */
@Injectable()
export class ReadAnswer {
  constructor(
    private readonly door: AnswerDoor,
    private readonly answers: DisputeAnswersRepository,
    private readonly papers: AnswerFilesRepository,
    private readonly disputes: ReadDisputes,
    private readonly contributions: ContributionsRepository,
    private readonly donors: DonorsRepository,
    private readonly proposing: ProposeAnswer,
    private readonly files: FilesService,
  ) {}

  /** @throws DisputeMissing */
  async sheet(tx: Tx, id: string): Promise<DisputeSheetView> {
    const dispute = await this.door.get(tx, id);
    const answer = await this.answers.ofDispute(tx, id);
    const gift = await this.contributions.find(tx, dispute.contributionId);
    if (gift === null) throw new ContributionMissing();
    const donor = await this.donors.get(tx, gift.id);
    const proposal = await this.proposing.of(tx, gift, donor);
    return {
      dispute: await this.disputes.rowOf(tx, dispute),
      donorName: donor.donorName,
      answer: { ...viewOf(answer, proposal), files: await this.filesOf(tx, answer) },
      may: await this.door.actsOf(tx, dispute, answer),
    };
  }

  private async filesOf(
    tx: Tx,
    answer: DisputeAnswerRecord | null,
  ): Promise<DisputeAnswerView['files']> {
    const papers = answer === null ? [] : await this.papers.listOf(tx, answer.id);
    const views = await this.files.viewsOf(
      tx,
      papers.map(({ fileId }) => fileId),
    );
    return papers.flatMap(({ slot, fileId }) => {
      const file = views.get(fileId);
      return file === undefined ? [] : [{ slot, file }];
    });
  }
}

function viewOf(
  answer: DisputeAnswerRecord | null,
  proposal: AnswerTexts,
): Omit<DisputeAnswerView, 'files'> {
  if (answer === null) {
    const unwritten = { kind: 'evidence', state: null, version: 0 } as const;
    return { ...unwritten, ...proposal, sentAt: null, refusal: null };
  }
  const { kind, state, version, explanation, sentAt, refusal } = answer;
  return {
    ...{ kind, state, version, explanation, refusal },
    description: answer.description ?? proposal.description,
    refundPolicy: answer.refundPolicy ?? proposal.refundPolicy,
    sentAt: sentAt?.toISOString() ?? null,
  };
}
