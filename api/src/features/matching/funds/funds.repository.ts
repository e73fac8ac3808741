import { Injectable } from '@nestjs/common';
import type { MatchingFundState } from '@vatra/shared/matching/fund.states';
import { minorFromSql } from '@vatra/shared/money';
import type { Actor } from '../../../platform/actor.js';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import { moveState, recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import type { Position } from '../../../platform/paging/cursor.js';
import type { FundRecord, FundRules } from './fund.record.js';
import { FundMissing } from './funds.errors.js';

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

const DESK_MAX = 100;

/** Funds and their rules. Whoever moves a fund's money holds its row first (ruling 24). */
@Injectable()
export class FundsRepository {
  async insert(tx: Tx, organisationId: string, rules: FundRules, actor: Actor): Promise<string> {
    const id = newId();
    await sql(tx, 'INSERT INTO matching_fund_keys (id) VALUES ($1)', [id]);
    await sql(
      tx,
      `INSERT INTO matching_funds (id, organisation_id, written_by, written_at, ${RULE_COLUMNS.join(', ')})
       VALUES ($1, $2, $3, vatra_now(), ${RULE_COLUMNS.map((_, index) => `$${String(index + 4)}`).join(', ')})`,
      [id, organisationId, actor.personId, ...valuesOf(rules)],
    );
    await recordBirth(tx, { machine: 'matching_fund', id, state: 'draft', actor });
    return id;
  }

  async setRules(tx: Tx, id: string, rules: FundRules): Promise<void> {
    const changes = RULE_COLUMNS.map((column, index) => `${column} = $${String(index + 2)}`);
    await sqlCount(
      tx,
      `UPDATE matching_funds SET written_at = vatra_now(), ${changes.join(', ')} WHERE id = $1`,
      [id, ...valuesOf(rules)],
    );
  }

  /** @throws FundMissing */
  async getForUpdate(tx: Tx, id: string): Promise<FundRecord> {
    const [fund] = await this.lockMany(tx, [id]);
    if (fund === undefined) throw new FundMissing();
    return fund;
  }

  /** @throws FundMissing */
  async get(tx: Tx, id: string): Promise<FundRecord> {
    const [fund] = await this.listByIds(tx, [id]);
    if (fund === undefined) throw new FundMissing();
    return fund;
  }

  listOfFunder(tx: Tx, organisationId: string): Promise<FundRecord[]> {
    return this.select(tx, 'f.organisation_id = $1 ORDER BY f.id DESC LIMIT $2', [
      organisationId,
      DESK_MAX,
    ]);
  }

  /** R52: public from `verified` on; the newest first. */
  listPublic(tx: Tx, after: Position | null, limit: number): Promise<FundRecord[]> {
    return this.select(
      tx,
      `f.state <> 'draft' AND ($1::timestamptz IS NULL OR (f.opens_at, f.id) < ($1, $2::uuid))
       ORDER BY f.opens_at DESC, f.id DESC LIMIT $3`,
      [after?.at ?? null, after?.id ?? null, limit],
    );
  }

  /** What finance has before it: drafts that wait for money, and everything that is not settled. */
  listUnsettled(tx: Tx): Promise<FundRecord[]> {
    return this.select(tx, `f.state <> 'settled' ORDER BY f.opens_at, f.id LIMIT $1`, [DESK_MAX]);
  }

  async setVerified(tx: Tx, id: string): Promise<void> {
    await sqlCount(tx, 'UPDATE matching_funds SET verified_at = vatra_now() WHERE id = $1', [id]);
  }

  async setClosed(tx: Tx, id: string): Promise<void> {
    await sqlCount(tx, 'UPDATE matching_funds SET closed_at = vatra_now() WHERE id = $1', [id]);
  }

  async setNotice(
    tx: Tx,
    id: string,
    { endsAt, reason }: { readonly endsAt: Date; readonly reason: string },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE matching_funds SET notice_given_at = vatra_now(), notice_ends_at = $2, notice_reason = $3
        WHERE id = $1`,
      [id, endsAt, reason],
    );
  }

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

const RULE_COLUMNS = [
  'title_ro',
  'title_en',
  'summary_ro',
  'summary_en',
  'pot_minor',
  'ratio_percent',
  'higher_ratio_percent',
  'donor_cap_minor',
  'project_cap_minor',
  'place_ids',
  'categories',
  'match_offline',
  'leftover',
  'opens_at',
  'closes_at',
];

/** In the order of `RULE_COLUMNS`. */
function valuesOf(rules: FundRules): unknown[] {
  return [
    rules.title.ro,
    rules.title.en,
    rules.summary.ro,
    rules.summary.en,
    rules.potMinor,
    rules.ratioPercent,
    rules.higherRatioPercent,
    rules.donorCapMinor,
    rules.projectCapMinor,
    rules.placeIds,
    rules.categories,
    rules.matchOffline,
    rules.leftover,
    rules.opensAt,
    rules.closesAt,
  ];
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
