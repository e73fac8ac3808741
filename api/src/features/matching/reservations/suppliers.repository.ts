import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

/** Whom an authority buys from: `registerKey`, and contacts as `supplier-contact` writes them. */
export interface KnownSupplier {
  readonly organisationId: string;
  readonly registerKey: string;
  readonly contacts: readonly string[];
}

@Injectable()
export class SuppliersRepository {
  /** The empty contact stands for the firm itself, which may have no address anybody told. */
  async add(tx: Tx, { organisationId, registerKey, contacts }: KnownSupplier): Promise<void> {
    await sqlCount(
      tx,
      `INSERT INTO known_suppliers (organisation_id, register_key, contact, told_at)
       SELECT $1, $2, unnest($3::text[]), vatra_now() ON CONFLICT DO NOTHING`,
      [organisationId, registerKey, ['', ...contacts]],
    );
  }

  /** Which of these contacts the authorities' suppliers have. */
  async contactsOf(
    tx: Tx,
    organisationIds: readonly string[],
    contacts: readonly string[],
  ): Promise<{ organisationId: string; contact: string }[]> {
    return sql(
      tx,
      `SELECT DISTINCT organisation_id AS "organisationId", contact FROM known_suppliers
        WHERE contact = ANY ($2::text[]) AND organisation_id = ANY ($1::uuid[])`,
      [organisationIds, contacts],
    );
  }

  async registerKeysOf(
    tx: Tx,
    organisationIds: readonly string[],
  ): Promise<{ organisationId: string; registerKey: string }[]> {
    return sql(
      tx,
      `SELECT organisation_id AS "organisationId", register_key AS "registerKey" FROM known_suppliers
        WHERE contact = '' AND organisation_id = ANY ($1::uuid[])`,
      [organisationIds],
    );
  }
}
