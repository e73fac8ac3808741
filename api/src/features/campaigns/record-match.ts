import { Injectable } from '@nestjs/common';
import { afterCommit, type Tx } from '../../platform/database/tx.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { Lanes } from '../../platform/queue/lanes.js';
import type { Match } from './campaign.record.js';
import { SETTLE_CAMPAIGN } from './campaigns.jobs.js';
import { CREDITS_LANE } from './credits.lane.js';
import { MatchesRepository } from './matches.repository.js';

/** Matching that has become the project's own (L3), some of it after the other. */
export interface CommittedPart {
  readonly minor: number;
  readonly isLast: boolean;
}

/**
 * What matching pushes down. A match only queues: whoever tells of it holds a fund's lock, and waiting
 * here for a campaign's would meet those who wait the other way round. The next credit near the optimum
 * counts the queue before it answers, so nothing slips past the crossing (R35). Once a campaign has
 * succeeded nothing is matched in it any more, and what is committed is written down at once.
 */
@Injectable()
export class RecordMatch {
  constructor(
    private readonly matches: MatchesRepository,
    private readonly jobs: Jobs,
    private readonly lanes: Lanes,
  ) {}

  async append(tx: Tx, kind: 'match' | 'unmatch', matches: readonly Match[]): Promise<void> {
    if (matches.length === 0) return;
    await this.matches.append(tx, kind, matches);
    afterCommit(tx, () => {
      this.lanes.hint(CREDITS_LANE);
    });
  }

  /** With the last of it the settlement, and with it the grant, need not wait any more (R59). */
  async committed(tx: Tx, campaignId: string, part: CommittedPart): Promise<void> {
    if (part.minor > 0) await this.matches.addCommitted(tx, campaignId, part.minor);
    if (!part.isLast) return;
    await this.matches.setCommitted(tx, campaignId);
    await this.jobs.schedule(tx, SETTLE_CAMPAIGN, campaignId, null);
  }
}
