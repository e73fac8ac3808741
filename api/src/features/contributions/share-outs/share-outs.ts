import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import type { ContributionRecord } from '../contribution.record.js';
import { DefaultShares } from './default-shares.js';
import { OpenShareOut } from './open-share-out.js';
import type { OpenedReason } from './share-out.policy.js';
import {
  ShareOutsRepository,
  type ShareOutAnswers,
  type ShareOutRecord,
} from './share-outs.repository.js';
import { ShareLateWin } from './share-late-win.js';
import { ShareRecovered } from './share-recovered.js';

/** Money of a project that belongs to those who gave it. */
@Injectable()
export class ShareOuts {
  constructor(
    private readonly opening: OpenShareOut,
    private readonly recovered: ShareRecovered,
    private readonly late: ShareLateWin,
    private readonly shareOuts: ShareOutsRepository,
    private readonly defaults: DefaultShares,
  ) {}

  open(tx: Tx, projectId: string, reason: OpenedReason): Promise<void> {
    return this.opening.run(tx, projectId, reason);
  }

  ofRecovered(tx: Tx, projectId: string): Promise<void> {
    return this.recovered.run(tx, projectId);
  }

  /** What a bank gives back of a gift, when the others have had their shares or were asked anew. */
  ofLateWin(tx: Tx, gift: ContributionRecord, shareMinor: number): Promise<void> {
    return this.late.run(tx, gift, shareMinor);
  }

  /** A gift was held up by its bank; by then the last day of the others may have gone by. */
  async defaultAgain(tx: Tx, projectId: string, until: Date): Promise<void> {
    const shareOut = await this.shareOuts.findLatest(tx, projectId);
    if (shareOut !== null) await this.defaults.plan(tx, shareOut.id, until);
  }

  answersOf(tx: Tx, shareOutId: string): Promise<ShareOutAnswers> {
    return this.shareOuts.answersOf(tx, shareOutId);
  }

  asked(tx: Tx, projectId: string): Promise<ShareOutRecord | null> {
    return this.shareOuts.findOpen(tx, projectId);
  }
}
