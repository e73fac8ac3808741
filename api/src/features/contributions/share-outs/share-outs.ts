import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { OpenShareOut, type OpenedReason } from './open-share-out.js';
import {
  ShareOutsRepository,
  type ShareOutAnswers,
  type ShareOutRecord,
} from './share-outs.repository.js';
import { ShareRecovered } from './share-recovered.js';

/** Money of a project that belongs to those who gave it. */
@Injectable()
export class ShareOuts {
  constructor(
    private readonly opening: OpenShareOut,
    private readonly recovered: ShareRecovered,
    private readonly shareOuts: ShareOutsRepository,
  ) {}

  open(tx: Tx, projectId: string, reason: OpenedReason): Promise<void> {
    return this.opening.run(tx, projectId, reason);
  }

  ofRecovered(tx: Tx, projectId: string): Promise<void> {
    return this.recovered.run(tx, projectId);
  }

  answersOf(tx: Tx, shareOutId: string): Promise<ShareOutAnswers> {
    return this.shareOuts.answersOf(tx, shareOutId);
  }

  asked(tx: Tx, projectId: string): Promise<ShareOutRecord | null> {
    return this.shareOuts.findOpen(tx, projectId);
  }
}
