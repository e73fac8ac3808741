import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { moveStates } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { FundProjectsRepository } from '../funds/fund-projects.repository.js';
import { releasePosting } from '../funds/fund-postings.js';
import type { FundRecord } from '../funds/fund.record.js';
import { FundsRepository } from '../funds/funds.repository.js';
import { MATCHING_FUND_REOPENED } from '../matching.events.js';
import { MatchDonorsRepository } from './donors.repository.js';
import { FreezesRepository } from './freezes.repository.js';
import { recoveredShares, unspentOf, unspentShares } from './held-shares.policy.js';
import { contributionKey } from './match-donors.js';
import { MatchPool } from './match-pool.js';
import { releaseOf, type Release } from './match-gifts.policy.js';
import type { Part, ReservationRecord } from './reservation.record.js';
import { ReservationsRepository } from './reservations.repository.js';

interface Released extends Release {
  readonly reservation: ReservationRecord;
  readonly isSpent: boolean;
}

const WHOLE: Part = { numerator: 1, denominator: 1 };

/**
 * R54 and R55: matching falls with its gift and is free again in its fund, for later gifts only. L4
 * takes it from where it stands: reserved, or the project's already.
 */
@Injectable()
export class ReleaseMatches {
  constructor(
    private readonly funds: FundsRepository,
    private readonly fundProjects: FundProjectsRepository,
    private readonly reservations: ReservationsRepository,
    private readonly freezes: FreezesRepository,
    private readonly pool: MatchPool,
    private readonly donors: MatchDonorsRepository,
    private readonly ledger: LedgerService,
    private readonly campaigns: CampaignsService,
    private readonly events: Events,
  ) {}

  async part(tx: Tx, contributionId: string, part: Part): Promise<void> {
    await this.ofContributions(tx, [contributionId], part);
  }

  async all(tx: Tx, contributionIds: readonly string[]): Promise<void> {
    await this.ofContributions(tx, contributionIds, WHOLE);
  }

  /** R55: one batch of a campaign that failed; how many it took. What is frozen leaves with its dispute. */
  async ofFailedCampaign(tx: Tx, campaignId: string, limit: number): Promise<number> {
    const funds = await this.lockFunds(tx, await this.reservations.fundsOfCampaign(tx, campaignId));
    const rows = await this.reservations.lockUnfrozen(tx, campaignId, limit);
    await this.freezes.setCampaignLeaving(tx, campaignId);
    await this.release(
      tx,
      rows.map((row) => released(row, WHOLE)),
      funds,
    );
    return rows.length;
  }

  /**
   * What was not paid out of these matches of a project. Tranches draw on all matching together (R62),
   * so that what is left is everybody's in proportion. How much went back.
   */
  async unspentOf(
    tx: Tx,
    projectId: string,
    isLeaving: (reservation: ReservationRecord) => boolean = () => true,
  ): Promise<number> {
    const committed = await this.reservations.committedTo(tx, projectId);
    const funds = await this.lockFunds(tx, [...committed.keys()]);
    const rows = await this.reservations.lockCommittedOf(tx, projectId);
    const held = await this.pool.of(tx, projectId);
    const shares = unspentShares(rows, held);
    const leaving = await this.unfrozen(tx, rows.filter(isLeaving), held.frozen);
    const releases = leaving.map((reservation) => ({
      reservation,
      releasedMinor: Math.min(shares.get(reservation.id) ?? 0, unspentOf(reservation)),
      freedGiftMinor: reservation.freedGiftMinor,
      isSpent: true,
    }));
    await this.release(tx, releases, funds);
    return releases.reduce((sum, { releasedMinor }) => sum + releasedMinor, 0);
  }

  /** L11, L12: a match that a dispute had held up when the others left. */
  async catchUp(tx: Tx, projectId: string, contributionId: string): Promise<void> {
    const rows = await this.reservations.openOf(tx, contributionId);
    const isReserved = rows.some(({ state }) => state === 'reserved');
    if (isReserved) await this.all(tx, [contributionId]);
    else await this.unspentOf(tx, projectId, (match) => match.contributionId === contributionId);
  }

  /** R82: what came back of matching that was paid out is each fund's by what it had given. */
  async recoveredOf(tx: Tx, projectId: string): Promise<void> {
    const funds = await this.lockFunds(tx, await this.reservations.fundsThatGaveTo(tx, projectId));
    const given = await this.reservations.lockGivenTo(tx, projectId);
    const held = await this.pool.of(tx, projectId);
    const shares = recoveredShares(given, held);
    const leaving = await this.unfrozen(tx, given, held.frozen);
    const releases = leaving.map((reservation) => ({
      reservation,
      releasedMinor: shares.get(reservation.id) ?? 0,
      freedGiftMinor: reservation.freedGiftMinor,
      isSpent: true,
    }));
    const moving = releases.filter(({ releasedMinor }) => releasedMinor > 0);
    await this.release(tx, moving, funds);
  }

  /** Those that can leave now; the others leave with their disputes. */
  private async unfrozen(
    tx: Tx,
    leaving: readonly ReservationRecord[],
    frozen: ReadonlyMap<string, number>,
  ): Promise<ReservationRecord[]> {
    const waiting = leaving.filter(({ id }) => frozen.has(id));
    await this.freezes.setLeaving(
      tx,
      waiting.map(({ id }) => id),
    );
    return leaving.filter(({ id }) => !frozen.has(id));
  }

  private async ofContributions(tx: Tx, ids: readonly string[], part: Part): Promise<void> {
    const fundIds = await this.reservations.fundsOf(tx, ids);
    if (fundIds.length === 0) return;
    const funds = await this.lockFunds(tx, fundIds);
    const rows = await this.reservations.lockOpenOf(tx, ids);
    await this.release(
      tx,
      rows.map((row) => released(row, part)),
      funds,
    );
  }

  private async lockFunds(tx: Tx, ids: readonly string[]): Promise<FundRecord[]> {
    return ids.length === 0 ? [] : this.funds.lockMany(tx, ids);
  }

  private async release(
    tx: Tx,
    releases: readonly Released[],
    funds: readonly FundRecord[],
  ): Promise<void> {
    if (releases.length === 0) return;
    const moving = releases.filter(({ releasedMinor }) => releasedMinor > 0);
    await this.ledger.postMany(
      tx,
      moving.map(({ reservation, releasedMinor }) => releasePosting(reservation, releasedMinor)),
    );
    await this.reservations.setReleased(
      tx,
      releases.map(({ reservation: { id }, ...freed }) => ({ id, ...freed })),
    );
    await this.moveEmptied(tx, moving);
    await this.takeBack(tx, moving);
    await this.reopen(tx, funds, new Set(moving.map(({ reservation }) => reservation.fundId)));
  }

  private async moveEmptied(tx: Tx, moving: readonly Released[]): Promise<void> {
    const emptied = moving
      .filter(({ reservation, releasedMinor }) => reservation.leftMinor === releasedMinor)
      .map(({ reservation }) => reservation);
    for (const from of ['reserved', 'committed'] as const) {
      const ids = emptied.filter(({ state }) => state === from).map(({ id }) => id);
      const move = { machine: 'match_reservation' as const, ids, from, to: 'released' };
      await moveStates(tx, { ...move, actor: SYSTEM });
    }
  }

  private async takeBack(tx: Tx, moving: readonly Released[]): Promise<void> {
    if (moving.length === 0) return;
    await this.fundProjects.addMatched(
      tx,
      moving.map(({ reservation: { fundId, projectId }, releasedMinor }) => ({
        fundId,
        projectId,
        addedMinor: -releasedMinor,
      })),
    );
    await this.donors.takeBack(
      tx,
      moving.map(({ reservation: { fundId, contributionId }, releasedMinor }) => ({
        fundId,
        key: contributionKey(contributionId),
        releasedMinor,
      })),
    );
    await this.campaigns.recordUnmatch(
      tx,
      moving.map(({ reservation: { campaignId, contributionId }, releasedMinor }) => ({
        campaignId,
        contributionId,
        amountMinor: releasedMinor,
      })),
    );
  }

  /**
   * With the funds locked: one that had nothing left and got something back matches again; its
   * window's end is looked at when it is due. One that was settled has to be settled again.
   */
  async reopen(tx: Tx, funds: readonly FundRecord[], freer: ReadonlySet<string>): Promise<void> {
    for (const fund of funds) {
      if (!freer.has(fund.id)) continue;
      if (fund.state === 'settled') await this.funds.move(tx, fund, 'closed', { actor: SYSTEM });
      if (fund.state !== 'exhausted') continue;
      await this.funds.move(tx, fund, 'open', { actor: SYSTEM });
      await this.events.publish(tx, MATCHING_FUND_REOPENED, { fundId: fund.id });
    }
  }
}

function released(reservation: ReservationRecord, part: Part): Released {
  return { reservation, ...releaseOf(reservation, part), isSpent: false };
}
