import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { moveStates } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { defineJob, Jobs, type JobType } from '../../../platform/outbox/jobs.js';
import { CAMPAIGN_FAILED, CAMPAIGN_SUCCEEDED } from '../../campaigns/campaigns.events.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { commitPosting } from '../funds/fund-postings.js';
import { FundsRepository } from '../funds/funds.repository.js';
import { ReleaseMatches } from './release-matches.js';
import { ReservationsRepository } from './reservations.repository.js';

const COMMIT_MATCHES = defineJob('matching.commit-matches');
const RELEASE_MATCHES = defineJob('matching.release-matches');

const BATCH = 250;

/** R55: what the end of a campaign means for every match in it, in batches that hold nobody up. */
@Injectable()
export class EndCampaignMatches {
  constructor(
    private readonly funds: FundsRepository,
    private readonly reservations: ReservationsRepository,
    private readonly releasing: ReleaseMatches,
    private readonly ledger: LedgerService,
    private readonly campaigns: CampaignsService,
    private readonly jobs: Jobs,
    events: Events,
  ) {
    this.jobs.on(COMMIT_MATCHES, (tx, campaignId) => this.commit(tx, campaignId));
    this.jobs.on(RELEASE_MATCHES, (tx, campaignId) => this.release(tx, campaignId));
    events.on(CAMPAIGN_SUCCEEDED, 'matching.commit-when-campaign-succeeds', (tx, fact) =>
      this.jobs.schedule(tx, COMMIT_MATCHES, fact.campaignId, null),
    );
    events.on(CAMPAIGN_FAILED, 'matching.release-when-campaign-fails', (tx, fact) =>
      this.jobs.schedule(tx, RELEASE_MATCHES, fact.campaignId, null),
    );
  }

  /** L3. The campaign is settled only after the last of them, so that the grant has all of it (R59). */
  private async commit(tx: Tx, campaignId: string): Promise<void> {
    await this.lockFunds(tx, campaignId);
    const rows = await this.reservations.lockReserved(tx, campaignId, BATCH);
    await this.ledger.postMany(
      tx,
      rows.map((row) => commitPosting(row, row.leftMinor)),
    );
    await moveStates(tx, {
      machine: 'match_reservation',
      ids: rows.map(({ id }) => id),
      from: 'reserved',
      to: 'committed',
      actor: SYSTEM,
    });
    const isLast = rows.length < BATCH;
    const minor = rows.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
    await this.campaigns.recordMatchCommitted(tx, campaignId, { minor, isLast });
    if (!isLast) await this.again(tx, COMMIT_MATCHES, campaignId);
  }

  private async release(tx: Tx, campaignId: string): Promise<void> {
    const taken = await this.releasing.ofFailedCampaign(tx, campaignId, BATCH);
    if (taken === BATCH) await this.again(tx, RELEASE_MATCHES, campaignId);
  }

  private async lockFunds(tx: Tx, campaignId: string): Promise<void> {
    const fundIds = await this.reservations.fundsOfCampaign(tx, campaignId);
    if (fundIds.length > 0) await this.funds.lockMany(tx, fundIds);
  }

  private async again(tx: Tx, job: JobType, campaignId: string): Promise<void> {
    await this.jobs.schedule(tx, job, campaignId, null);
  }
}
