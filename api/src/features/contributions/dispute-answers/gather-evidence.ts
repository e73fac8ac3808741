import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import type { NewEvidence } from '../../../platform/stripe/disputes.gateway.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorsRepository } from '../donors.repository.js';
import { AnswerDoor } from '../dispute-answers/answer-door.js';
import { AnswerFilesRepository } from './answer-files.repository.js';
import type { DisputeAnswerRecord } from './dispute-answer.record.js';
import { DisputeAnswersRepository } from './dispute-answers.repository.js';

export interface ReadyAnswer {
  readonly kind: DisputeAnswerRecord['kind'];
  readonly stripeDisputeId: string;
  readonly content: Omit<NewEvidence, 'disputeId' | 'operationId'>;
}

/**
 * What goes to the bank, read when it goes: name and address of the donor are in one place only, and
 * in no row of an operation.
 */
@Injectable()
export class GatherEvidence {
  constructor(
    private readonly door: AnswerDoor,
    private readonly answers: DisputeAnswersRepository,
    private readonly papers: AnswerFilesRepository,
    private readonly contributions: ContributionsRepository,
    private readonly donors: DonorsRepository,
  ) {}

  async of(tx: Tx, answerId: string): Promise<ReadyAnswer> {
    const answer = await this.answers.find(tx, answerId);
    const dispute = await this.door.get(tx, answer.disputeId);
    const gift = await this.contributions.find(tx, dispute.contributionId);
    const donor = await this.donors.get(tx, dispute.contributionId);
    const papers = await this.papers.listOf(tx, answerId);
    const paper = (slot: string) => papers.find((one) => one.slot === slot)?.stripeFileId ?? null;
    const content = {
      answerId,
      customerName: donor.donorName,
      customerEmail: donor.email,
      description: answer.description ?? '',
      refundPolicy: answer.refundPolicy ?? '',
      explanation: answer.explanation ?? '',
      serviceDate: gift?.paidAt?.toISOString().slice(0, 10) ?? null,
      receipt: paper('receipt'),
      correspondence: paper('correspondence'),
      works: paper('works'),
    };
    return { kind: answer.kind, stripeDisputeId: dispute.stripeDisputeId, content };
  }
}
