import { Injectable } from '@nestjs/common';
import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { MatchingService } from '../matching/matching.service.js';
import { ClaimsRepository } from './claims/claims.repository.js';
import { contributionView } from './contribution.presenter.js';
import type { ContributionRecord } from './contribution.record.js';
import { DisputesRepository } from './disputes/disputes.repository.js';
import { DonorsRepository } from './donors.repository.js';
import { GiftProjects } from './gift-projects.js';
import { RefundsRepository } from './refunds/refunds.repository.js';
import { TransferInstructions } from './transfers/transfer-instructions.js';

/** Gathers what their donors see of gifts, for a whole page in a few statements. */
@Injectable()
export class ContributionViews {
  constructor(
    private readonly donors: DonorsRepository,
    private readonly refunds: RefundsRepository,
    private readonly claims: ClaimsRepository,
    private readonly disputes: DisputesRepository,
    private readonly transfers: TransferInstructions,
    private readonly campaigns: CampaignsService,
    private readonly matching: MatchingService,
    private readonly projects: GiftProjects,
    private readonly clock: Clock,
  ) {}

  async of(tx: Tx, rows: readonly ContributionRecord[]): Promise<ContributionView[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const donors = await this.donors.listOf(tx, ids);
    const refunds = await this.refunds.listOf(tx, ids);
    const claims = await this.claims.listOf(tx, ids);
    const disputes = await this.disputes.listOf(tx, ids);
    const transfers = await this.transfers.listOf(tx, rows);
    const checked = await this.donors.checkedAmong(tx, ids);
    const matched = await this.matching.matchedOf(tx, ids);
    const projects = await this.projects.of(tx, rows);
    const now = await this.clock.now(tx);
    const open = await this.campaigns.notClosedAmong(
      tx,
      rows.map(({ campaignId }) => campaignId),
    );
    return rows.flatMap((row) => {
      const donor = donors.get(row.id);
      const about = projects.get(row.projectId);
      if (donor === undefined || about === undefined) return [];
      const isOfRow = ({ contributionId }: { contributionId: string }) => contributionId === row.id;
      const context = {
        donor,
        refunds: refunds.filter(isOfRow),
        claims: claims.filter(isOfRow),
        disputes: disputes.filter(
          ({ contributionId, holderId }) => contributionId === row.id || holderId === row.id,
        ),
        now,
        isCampaignOpen: open.has(row.campaignId),
        isChecked: checked.has(row.id),
        transfer: transfers.get(row.id) ?? null,
        matchedMinor: matched.get(row.id) ?? null,
        ...about,
      };
      return [contributionView(row, context)];
    });
  }
}
