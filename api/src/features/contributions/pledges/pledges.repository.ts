import { Injectable } from '@nestjs/common';
import type { PledgeState } from '@vatra/shared/contributions/pledge.states';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { Owner } from '../donors.repository.js';
import type { PledgeRecord, SavedCard } from './pledge.record.js';

type Amount = 'giftMinor' | 'tipMinor' | 'feeCoverMinor' | 'grossMinor';
type PledgeRow = Omit<PledgeRecord, Amount> & Readonly<Record<Amount, string>>;

const COLUMNS = `p.id, p.campaign_id AS "campaignId", p.project_id AS "projectId", p.state,
  p.gift_minor AS "giftMinor", p.tip_minor AS "tipMinor", p.fee_cover_minor AS "feeCoverMinor",
  p.gross_minor AS "grossMinor", p.created_at AS "createdAt", p.session_id AS "sessionId",
  p.page_url AS "pageUrl", p.customer_id AS "customerId", p.method_id AS "methodId",
  p.intent_id AS "intentId", p.due_since AS "dueSince", p.next_charge_at AS "nextChargeAt", p.refusal`;

export type NewPledge = Pick<
  PledgeRecord,
  'id' | 'campaignId' | 'projectId' | 'createdAt' | Amount
>;

@Injectable()
export class PledgesRepository {
  async insert(tx: Tx, row: NewPledge): Promise<void> {
    await sql(
      tx,
      `WITH key AS (INSERT INTO contribution_keys (id) VALUES ($1))
       INSERT INTO pledges (id, campaign_id, project_id, state, gift_minor, tip_minor,
              fee_cover_minor, gross_minor, created_at)
       VALUES ($1, $2, $3, 'created', $4, $5, $6, $7, $8)`,
      [
        row.id,
        row.campaignId,
        row.projectId,
        row.giftMinor,
        row.tipMinor,
        row.feeCoverMinor,
        row.grossMinor,
        row.createdAt,
      ],
    );
  }

  async find(tx: Tx, id: string): Promise<PledgeRecord | null> {
    const [row] = await this.select(tx, 'p.id = $1', [id]);
    return row ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<PledgeRecord | null> {
    const [row] = await this.lockMany(tx, [id]);
    return row ?? null;
  }

  /** Locked in the order of their ids; those that are no pledges are left out. */
  lockMany(tx: Tx, ids: readonly string[]): Promise<PledgeRecord[]> {
    return this.select(tx, 'p.id = ANY ($1::uuid[]) ORDER BY p.id FOR NO KEY UPDATE', [ids]);
  }

  /** The next ones of a campaign in a state, in the order they were made. */
  lockOfCampaign(
    tx: Tx,
    campaignId: string,
    wanted: { state: PledgeState; limit: number },
  ): Promise<PledgeRecord[]> {
    return this.select(
      tx,
      `p.campaign_id = $1 AND p.state = $2 ORDER BY p.id LIMIT $3 FOR NO KEY UPDATE`,
      [campaignId, wanted.state, wanted.limit],
    );
  }

  /** Those that wait for something and those that came to nothing; what was charged is a gift. */
  listOwn(
    tx: Tx,
    owner: Owner,
    page: { before: string | null; limit: number },
  ): Promise<PledgeRecord[]> {
    return this.select(
      tx,
      `p.state <> 'charged' AND ($3::uuid IS NULL OR p.id < $3) AND EXISTS (
         SELECT 1 FROM contribution_donors AS d
          WHERE d.contribution_id = p.id AND (d.person_id = $1 OR d.email_hash = $2))
       ORDER BY p.id DESC LIMIT $4`,
      [owner.personId, owner.emailHash, page.before, page.limit],
    );
  }

  async nextVersion(tx: Tx, id: string): Promise<number> {
    const [row] = await sql<{ version: number }>(
      tx,
      `UPDATE pledges SET request_version = request_version + 1 WHERE id = $1
       RETURNING request_version AS version`,
      [id],
    );
    return row?.version ?? 1;
  }

  async setPage(tx: Tx, id: string, page: { id: string; url: string | null }): Promise<void> {
    await sqlCount(tx, `UPDATE pledges SET session_id = $2, page_url = $3 WHERE id = $1`, [
      id,
      page.id,
      page.url,
    ]);
  }

  async setPageUrl(tx: Tx, id: string, url: string | null): Promise<void> {
    await sqlCount(tx, `UPDATE pledges SET page_url = $2 WHERE id = $1`, [id, url]);
  }

  async setCard(tx: Tx, id: string, { customerId, methodId }: SavedCard): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE pledges SET customer_id = $2, method_id = $3, page_url = NULL WHERE id = $1`,
      [id, customerId, methodId],
    );
  }

  async setDue(tx: Tx, id: string, since: Date): Promise<void> {
    await sqlCount(tx, `UPDATE pledges SET due_since = $2 WHERE id = $1`, [id, since]);
  }

  async setIntent(tx: Tx, id: string, intentId: string): Promise<void> {
    await sqlCount(tx, `UPDATE pledges SET intent_id = $2 WHERE id = $1`, [id, intentId]);
  }

  async setRefused(
    tx: Tx,
    id: string,
    { refusal, nextChargeAt }: { refusal: string; nextChargeAt: Date | null },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE pledges SET refusal = $2, next_charge_at = $3, page_url = NULL WHERE id = $1`,
      [id, refusal, nextChargeAt],
    );
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<PledgeRecord[]> {
    const rows = await sql<PledgeRow>(
      tx,
      `SELECT ${COLUMNS} FROM pledges AS p WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({
      ...row,
      giftMinor: minorFromSql(row.giftMinor),
      tipMinor: minorFromSql(row.tipMinor),
      feeCoverMinor: minorFromSql(row.feeCoverMinor),
      grossMinor: minorFromSql(row.grossMinor),
    }));
  }
}
