import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { defineJob, Jobs } from '../../../platform/outbox/jobs.js';
import { MATCHING_FUND_ANSWERED } from '../../matching/matching.events.js';
import { MatchingService } from '../../matching/matching.service.js';
import {
  GIFT_KEPT,
  GIFT_MOVED,
  REFUND_DECIDED,
  SHARE_OUT_FINISHED,
} from '../contributions.events.js';
import { ShareOutsRepository } from './share-outs.repository.js';

const FINISH_SHARE_OUT = defineJob('contributions.finish-share-out');

/** After every decision somebody looks whether it was the last one. */
@Injectable()
export class FinishShareOut {
  constructor(
    private readonly shareOuts: ShareOutsRepository,
    private readonly matching: MatchingService,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {
    this.jobs.on(FINISH_SHARE_OUT, (tx, id) => this.finish(tx, id));
    this.events.on(GIFT_KEPT, 'contributions.look-for-last-when-gift-is-kept', (tx, fact) =>
      this.choiceDone(tx, fact.projectId),
    );
    this.events.on(GIFT_MOVED, 'contributions.look-for-last-when-gift-moves', (tx, fact) =>
      this.choiceDone(tx, fact.fromProjectId),
    );
    this.events.on(
      REFUND_DECIDED,
      'contributions.look-for-last-when-refund-is-decided',
      (tx, fact) => this.choiceDone(tx, fact.projectId),
    );
    this.events.on(
      MATCHING_FUND_ANSWERED,
      'contributions.look-for-last-when-funder-answers',
      (tx, fact) => this.choiceDone(tx, fact.projectId),
    );
  }

  /** A gift of the project waits no longer. Does nothing when no share-out is open. */
  private async choiceDone(tx: Tx, projectId: string): Promise<void> {
    const shareOut = await this.shareOuts.findOpen(tx, projectId);
    if (shareOut !== null) await this.jobs.schedule(tx, FINISH_SHARE_OUT, shareOut.id, null);
  }

  private async finish(tx: Tx, id: string): Promise<void> {
    const shareOut = await this.shareOuts.find(tx, id);
    if (shareOut === null) return;
    const { projectId, reason } = shareOut;
    // A gift whose dispute is won this moment begins to wait under this lock, too.
    if ((await this.shareOuts.lockOpen(tx, projectId))?.id !== id) return;
    if ((await this.shareOuts.listUndecided(tx, projectId, 1)).length > 0) return;
    if (await this.matching.isFunderAsked(tx, projectId)) return;
    if (!(await this.shareOuts.finish(tx, id))) return;
    await this.matching.endQuestions(tx, projectId);
    await this.events.publish(tx, SHARE_OUT_FINISHED, { shareOutId: id, projectId, reason });
  }
}
