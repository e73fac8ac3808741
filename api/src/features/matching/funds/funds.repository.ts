import { Injectable } from '@nestjs/common';
import type { MatchingFundState } from '@vatra/shared/matching/fund.states';
import { minorFromSql } from '@vatra/shared/money';
import type { Actor } from '../../../platform/actor.js';
import { sql } from '../../../platform/database/manager.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { FundRecord } from './fund.record.js';

type MoneyColumn = 'potMinor' | 'donorCapMinor' | 'projectCapMinor';
type FundRow = Omit<FundRecord, MoneyColumn | 'title' | 'summary'> &
  Record<MoneyColumn | 'titleRo' | 'titleEn' | 'summaryRo' | 'summaryEn', string>;

const COLUMNS = `f.id, f.organisation_id AS "organisationId", f.state, f.title_ro AS "titleRo",
  f.title_en AS "titleEn", f.summary_ro AS "summaryRo", f.summary_en AS "summaryEn",
  f.pot_minor AS "potMinor", f.ratio_percent AS "ratioPercent",
  f.higher_ratio_percent AS "higherRatioPercent", f.donor_cap_minor AS "donorCapMinor",
  f.project_cap_minor AS "projectCapMinor", f.place_ids AS "placeIds", f.categories,
  f.match_offline AS "matchOffline", f.leftover, f.opens_at AS "opensAt", f.closes_at AS "closesAt",
  f.verified_at AS "verifiedAt", f.closed_at AS "closedAt", f.notice_ends_at AS "noticeEndsAt"`;

/** Funds and their rules. Whoever moves a fund's money holds its row first (ruling 24). */
@Injectable()
export class FundsRepository {
  /** Open funds that match one of the projects, locked in the order of their ids. */
  lockMatching(tx: Tx, projectIds: readonly string[]): Promise<FundRecord[]> {
    return this.select(
      tx,
      `f.state = 'open' AND f.id IN (
         SELECT fund_id FROM matching_fund_projects WHERE project_id = ANY ($1::uuid[]) AND is_eligible)
       ORDER BY f.id FOR NO KEY UPDATE`,
      [projectIds],
    );
  }

  /** In the order of their ids, so that two batches never wait for each other in a circle. */
  lockMany(tx: Tx, ids: readonly string[]): Promise<FundRecord[]> {
    return this.select(tx, 'f.id = ANY ($1::uuid[]) ORDER BY f.id FOR NO KEY UPDATE', [ids]);
  }

  listByIds(tx: Tx, ids: readonly string[]): Promise<FundRecord[]> {
    return this.select(tx, 'f.id = ANY ($1::uuid[]) ORDER BY f.id', [ids]);
  }

  async move(
    tx: Tx,
    fund: Pick<FundRecord, 'id' | 'state'>,
    to: MatchingFundState,
    by: { readonly actor: Actor; readonly reason?: string },
  ): Promise<void> {
    await moveState(tx, { machine: 'matching_fund', id: fund.id, from: fund.state, to, ...by });
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<FundRecord[]> {
    const rows = await sql<FundRow>(
      tx,
      `SELECT ${COLUMNS} FROM matching_funds f WHERE ${where}`,
      parameters,
    );
    return rows.map(recordOf);
  }
}

function recordOf(row: FundRow): FundRecord {
  const { titleRo, titleEn, summaryRo, summaryEn, ...plain } = row;
  return {
    ...plain,
    title: { ro: titleRo, en: titleEn },
    summary: { ro: summaryRo, en: summaryEn },
    potMinor: minorFromSql(row.potMinor),
    donorCapMinor: minorFromSql(row.donorCapMinor),
    projectCapMinor: minorFromSql(row.projectCapMinor),
  };
}
