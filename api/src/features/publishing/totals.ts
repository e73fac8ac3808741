import { Injectable } from '@nestjs/common';
import type { TotalsView } from '@vatra/shared/publishing/publishing.views';
import type { Tx } from '../../platform/database/tx.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { DisbursementsService } from '../disbursements/disbursements.service.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { MilestonesService } from '../milestones/milestones.service.js';
import { ProjectsService } from '../projects/projects.service.js';

/** The platform in eight figures, each from sums the features keep, none counted from the beginning. */
@Injectable()
export class Totals {
  constructor(
    private readonly projects: ProjectsService,
    private readonly campaigns: CampaignsService,
    private readonly disbursements: DisbursementsService,
    private readonly milestones: MilestonesService,
    private readonly ledger: LedgerService,
  ) {}

  async of(tx: Tx): Promise<TotalsView> {
    const phases = await this.projects.countByPhase(tx, null);
    const { netMinor, payers } = await this.campaigns.totalsOfAll(tx);
    const [latest] = await this.ledger.latest(tx, { limit: 1 });
    return {
      raisedMinor: netMinor,
      disbursedMinor: await this.disbursements.disbursedTotal(tx),
      spentWithInvoicesMinor: await this.milestones.spentTotal(tx),
      projectsFinished: phases.get('finished') ?? 0,
      projectsCollecting: phases.get('collecting') ?? 0,
      places: await this.projects.countPlaces(tx),
      payers,
      ledgerPosition: latest?.position ?? 0,
    };
  }
}
