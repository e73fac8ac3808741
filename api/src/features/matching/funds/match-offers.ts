import { Injectable } from '@nestjs/common';
import type { MatchOfferView } from '@vatra/shared/matching/funds.views';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { FundProjectsRepository } from './fund-projects.repository.js';
import { endOf } from './fund.presenter.js';
import { FundsRepository } from './funds.repository.js';

/** What is added to a project's next gift: the badge, and the line in the give flow. */
@Injectable()
export class MatchOffers {
  constructor(
    private readonly funds: FundsRepository,
    private readonly fundProjects: FundProjectsRepository,
    private readonly organisations: OrganisationsService,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  /** By project; those that nobody matches now are left out. */
  async of(tx: Tx, projectIds: readonly string[]): Promise<Map<string, MatchOfferView>> {
    const rows = await this.fundProjects.listOpenOf(tx, projectIds);
    if (rows.length === 0) return new Map();
    const now = await this.clock.now(tx);
    const fundIds = [...new Set(rows.map(({ fundId }) => fundId))];
    const funds = new Map((await this.funds.listByIds(tx, fundIds)).map((one) => [one.id, one]));
    const accounts = fundIds.map((subjectId) => ({ code: '2200', subjectId }));
    const pots = await this.ledger.balances(tx, accounts);
    const funders = await this.organisations.cardsOf(tx, [
      ...new Set([...funds.values()].map(({ organisationId }) => organisationId)),
    ]);
    const offers = new Map<string, MatchOfferView>();
    for (const row of rows) {
      const fund = funds.get(row.fundId);
      const potMinor = pots[fundIds.indexOf(row.fundId)] ?? 0;
      const projectRestMinor = row.capMinor - row.matchedMinor;
      if (fund === undefined || offers.has(row.projectId)) continue;
      if (potMinor === 0 || projectRestMinor === 0 || endOf(fund) < now) continue;
      offers.set(row.projectId, {
        fundId: fund.id,
        fundTitle: fund.title,
        funderName: funders.get(fund.organisationId)?.name ?? '',
        ratioPercent: row.ratioPercent,
        donorCapMinor: fund.donorCapMinor,
        projectRestMinor,
        potMinor,
        closesAt: endOf(fund).toISOString(),
      });
    }
    return offers;
  }
}
