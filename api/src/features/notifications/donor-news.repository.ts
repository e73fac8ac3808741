import { Injectable } from '@nestjs/common';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { MailParams } from '../../platform/mail/mail-text.js';

export interface DonorNewsRow {
  readonly id: string;
  readonly eventKey: string;
  readonly projectId: string;
  readonly template: string;
  /** Parameters by language. */
  readonly params: Readonly<Record<'ro' | 'en', MailParams>>;
  readonly path: string;
  readonly toldUpTo: string | null;
}

@Injectable()
export class DonorNewsRepository {
  async addDonor(tx: Tx, projectId: string, contributionId: string): Promise<void> {
    await sql(
      tx,
      `INSERT INTO project_donors (contribution_id, project_id) VALUES ($1, $2)
       ON CONFLICT DO NOTHING`,
      [contributionId, projectId],
    );
  }

  async removeDonor(tx: Tx, contributionId: string): Promise<void> {
    await sql(tx, `DELETE FROM project_donors WHERE contribution_id = $1`, [contributionId]);
  }

  async insert(tx: Tx, news: Omit<DonorNewsRow, 'toldUpTo'>): Promise<boolean> {
    const rows = await sql(
      tx,
      `INSERT INTO donor_news (id, event_key, project_id, template, params, path)
       VALUES ($1, $2, $3, $4, $5::jsonb, $6) ON CONFLICT (event_key) DO NOTHING RETURNING id`,
      [
        news.id,
        news.eventKey,
        news.projectId,
        news.template,
        JSON.stringify(news.params),
        news.path,
      ],
    );
    return rows.length === 1;
  }

  async find(tx: Tx, id: string): Promise<DonorNewsRow | null> {
    const [row] = await sql<DonorNewsRow>(
      tx,
      `SELECT id, event_key AS "eventKey", project_id AS "projectId", template, params, path,
              told_up_to AS "toldUpTo"
         FROM donor_news WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return row ?? null;
  }

  /** The next gifts of the project whose givers have not been told. */
  async donorsAfter(
    tx: Tx,
    news: Pick<DonorNewsRow, 'projectId' | 'toldUpTo'>,
    limit: number,
  ): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      tx,
      `SELECT contribution_id AS id FROM project_donors
        WHERE project_id = $1 AND ($2::uuid IS NULL OR contribution_id > $2)
        ORDER BY contribution_id LIMIT $3`,
      [news.projectId, news.toldUpTo, limit],
    );
    return rows.map(({ id }) => id);
  }

  async markTold(tx: Tx, id: string, upTo: string): Promise<void> {
    await sql(tx, `UPDATE donor_news SET told_up_to = $2 WHERE id = $1`, [id, upTo]);
  }
}
