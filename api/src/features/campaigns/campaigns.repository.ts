import { Injectable } from '@nestjs/common';
import type { CampaignLeftover, Collection } from '@vatra/shared/campaigns/campaign-limits';
import type { CampaignState } from '@vatra/shared/campaigns/campaign.states';
import { minorFromSql } from '@vatra/shared/money';
import type { Actor } from '../../platform/actor.js';
import { sql, sqlCount } from '../../platform/database/manager.js';
import { moveState, recordBirth } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import type { CampaignRecord } from './campaign.record.js';
import { CampaignMissing } from './campaigns.errors.js';

type CampaignRow = Omit<CampaignRecord, 'minimumMinor' | 'optimumMinor' | 'judgedMinor'> & {
  readonly minimumMinor: string;
  readonly optimumMinor: string;
  readonly judgedMinor: string | null;
};

const COLUMNS = `c.id, c.project_id AS "projectId", c.state, c.currency, c.collection,
  c.minimum_minor AS "minimumMinor", c.optimum_minor AS "optimumMinor", c.country, c.zone, c.leftover,
  c.starts_at AS "startsAt", c.ends_at AS "endsAt", c.extended_from AS "extendedFrom",
  c.closed_at AS "closedAt", c.closed_by AS "closedBy", c.grace_until AS "graceUntil",
  c.judged_at AS "judgedAt", c.judged_minor AS "judgedMinor", c.hold_reasons AS "holdReasons",
  c.hold_due_at AS "holdDueAt", c.hold_extended AS "holdExtended", c.collecting_at AS "collectingAt"`;

export interface NewCampaign {
  readonly id: string;
  readonly projectId: string;
  readonly minimumMinor: number;
  readonly optimumMinor: number;
  readonly country: string;
  readonly zone: string;
  readonly leftover: CampaignLeftover;
  readonly collection: Collection;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

@Injectable()
export class CampaignsRepository {
  /** False when the project has a campaign that is not over. */
  async insert(tx: Tx, campaign: NewCampaign, actor: Actor): Promise<boolean> {
    const { id, projectId } = campaign;
    await sql(tx, `INSERT INTO campaign_keys (id, project_id) VALUES ($1, $2)`, [id, projectId]);
    const inserted = await sqlCount(
      tx,
      `INSERT INTO campaigns (id, project_id, minimum_minor, optimum_minor, country, zone, starts_at,
              ends_at, scheduled_by, leftover, collection, scheduled_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, vatra_now())
       ON CONFLICT (project_id) WHERE state NOT IN ('failed', 'wound_up') DO NOTHING`,
      [
        id,
        projectId,
        campaign.minimumMinor,
        campaign.optimumMinor,
        campaign.country,
        campaign.zone,
        campaign.startsAt,
        campaign.endsAt,
        actor.personId,
        campaign.leftover,
        campaign.collection,
      ],
    );
    if (inserted === 0) return false;
    await sql(tx, `INSERT INTO campaign_totals (campaign_id) VALUES ($1)`, [id]);
    await recordBirth(tx, { machine: 'campaign', id, state: 'scheduled', actor });
    return true;
  }

  /** @throws CampaignMissing */
  async get(tx: Tx, id: string): Promise<CampaignRecord> {
    const [row] = await sql<CampaignRow>(tx, `SELECT ${COLUMNS} FROM campaigns c WHERE c.id = $1`, [
      id,
    ]);
    if (row === undefined) throw new CampaignMissing();
    return recordOf(row);
  }

  /**
   * The campaign with everything about it standing still: whoever moves it, judges it or counts its
   * credits holds the row of its totals. Gifts do not wait here.
   *
   * @throws CampaignMissing
   */
  async getLocked(tx: Tx, id: string): Promise<CampaignRecord> {
    await sql(tx, `SELECT 1 FROM campaign_totals WHERE campaign_id = $1 FOR UPDATE`, [id]);
    return this.get(tx, id);
  }

  async listByIds(tx: Tx, ids: readonly string[]): Promise<CampaignRecord[]> {
    const rows = await sql<CampaignRow>(
      tx,
      `SELECT ${COLUMNS} FROM campaigns c WHERE c.id = ANY($1::uuid[])`,
      [ids],
    );
    return rows.map(recordOf);
  }

  /** The latest campaign of each project. */
  async listLatestOf(tx: Tx, projectIds: readonly string[]): Promise<CampaignRecord[]> {
    const rows = await sql<CampaignRow>(
      tx,
      `SELECT ${COLUMNS} FROM unnest($1::uuid[]) AS wanted (project_id)
         CROSS JOIN LATERAL (SELECT * FROM campaigns WHERE project_id = wanted.project_id
                              ORDER BY scheduled_at DESC, id DESC LIMIT 1) c`,
      [projectIds],
    );
    return rows.map(recordOf);
  }

  async listLiveProjects(tx: Tx, limit: number): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      tx,
      `SELECT c.project_id AS id FROM campaigns c WHERE c.state IN ('live', 'paused')
        ORDER BY c.id LIMIT $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  async listHeld(tx: Tx, limit: number): Promise<CampaignRecord[]> {
    const rows = await sql<CampaignRow>(
      tx,
      `SELECT ${COLUMNS} FROM campaigns c WHERE c.state = 'review_hold'
        ORDER BY c.hold_due_at, c.id LIMIT $1`,
      [limit],
    );
    return rows.map(recordOf);
  }

  /** Live campaigns of these projects whose extension waits for an association's word. */
  async listWithAskedExtension(
    tx: Tx,
    projectIds: readonly string[],
    limit: number,
  ): Promise<CampaignRecord[]> {
    const rows = await sql<CampaignRow>(
      tx,
      `SELECT ${COLUMNS} FROM campaigns c
        WHERE c.project_id = ANY($1::uuid[]) AND c.state = 'live' AND EXISTS (
          SELECT 1 FROM campaign_extensions e WHERE e.campaign_id = c.id AND e.state = 'asked')
        ORDER BY c.ends_at, c.id LIMIT $2`,
      [projectIds, limit],
    );
    return rows.map(recordOf);
  }

  async move(
    tx: Tx,
    campaign: Pick<CampaignRecord, 'id' | 'state'>,
    to: CampaignState,
    by: { readonly actor: Actor; readonly reason?: string },
  ): Promise<void> {
    await moveState(tx, { machine: 'campaign', id: campaign.id, from: campaign.state, to, ...by });
  }

  async close(
    tx: Tx,
    id: string,
    how: { readonly at: Date; readonly by: 'end' | 'optimum'; readonly graceUntil: Date },
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE campaigns SET closed_at = $2, closed_by = $3, grace_until = $4 WHERE id = $1`,
      [id, how.at, how.by, how.graceUntil],
    );
  }

  async beginCollecting(tx: Tx, id: string): Promise<void> {
    await sql(
      tx,
      `UPDATE campaigns SET collecting_at = coalesce(collecting_at, vatra_now()) WHERE id = $1`,
      [id],
    );
  }

  async setJudged(
    tx: Tx,
    id: string,
    judgement: { countedMinor: number; reasons: readonly string[]; dueAt: Date | null },
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE campaigns SET judged_at = vatra_now(), judged_minor = $2, hold_reasons = $3, hold_due_at = $4
        WHERE id = $1`,
      [id, judgement.countedMinor, judgement.reasons, judgement.dueAt],
    );
  }

  /** Opens the days that staff add to a held campaign. */
  async reopenHeld(tx: Tx, id: string, endsAt: Date): Promise<void> {
    await sql(
      tx,
      `UPDATE campaigns SET extended_from = coalesce(extended_from, ends_at), ends_at = $2, closed_at = NULL,
              closed_by = NULL, grace_until = NULL, judged_at = NULL, judged_minor = NULL,
              hold_due_at = NULL, hold_extended = true
        WHERE id = $1`,
      [id, endsAt],
    );
    await sql(tx, `UPDATE campaign_totals SET crossing_credit_id = NULL WHERE campaign_id = $1`, [
      id,
    ]);
  }

  async setPaused(tx: Tx, id: string, pause: { at: Date; reason: string }): Promise<void> {
    await sql(tx, `UPDATE campaigns SET paused_at = $2, pause_reason = $3 WHERE id = $1`, [
      id,
      pause.at,
      pause.reason,
    ]);
  }

  async pauseOf(tx: Tx, id: string): Promise<{ at: Date; reason: string } | null> {
    const [row] = await sql<{ at: Date | null; reason: string }>(
      tx,
      `SELECT paused_at AS at, pause_reason AS reason FROM campaigns WHERE id = $1`,
      [id],
    );
    return row === undefined || row.at === null ? null : { at: row.at, reason: row.reason };
  }

  /** When it was and why stays in the row: the last pause explains the later end. */
  async endPause(tx: Tx, id: string, endsAt: Date): Promise<void> {
    await sql(tx, `UPDATE campaigns SET ends_at = $2 WHERE id = $1`, [id, endsAt]);
  }

  async extend(tx: Tx, id: string, endsAt: Date): Promise<void> {
    await sql(
      tx,
      `UPDATE campaigns SET extended_from = coalesce(extended_from, ends_at), ends_at = $2 WHERE id = $1`,
      [id, endsAt],
    );
  }
}

function recordOf(row: CampaignRow): CampaignRecord {
  return {
    ...row,
    minimumMinor: minorFromSql(row.minimumMinor),
    optimumMinor: minorFromSql(row.optimumMinor),
    judgedMinor: row.judgedMinor === null ? null : minorFromSql(row.judgedMinor),
  };
}
