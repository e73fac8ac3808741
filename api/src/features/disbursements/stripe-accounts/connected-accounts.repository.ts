import { Injectable } from '@nestjs/common';
import type { AccountStanding } from '@vatra/shared/disbursements/stripe-rail.views';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface ConnectedAccountRow {
  readonly id: string;
  readonly organisationId: string;
  readonly country: string;
  readonly stripeAccountId: string | null;
  readonly standing: AccountStanding;
  readonly wanted: number;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly readAt: Date | null;
  /** How many times Stripe's page was asked for. */
  readonly links: number;
  readonly linkUrl: string | null;
  readonly linkExpiresAt: Date | null;
}

const COLUMNS = `id, organisation_id AS "organisationId", country,
  stripe_account_id AS "stripeAccountId", standing, wanted, started_by AS "startedBy",
  started_at AS "startedAt", read_at AS "readAt", links, link_url AS "linkUrl",
  link_expires_at AS "linkExpiresAt"`;

@Injectable()
export class ConnectedAccountsRepository {
  async insert(
    tx: Tx,
    row: Pick<ConnectedAccountRow, 'id' | 'organisationId' | 'country' | 'startedBy' | 'startedAt'>,
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO connected_accounts (id, organisation_id, country, started_by, started_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [row.id, row.organisationId, row.country, row.startedBy, row.startedAt],
    );
  }

  async find(tx: Tx, id: string): Promise<ConnectedAccountRow | null> {
    const [row] = await this.where(tx, 'id = $1::uuid', [id]);
    return row ?? null;
  }

  async findByStripeId(tx: Tx, stripeAccountId: string): Promise<ConnectedAccountRow | null> {
    const [row] = await this.where(tx, 'stripe_account_id = $1', [stripeAccountId]);
    return row ?? null;
  }

  /** The newest: what is closed for good is followed by another. */
  async newestOf(tx: Tx, organisationId: string): Promise<ConnectedAccountRow | null> {
    const [row] = await this.where(
      tx,
      'organisation_id = $1::uuid ORDER BY started_at DESC, id DESC LIMIT 1',
      [organisationId],
    );
    return row ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<ConnectedAccountRow | null> {
    const [row] = await this.where(tx, 'id = $1::uuid FOR UPDATE', [id]);
    return row ?? null;
  }

  async setStanding(
    tx: Tx,
    id: string,
    told: { stripeAccountId: string | null; standing: AccountStanding; wanted: number },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE connected_accounts SET stripe_account_id = $2, standing = $3, wanted = $4,
              read_at = vatra_now() WHERE id = $1`,
      [id, told.stripeAccountId, told.standing, told.wanted],
    );
  }

  /** Another page was asked for; the one before leads nowhere any more. */
  async setLinks(tx: Tx, id: string, links: number): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE connected_accounts SET links = $2, link_url = NULL, link_expires_at = NULL WHERE id = $1`,
      [id, links],
    );
  }

  async setLink(tx: Tx, id: string, link: { url: string; expiresAt: string }): Promise<void> {
    await sqlCount(
      tx,
      'UPDATE connected_accounts SET link_url = $2, link_expires_at = $3 WHERE id = $1',
      [id, link.url, link.expiresAt],
    );
  }

  private where(tx: Tx, condition: string, values: unknown[]): Promise<ConnectedAccountRow[]> {
    return sql<ConnectedAccountRow>(
      tx,
      `SELECT ${COLUMNS} FROM connected_accounts WHERE ${condition}`,
      values,
    );
  }
}
