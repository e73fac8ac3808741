import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { FundProjectsRepository } from '../funds/fund-projects.repository.js';
import { reservePosting } from '../funds/fund-postings.js';
import type { FundRecord } from '../funds/fund.record.js';
import { FundsRepository } from '../funds/funds.repository.js';
import { JudgeProjects } from '../funds/judge-projects.js';
import { MATCHING_FUND_EXHAUSTED } from '../matching.events.js';
import { MatchDonorsRepository } from './donors.repository.js';
import { KnownInterests } from './known-interests.js';
import { MatchDonors } from './match-donors.js';
import { matchGifts, type FundAtWork, type PlannedMatch } from './match-gifts.policy.js';
import type { MatchableGift } from './reservation.record.js';
import { ReservationsRepository, type NewReservation } from './reservations.repository.js';

/**
 * R53 and R54: reserves what funds add to gifts that have just been counted, in the transaction that
 * books them. The funds are locked once for the batch, after the contributions (ruling 24), so the
 * order of booking is the order in which a pot is used, and ten workers cannot overdraw it.
 */
@Injectable()
export class ReserveMatches {
  constructor(
    private readonly funds: FundsRepository,
    private readonly fundProjects: FundProjectsRepository,
    private readonly reservations: ReservationsRepository,
    private readonly donors: MatchDonorsRepository,
    private readonly judging: JudgeProjects,
    private readonly interests: KnownInterests,
    private readonly ledger: LedgerService,
    private readonly campaigns: CampaignsService,
    private readonly events: Events,
  ) {}

  async run(tx: Tx, gifts: readonly MatchableGift[]): Promise<void> {
    if (gifts.length === 0) return;
    const projectIds = [...new Set(gifts.map(({ projectId }) => projectId))];
    await this.judging.judge(tx, projectIds);
    const funds = (await this.funds.lockMatching(tx, projectIds)).sort(byOpening);
    if (funds.length === 0) return;
    const atWork = await this.openUp(tx, funds, gifts);
    const isExcluded = await this.interests.of(tx, gifts, funds);
    const matches = matchGifts(gifts, atWork, isExcluded);
    for (const { id, donors } of atWork) await this.donors.keep(tx, id, donors);
    if (matches.length > 0) await this.book(tx, matches);
    await this.closeEmptied(tx, funds, atWork);
  }

  private async openUp(
    tx: Tx,
    funds: readonly FundRecord[],
    gifts: readonly MatchableGift[],
  ): Promise<FundAtWork[]> {
    const fundIds = funds.map(({ id }) => id);
    const pots = await this.ledger.balances(
      tx,
      fundIds.map((subjectId) => ({ code: '2200', subjectId })),
    );
    const eligible = await this.fundProjects.eligible(tx, fundIds, [
      ...new Set(gifts.map(({ projectId }) => projectId)),
    ]);
    const keys = [...new Set(gifts.flatMap(({ payerKeys }) => payerKeys))];
    const atWork: FundAtWork[] = [];
    for (const [index, fund] of funds.entries()) {
      const { donorOfKey, donors } = await this.donors.known(tx, fund.id, keys);
      atWork.push({
        id: fund.id,
        matchOffline: fund.matchOffline,
        opensAt: fund.opensAt,
        endsAt: fund.noticeEndsAt ?? fund.closesAt,
        donors: new MatchDonors(donorOfKey, donors, fund.donorCapMinor),
        projects: new Map(
          eligible
            .filter(({ fundId }) => fundId === fund.id)
            .map(({ projectId, ratioPercent, capMinor, matchedMinor }) => [
              projectId,
              { ratioPercent, restMinor: capMinor - matchedMinor },
            ]),
        ),
        potMinor: pots[index] ?? 0,
      });
    }
    return atWork;
  }

  /** L2 and everything that must agree with it. */
  private async book(tx: Tx, matches: readonly PlannedMatch[]): Promise<void> {
    const rows = matches.map(rowOf);
    await this.ledger.postMany(
      tx,
      rows.map((row) => reservePosting(row, row.amountMinor, row.entryId)),
    );
    await this.reservations.insertAll(tx, rows);
    await this.fundProjects.addMatched(
      tx,
      rows.map(({ fundId, projectId, amountMinor }) => ({
        fundId,
        projectId,
        addedMinor: amountMinor,
      })),
    );
    await this.campaigns.recordMatch(tx, rows);
  }

  private async closeEmptied(
    tx: Tx,
    funds: readonly FundRecord[],
    atWork: readonly FundAtWork[],
  ): Promise<void> {
    for (const { id, potMinor } of atWork) {
      const fund = funds.find((one) => one.id === id);
      if (potMinor > 0 || fund === undefined) continue;
      await this.funds.move(tx, fund, 'exhausted', { actor: SYSTEM });
      await this.events.publish(tx, MATCHING_FUND_EXHAUSTED, { fundId: id });
    }
  }
}

function rowOf({ fundId, gift, ratioPercent, amountMinor }: PlannedMatch): NewReservation {
  const { contributionId, campaignId, projectId, giftMinor } = gift;
  return {
    id: newId(),
    entryId: newId(),
    ...{ fundId, contributionId, campaignId, projectId, giftMinor, ratioPercent, amountMinor },
  };
}

/** A project with several funds is matched by the one that opened first. */
function byOpening(one: FundRecord, other: FundRecord): number {
  return one.opensAt.getTime() - other.opensAt.getTime() || (one.id < other.id ? -1 : 1);
}
