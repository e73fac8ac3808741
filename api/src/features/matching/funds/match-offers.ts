import { Injectable } from '@nestjs/common';
import type { MatchOfferView } from '@vatra/shared/matching/funds.views';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { FundProjectsRepository } from './fund-projects.repository.js';
import { endOf } from './fund.presenter.js';
import type { FundProject, FundRecord } from './fund.record.js';
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
    const offers = rows.flatMap((row) => {
      const fund = funds.get(row.fundId);
      if (fund === undefined || endOf(fund) < now) return [];
      const funderName = funders.get(fund.organisationId)?.name ?? '';
      const offer = offerOf(fund, row, pots[fundIds.indexOf(row.fundId)] ?? 0);
      return [{ projectId: row.projectId, offer: { ...offer, funderName } }];
    });
    // The last of a project stays: the fund that opened first.
    return new Map(
      offers
        .filter(({ offer }) => hasRest(offer))
        .reverse()
        .map(({ projectId, offer }) => [projectId, offer]),
    );
  }
}

function hasRest({ potMinor, projectRestMinor }: Omit<MatchOfferView, 'funderName'>): boolean {
  return potMinor > 0 && projectRestMinor > 0;
}

function offerOf(
  fund: FundRecord,
  { ratioPercent, capMinor, matchedMinor }: FundProject,
  potMinor: number,
): Omit<MatchOfferView, 'funderName'> {
  return {
    fundId: fund.id,
    fundTitle: fund.title,
    ratioPercent,
    donorCapMinor: fund.donorCapMinor,
    projectRestMinor: capMinor - matchedMinor,
    potMinor,
    closesAt: endOf(fund).toISOString(),
  };
}
