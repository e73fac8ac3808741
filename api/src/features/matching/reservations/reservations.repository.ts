import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { SYSTEM } from '../../../platform/actor.js';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import { recordBirths } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { ReservationRecord } from './reservation.record.js';

type MoneyColumn = 'giftMinor' | 'amountMinor' | 'leftMinor' | 'spentMinor' | 'freedGiftMinor';
type ReservationRow = Omit<ReservationRecord, MoneyColumn> & Record<MoneyColumn, string>;

const COLUMNS = `r.id, r.fund_id AS "fundId", r.contribution_id AS "contributionId",
  r.campaign_id AS "campaignId", r.project_id AS "projectId", r.state, r.gift_minor AS "giftMinor",
  r.ratio_percent AS "ratioPercent", r.amount_minor AS "amountMinor", r.left_minor AS "leftMinor",
  r.spent_minor AS "spentMinor", r.freed_gift_minor AS "freedGiftMinor", r.releases`;

export interface NewReservation {
  readonly id: string;
  readonly fundId: string;
  readonly contributionId: string;
  readonly campaignId: string;
  readonly projectId: string;
  readonly giftMinor: number;
  readonly ratioPercent: number;
  readonly amountMinor: number;
  readonly entryId: string;
}

export interface ReleasedRow {
  readonly id: string;
  readonly releasedMinor: number;
  readonly freedGiftMinor: number;
  /** What stays of it was paid out: the project holds nothing of this match any more. */
  readonly isSpent: boolean;
}

@Injectable()
export class ReservationsRepository {
  async insertAll(tx: Tx, rows: readonly NewReservation[]): Promise<void> {
    await sql(
      tx,
      `INSERT INTO match_reservations (id, fund_id, contribution_id, campaign_id, project_id, gift_minor,
              ratio_percent, amount_minor, left_minor, entry_id, reserved_at)
       SELECT id, "fundId", "contributionId", "campaignId", "projectId", "giftMinor", "ratioPercent",
              "amountMinor", "amountMinor", "entryId", vatra_now()
         FROM jsonb_to_recordset($1::jsonb) AS new_rows (
              id uuid, "fundId" uuid, "contributionId" uuid, "campaignId" uuid, "projectId" uuid,
              "giftMinor" bigint, "ratioPercent" integer, "amountMinor" bigint, "entryId" uuid)`,
      [JSON.stringify(rows)],
    );
    const ids = rows.map(({ id }) => id);
    await recordBirths(tx, { machine: 'match_reservation', ids, state: 'reserved', actor: SYSTEM });
  }

  /** Whose funds must be locked before these can be released. */
  async fundsOf(tx: Tx, contributionIds: readonly string[]): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      tx,
      `SELECT DISTINCT fund_id AS id FROM match_reservations
        WHERE contribution_id = ANY ($1::uuid[]) AND left_minor > 0`,
      [contributionIds],
    );
    return rows.map(({ id }) => id);
  }

  async fundsOfCampaign(tx: Tx, campaignId: string): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      tx,
      `SELECT DISTINCT fund_id AS id FROM match_reservations
        WHERE campaign_id = $1 AND state = 'reserved'`,
      [campaignId],
    );
    return rows.map(({ id }) => id);
  }

  lockOpenOf(tx: Tx, contributionIds: readonly string[]): Promise<ReservationRecord[]> {
    return this.select(
      tx,
      `r.contribution_id = ANY ($1::uuid[]) AND r.left_minor > 0 ORDER BY r.id FOR NO KEY UPDATE`,
      [contributionIds],
    );
  }

  openOf(tx: Tx, contributionId: string): Promise<ReservationRecord[]> {
    return this.select(tx, 'r.contribution_id = $1 AND r.left_minor > 0 ORDER BY r.id', [
      contributionId,
    ]);
  }

  /** Every match of the project that was committed, whether it holds something of it or has paid it out. */
  lockGivenTo(tx: Tx, projectId: string): Promise<ReservationRecord[]> {
    return this.select(
      tx,
      `r.project_id = $1 AND r.state = 'committed' AND r.left_minor > 0
       ORDER BY r.id FOR NO KEY UPDATE`,
      [projectId],
    );
  }

  async fundsThatGaveTo(tx: Tx, projectId: string): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      tx,
      `SELECT DISTINCT fund_id AS id FROM match_reservations
        WHERE project_id = $1 AND state = 'committed' AND left_minor > 0`,
      [projectId],
    );
    return rows.map(({ id }) => id);
  }

  /** Everything of which the project holds something. */
  lockCommittedOf(tx: Tx, projectId: string): Promise<ReservationRecord[]> {
    return this.select(
      tx,
      `r.project_id = $1 AND r.state = 'committed' AND r.left_minor > r.spent_minor
       ORDER BY r.id FOR NO KEY UPDATE`,
      [projectId],
    );
  }

  /** The next ones of a campaign that is over, for work in bounded batches. */
  lockReserved(tx: Tx, campaignId: string, limit: number): Promise<ReservationRecord[]> {
    return this.select(
      tx,
      `r.campaign_id = $1 AND r.state = 'reserved' ORDER BY r.id LIMIT $2 FOR NO KEY UPDATE`,
      [campaignId, limit],
    );
  }

  /** As `lockReserved`, without those a dispute has frozen. */
  lockUnfrozen(tx: Tx, campaignId: string, limit: number): Promise<ReservationRecord[]> {
    return this.select(
      tx,
      `r.campaign_id = $1 AND r.state = 'reserved' AND NOT EXISTS (
         SELECT 1 FROM match_freezes f WHERE f.reservation_id = r.id AND f.ended_at IS NULL)
       ORDER BY r.id LIMIT $2 FOR NO KEY UPDATE`,
      [campaignId, limit],
    );
  }

  /** By contribution; one that moved to another campaign may have had two. */
  async leftOf(tx: Tx, contributionIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await sql<{ id: string; minor: string }>(
      tx,
      `SELECT contribution_id AS id, sum(left_minor)::bigint AS minor FROM match_reservations
        WHERE contribution_id = ANY ($1::uuid[]) GROUP BY contribution_id`,
      [contributionIds],
    );
    return new Map(rows.map(({ id, minor }) => [id, minorFromSql(minor)]));
  }

  async hasReserved(tx: Tx, fundId: string): Promise<boolean> {
    const [row] = await sql<{ found: boolean }>(
      tx,
      `SELECT EXISTS (SELECT 1 FROM match_reservations
         WHERE fund_id = $1 AND state = 'reserved') AS found`,
      [fundId],
    );
    return row?.found ?? false;
  }

  /** By fund: what is the projects' own by now. */
  async committedOf(tx: Tx, fundIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await sql<{ id: string; minor: string }>(
      tx,
      `SELECT fund_id AS id, sum(left_minor)::bigint AS minor FROM match_reservations
        WHERE fund_id = ANY ($1::uuid[]) AND state = 'committed' GROUP BY fund_id`,
      [fundIds],
    );
    return new Map(rows.map(({ id, minor }) => [id, minorFromSql(minor)]));
  }

  /** By fund: how much of its matching is this project's own, in what it still holds. */
  async committedTo(tx: Tx, projectId: string): Promise<Map<string, number>> {
    const rows = await sql<{ id: string; minor: string }>(
      tx,
      `SELECT fund_id AS id, sum(left_minor - spent_minor)::bigint AS minor FROM match_reservations
        WHERE project_id = $1 AND state = 'committed' AND left_minor > spent_minor GROUP BY fund_id`,
      [projectId],
    );
    return new Map(rows.map(({ id, minor }) => [id, minorFromSql(minor)]));
  }

  async committedProjectsOf(tx: Tx, fundId: string): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      tx,
      `SELECT DISTINCT project_id AS id FROM match_reservations
        WHERE fund_id = $1 AND state = 'committed'`,
      [fundId],
    );
    return rows.map(({ id }) => id);
  }

  async setReleased(tx: Tx, rows: readonly ReleasedRow[]): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE match_reservations r
          SET left_minor = r.left_minor - released.minor, freed_gift_minor = released.freed,
              releases = r.releases + 1,
              spent_minor = CASE WHEN released.spent THEN r.left_minor - released.minor
                                 ELSE r.spent_minor END
         FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::boolean[])
              AS released (id, minor, freed, spent)
        WHERE r.id = released.id`,
      [
        rows.map(({ id }) => id),
        rows.map(({ releasedMinor }) => releasedMinor),
        rows.map(({ freedGiftMinor }) => freedGiftMinor),
        rows.map(({ isSpent }) => isSpent),
      ],
    );
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<ReservationRecord[]> {
    const rows = await sql<ReservationRow>(
      tx,
      `SELECT ${COLUMNS} FROM match_reservations r WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({
      ...row,
      giftMinor: minorFromSql(row.giftMinor),
      amountMinor: minorFromSql(row.amountMinor),
      leftMinor: minorFromSql(row.leftMinor),
      spentMinor: minorFromSql(row.spentMinor),
      freedGiftMinor: minorFromSql(row.freedGiftMinor),
    }));
  }
}
