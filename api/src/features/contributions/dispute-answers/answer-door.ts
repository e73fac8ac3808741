import { Injectable } from '@nestjs/common';
import type { DisputeAct } from '@vatra/shared/contributions/disputes.views';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { DisputeRecord } from '../disputes/dispute.record.js';
import { DisputesRepository } from '../disputes/disputes.repository.js';
import { taskOf } from '../disputes/read-disputes.js';
import { ContributionConflict } from '../contributions.errors.js';
import type { DisputeAnswerRecord } from './dispute-answer.record.js';
import { DisputeMissing } from './dispute-answers.errors.js';

/** Whether a bank still waits for a word about a gift. */
@Injectable()
export class AnswerDoor {
  constructor(
    private readonly disputes: DisputesRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws DisputeMissing */
  async get(tx: Tx, id: string): Promise<DisputeRecord> {
    const dispute = await this.disputes.find(tx, id);
    if (dispute === null) throw new DisputeMissing();
    return dispute;
  }

  /** The bank asks. @throws DisputeMissing, ContributionConflict */
  async open(tx: Tx, id: string): Promise<DisputeRecord> {
    const dispute = await this.get(tx, id);
    if (taskOf(dispute) !== 'answer') {
      throw new ContributionConflict('contributions.dispute-closed');
    }
    return dispute;
  }

  /** As `open`, and its last day is not over. @throws DisputeMissing, ContributionConflict */
  async inTime(tx: Tx, id: string): Promise<DisputeRecord> {
    const dispute = await this.open(tx, id);
    if (await this.isLate(tx, dispute)) {
      throw new ContributionConflict('contributions.answer-late');
    }
    return dispute;
  }

  async actsOf(
    tx: Tx,
    dispute: DisputeRecord,
    answer: DisputeAnswerRecord | null,
  ): Promise<DisputeAct[]> {
    const isOpen = taskOf(dispute) === 'answer' && (answer?.state ?? 'draft') === 'draft';
    if (!isOpen) return [];
    if (await this.isLate(tx, dispute)) return ['accept'];
    return answer?.kind === 'evidence' && answer.explanation !== null
      ? ['write', 'submit', 'accept']
      : ['write', 'accept'];
  }

  private async isLate(tx: Tx, { dueBy }: DisputeRecord): Promise<boolean> {
    return dueBy !== null && dueBy < (await this.clock.now(tx));
  }
}
