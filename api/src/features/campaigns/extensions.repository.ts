import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/actor.js';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';

export interface Extension {
  readonly id: string;
  readonly campaignId: string;
  readonly days: number;
  readonly reason: string;
  readonly state: 'asked' | 'agreed' | 'refused';
}

const COLUMNS = `e.id, e.campaign_id AS "campaignId", e.days, e.reason, e.state`;

@Injectable()
export class ExtensionsRepository {
  /** False when an extension was asked for or agreed before. */
  async insert(
    tx: Tx,
    campaignId: string,
    asked: { readonly days: number; readonly reason: string },
    actor: Actor,
  ): Promise<boolean> {
    const inserted = await sqlCount(
      tx,
      `INSERT INTO campaign_extensions (id, campaign_id, days, reason, state, asked_by, asked_at)
       VALUES ($1, $2, $3, $4, 'asked', $5, vatra_now())
       ON CONFLICT (campaign_id) WHERE state IN ('asked', 'agreed') DO NOTHING`,
      [newId(), campaignId, asked.days, asked.reason, actor.personId],
    );
    return inserted === 1;
  }

  async findAsked(tx: Tx, campaignId: string): Promise<Extension | null> {
    const [row] = await sql<Extension>(
      tx,
      `SELECT ${COLUMNS} FROM campaign_extensions e
        WHERE e.campaign_id = $1 AND e.state = 'asked' FOR UPDATE`,
      [campaignId],
    );
    return row ?? null;
  }

  async answer(
    tx: Tx,
    id: string,
    answer: { readonly state: 'agreed' | 'refused'; readonly forOrganisation: string },
    actor: Actor,
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE campaign_extensions SET state = $2, answered_for = $3, answered_by = $4,
              answered_at = vatra_now()
        WHERE id = $1`,
      [id, answer.state, answer.forOrganisation, actor.personId],
    );
  }

  async latestOf(tx: Tx, campaignIds: readonly string[]): Promise<Map<string, Extension>> {
    const rows = await sql<Extension>(
      tx,
      `SELECT DISTINCT ON (e.campaign_id) ${COLUMNS} FROM campaign_extensions e
        WHERE e.campaign_id = ANY($1::uuid[]) ORDER BY e.campaign_id, e.asked_at DESC, e.id DESC`,
      [campaignIds],
    );
    return new Map(rows.map((row) => [row.campaignId, row]));
  }
}
