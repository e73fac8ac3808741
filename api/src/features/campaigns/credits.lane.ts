import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Lanes, type Lane } from '../../platform/queue/lanes.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CountCredits } from './count-credits.js';
import { CREDITS_DUE, CountingRepository } from './counting.repository.js';

export const CREDITS_LANE = 'campaign-credits';

/** Counts waiting credits, one campaign and one batch at a time; several workers take several campaigns. */
@Injectable()
export class CreditsLane implements Lane {
  readonly name = CREDITS_LANE;
  readonly dueWhen = CREDITS_DUE;

  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignsRepository,
    private readonly counting: CountingRepository,
    private readonly counter: CountCredits,
    lanes: Lanes,
  ) {
    lanes.add(this);
  }

  work(): Promise<number> {
    return this.database.inTransaction(async (tx) => {
      const id = await this.counting.lockNextQueued(tx);
      if (id === null) return 0;
      await this.counter.countOnce(tx, await this.campaigns.get(tx, id));
      return 1;
    });
  }
}
