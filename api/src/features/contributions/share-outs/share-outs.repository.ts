import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { ShareOutReason } from '../contribution.record.js';
import type { Share } from './share-out.policy.js';

export interface ShareOutRecord {
  readonly id: string;
  readonly projectId: string;
  readonly reason: ShareOutReason;
  readonly openedAt: Date;
  readonly chooseUntil: Date;
}

interface Donors {
  readonly askedDonors: number;
  readonly stayedDonors: number;
}

export interface ShareOutAnswers extends Donors {
  readonly askedMinor: number;
  readonly stayedMinor: number;
}

const COLUMNS = `id, project_id AS "projectId", reason, opened_at AS "openedAt", choose_until AS "chooseUntil"`;

/** What was left of a project and whose it is: written once, so that anybody can compute it again. */
@Injectable()
export class ShareOutsRepository {
  async insert(
    tx: Tx,
    shareOut: Omit<ShareOutRecord, 'openedAt'> & {
      readonly heldMinor: number;
      readonly entryId: string;
      /** Another one of the project is open and stands for both. */
      readonly isOver?: boolean;
    },
    shares: readonly Share[],
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO share_outs (id, project_id, reason, held_minor, entry_id, opened_at, choose_until,
              finished_at)
       SELECT $1, $2, $3, $4, $5, now.at, $6, CASE WHEN $7 THEN now.at END
         FROM (SELECT vatra_now() AS at) now`,
      [
        shareOut.id,
        shareOut.projectId,
        shareOut.reason,
        shareOut.heldMinor,
        shareOut.entryId,
        shareOut.chooseUntil,
        shareOut.isOver ?? false,
      ],
    );
    await sql(
      tx,
      `INSERT INTO share_out_parts (share_out_id, contribution_id, net_minor, disputed_minor, share_minor)
       SELECT $1, id, "netMinor", "disputedMinor", "shareMinor"
         FROM jsonb_to_recordset($2::jsonb)
           AS part (id uuid, "netMinor" bigint, "disputedMinor" bigint, "shareMinor" bigint)`,
      [shareOut.id, JSON.stringify(shares)],
    );
  }

  /** The gifts wait for their donors; what of them was paid out stays where it is. */
  async setShares(
    tx: Tx,
    shares: readonly Share[],
    choice: { reason: ShareOutReason; until: Date },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions AS c
          SET fund = '2140', spent_minor = c.net_left_minor - part."shareMinor", choice_until = $2,
              choice_reason = $3, choice_reminders = 0
         FROM jsonb_to_recordset($1::jsonb) AS part (id uuid, "shareMinor" bigint)
        WHERE c.id = part.id`,
      [JSON.stringify(shares), choice.until, choice.reason],
    );
  }

  /** Of gifts whose donors have decided already and are not asked: what is spent of them gets less. */
  async lessenSpent(tx: Tx, shares: readonly Share[]): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions AS c SET spent_minor = c.spent_minor - part."shareMinor"
         FROM jsonb_to_recordset($1::jsonb) AS part (id uuid, "shareMinor" bigint)
        WHERE c.id = part.id`,
      [JSON.stringify(shares)],
    );
  }

  async find(tx: Tx, id: string): Promise<ShareOutRecord | null> {
    const [row] = await sql<ShareOutRecord>(tx, `SELECT ${COLUMNS} FROM share_outs WHERE id = $1`, [
      id,
    ]);
    return row ?? null;
  }

  async findOpen(tx: Tx, projectId: string): Promise<ShareOutRecord | null> {
    const [row] = await sql<ShareOutRecord>(
      tx,
      `SELECT ${COLUMNS} FROM share_outs WHERE project_id = $1 AND finished_at IS NULL`,
      [projectId],
    );
    return row ?? null;
  }

  /** Until the end of the transaction nobody finishes it, and none becomes the open one. */
  async lockOpen(tx: Tx, projectId: string): Promise<ShareOutRecord | null> {
    const [row] = await sql<ShareOutRecord>(
      tx,
      `SELECT ${COLUMNS} FROM share_outs WHERE project_id = $1 AND finished_at IS NULL FOR UPDATE`,
      [projectId],
    );
    return row ?? null;
  }

  /** Open or finished: one may be finished while the bank of a gift still thinks. */
  async findLatest(tx: Tx, projectId: string): Promise<ShareOutRecord | null> {
    const [row] = await sql<ShareOutRecord>(
      tx,
      `SELECT ${COLUMNS} FROM share_outs WHERE project_id = $1 ORDER BY id DESC LIMIT 1`,
      [projectId],
    );
    return row ?? null;
  }

  /**
   * Why the donors of works that go on were asked last (R78, R79), when this gift was not among them and
   * has not been asked about since. One that was over at once was about a single gift.
   */
  async askedWithout(
    tx: Tx,
    projectId: string,
    giftId: string,
  ): Promise<'idle' | 'purpose' | null> {
    const [row] = await sql<{ reason: 'idle' | 'purpose' }>(
      tx,
      `WITH latest AS (
         SELECT id, reason FROM share_outs
          WHERE project_id = $1 AND reason IN ('idle', 'purpose')
            AND finished_at IS DISTINCT FROM opened_at
          ORDER BY id DESC LIMIT 1)
       SELECT reason FROM latest WHERE NOT EXISTS (
         SELECT 1 FROM share_outs s
           JOIN share_out_parts p ON p.share_out_id = s.id AND p.contribution_id = $2
          WHERE s.project_id = $1 AND s.id >= latest.id)`,
      [projectId, giftId],
    );
    return row?.reason ?? null;
  }

  /** The next gifts nobody has decided about; one of which an amount is on its way back comes later. */
  async listUndecided(tx: Tx, projectId: string, limit: number): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      tx,
      `SELECT id FROM contributions
        WHERE project_id = $1 AND state = 'choice_pending' AND open_refund_id IS NULL
          AND net_left_minor > spent_minor
        ORDER BY id LIMIT $2`,
      [projectId, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** As `listUndecided`, of those whose own last day has come and whom no bank holds up. */
  async listSilent(tx: Tx, projectId: string, limit: number): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      tx,
      `SELECT id FROM contributions
        WHERE project_id = $1 AND state = 'choice_pending' AND open_refund_id IS NULL
          AND open_dispute_id IS NULL AND net_left_minor > spent_minor
          AND choice_until <= vatra_now() AND choice_reason NOT IN ('failed', 'overflow')
        ORDER BY id LIMIT $2`,
      [projectId, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Who had a share and who left it with the project, when everybody has decided (R78). */
  async answersOf(tx: Tx, id: string): Promise<ShareOutAnswers> {
    const [row] = await sql<Record<'askedMinor' | 'stayedMinor', string> & Donors>(
      tx,
      `SELECT count(DISTINCT donor)::integer AS "askedDonors",
              coalesce(sum(share_minor), 0)::bigint AS "askedMinor",
              count(DISTINCT donor) FILTER (WHERE stayed)::integer AS "stayedDonors",
              coalesce(sum(share_minor) FILTER (WHERE stayed), 0)::bigint AS "stayedMinor"
         FROM (SELECT p.share_minor, c.state = 'committed' AS stayed,
                      coalesce(d.person_id::text, d.email_hash::text, c.id::text) AS donor
                 FROM share_out_parts p JOIN contributions c ON c.id = p.contribution_id
                 LEFT JOIN contribution_donors d ON d.contribution_id = c.id
                WHERE p.share_out_id = $1 AND p.share_minor > 0) parts`,
      [id],
    );
    return {
      askedDonors: row?.askedDonors ?? 0,
      askedMinor: minorFromSql(row?.askedMinor ?? '0'),
      stayedDonors: row?.stayedDonors ?? 0,
      stayedMinor: minorFromSql(row?.stayedMinor ?? '0'),
    };
  }

  /** False when it had been finished before. */
  async finish(tx: Tx, id: string): Promise<boolean> {
    const changed = await sqlCount(
      tx,
      `UPDATE share_outs SET finished_at = vatra_now() WHERE id = $1 AND finished_at IS NULL`,
      [id],
    );
    return changed === 1;
  }
}
