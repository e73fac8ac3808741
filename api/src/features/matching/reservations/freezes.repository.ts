import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

interface Minor {
  readonly id: string;
  readonly minor: string;
}

/** A match that a dispute had held up and that ought to have left meanwhile. */
export interface HeldUp {
  readonly reservationId: string;
  readonly contributionId: string;
  readonly projectId: string;
}

const OPEN = `match_freezes f JOIN match_reservations r ON r.id = f.reservation_id
  WHERE f.ended_at IS NULL AND r.left_minor > 0`;
/** Never more than is left of the match. */
const FROZEN = 'sum(least(f.amount_minor, r.left_minor))::bigint AS minor';

@Injectable()
export class FreezesRepository {
  async insert(
    tx: Tx,
    freeze: { readonly reservationId: string; readonly disputeId: string; amountMinor: number },
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO match_freezes (reservation_id, dispute_id, amount_minor, frozen_at)
       VALUES ($1, $2, $3, vatra_now())`,
      [freeze.reservationId, freeze.disputeId, freeze.amountMinor],
    );
  }

  /** By reservation, of what is the project's own already. */
  async inProject(tx: Tx, projectId: string): Promise<Map<string, number>> {
    const rows = await sql<Minor>(
      tx,
      `SELECT r.id, ${FROZEN} FROM ${OPEN} AND r.project_id = $1 AND r.state = 'committed'
        GROUP BY r.id`,
      [projectId],
    );
    return byId(rows);
  }

  /** Of everything that is reserved for a project or its own. */
  async allOf(tx: Tx, projectId: string): Promise<number> {
    const [row] = await sql<{ minor: string }>(
      tx,
      `SELECT coalesce(sum(least(f.amount_minor, r.left_minor)), 0)::bigint AS minor
         FROM ${OPEN} AND r.project_id = $1`,
      [projectId],
    );
    return minorFromSql(row?.minor ?? '0');
  }

  async ofContribution(tx: Tx, contributionId: string): Promise<Map<string, number>> {
    const rows = await sql<Minor>(
      tx,
      `SELECT r.id, ${FROZEN} FROM ${OPEN} AND r.contribution_id = $1 GROUP BY r.id`,
      [contributionId],
    );
    return byId(rows);
  }

  /** By fund, reserved or the projects' own. */
  async ofFunds(tx: Tx, fundIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await sql<Minor>(
      tx,
      `SELECT r.fund_id AS id, ${FROZEN} FROM ${OPEN} AND r.fund_id = ANY ($1::uuid[])
        GROUP BY r.fund_id`,
      [fundIds],
    );
    return byId(rows);
  }

  /** They would leave now, were they not frozen. */
  async setLeaving(tx: Tx, reservationIds: readonly string[]): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE match_freezes SET is_leaving = true
        WHERE reservation_id = ANY ($1::uuid[]) AND ended_at IS NULL`,
      [reservationIds],
    );
  }

  async setCampaignLeaving(tx: Tx, campaignId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE match_freezes SET is_leaving = true WHERE ended_at IS NULL AND reservation_id IN (
         SELECT id FROM match_reservations WHERE campaign_id = $1 AND state = 'reserved')`,
      [campaignId],
    );
  }

  async end(tx: Tx, disputeId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE match_freezes SET ended_at = vatra_now() WHERE dispute_id = $1 AND ended_at IS NULL`,
      [disputeId],
    );
  }

  /** What this dispute had held up, and no other one does. */
  heldUpBy(tx: Tx, disputeId: string): Promise<HeldUp[]> {
    return sql<HeldUp>(
      tx,
      `SELECT r.id AS "reservationId", r.contribution_id AS "contributionId",
              r.project_id AS "projectId"
         FROM match_freezes f JOIN match_reservations r ON r.id = f.reservation_id
        WHERE f.dispute_id = $1 AND f.is_leaving AND r.left_minor > 0 AND NOT EXISTS (
          SELECT 1 FROM match_freezes o WHERE o.reservation_id = r.id AND o.ended_at IS NULL)`,
      [disputeId],
    );
  }
}

function byId(rows: readonly Minor[]): Map<string, number> {
  return new Map(rows.map(({ id, minor }) => [id, minorFromSql(minor)]));
}
