import { Injectable } from '@nestjs/common';
import type { GiftCurrency } from '@vatra/shared/contributions/contributions.dto';
import type { DonorHomesView } from '@vatra/shared/contributions/contributions.views';
import { minorFromSql } from '@vatra/shared/money';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { ContributionRecord, DonorRecord } from './contribution.record.js';
import { CONTRIBUTION_COLUMNS, recordOf, type ContributionRow } from './contribution-rows.js';

const COLUMNS = `d.person_id AS "personId", d.email, d.email_hash AS "emailHash",
  d.email_verified AS "emailVerified", d.donor_name AS "donorName", d.public_name AS "publicName",
  d.message, d.country, d.locale`;

const UNPAID = `('created', 'processing', 'failed', 'expired')`;
const NO_CARD = `('created', 'expired')`;

/** Whose gifts somebody may see: their account's, and those of the address they have proved. */
export interface Owner {
  readonly personId: string | null;
  readonly emailHash: string | null;
}

export interface DonorGift {
  readonly contribution: ContributionRecord;
  readonly donor: DonorRecord;
}

/** What a donor is charged, in the currency the donor chose. */
export interface PresentedGift {
  readonly minor: number;
  readonly currency: GiftCurrency;
}

export interface GivenInYear {
  /** Euro cents, paid or promised. */
  readonly settledMinor: number;
  /** Not paid yet, and may still be. */
  readonly open: readonly PresentedGift[];
}

export interface WallRow {
  readonly name: string;
  readonly message: string | null;
  readonly day: string;
}

@Injectable()
export class DonorsRepository {
  async insert(tx: Tx, contributionId: string, donor: DonorRecord): Promise<void> {
    await sql(
      tx,
      `INSERT INTO contribution_donors (contribution_id, person_id, email, email_hash, email_verified,
              donor_name, public_name, message, country, locale)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        contributionId,
        donor.personId,
        donor.email,
        donor.emailHash,
        donor.emailVerified,
        donor.donorName,
        donor.publicName,
        donor.message,
        donor.country,
        donor.locale,
      ],
    );
  }

  async insertMany(
    tx: Tx,
    donors: readonly (DonorRecord & { readonly contributionId: string })[],
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO contribution_donors (contribution_id, person_id, email, email_hash, email_verified,
              donor_name, public_name, message, country, locale)
       SELECT "contributionId", "personId", email, "emailHash", "emailVerified", "donorName",
              "publicName", message, country, locale
         FROM jsonb_to_recordset($1::jsonb) AS row ("contributionId" uuid, "personId" uuid, email text,
              "emailHash" text, "emailVerified" boolean, "donorName" text, "publicName" text,
              message text, country text, locale text)`,
      [JSON.stringify(donors)],
    );
  }

  async get(tx: Tx, contributionId: string): Promise<DonorRecord> {
    const [row] = await sql<DonorRecord>(
      tx,
      `SELECT ${COLUMNS} FROM contribution_donors AS d WHERE d.contribution_id = $1`,
      [contributionId],
    );
    if (row === undefined) throw new Error(`Contribution ${contributionId} has no donor row`);
    return row;
  }

  /** The contribution as well; null when there is none. */
  async giftOf(tx: Tx, contributionId: string): Promise<DonorGift | null> {
    const [row] = await sql<ContributionRow & DonorRecord>(
      tx,
      `SELECT ${CONTRIBUTION_COLUMNS}, ${COLUMNS} FROM contributions AS c
         JOIN contribution_donors AS d ON d.contribution_id = c.id
        WHERE c.id = $1`,
      [contributionId],
    );
    return row === undefined ? null : { contribution: recordOf(row), donor: row };
  }

  /** For many contributions at once, by id. */
  async listOf(tx: Tx, ids: readonly string[]): Promise<Map<string, DonorRecord>> {
    const rows = await sql<DonorRecord & { id: string }>(
      tx,
      `SELECT d.contribution_id AS id, ${COLUMNS} FROM contribution_donors AS d
        WHERE d.contribution_id = ANY ($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  async isOwn(tx: Tx, contributionId: string, owner: Owner): Promise<boolean> {
    const rows = await sql(
      tx,
      `SELECT 1 FROM contribution_donors
        WHERE contribution_id = $1 AND (person_id = $2 OR email_hash = $3)`,
      [contributionId, owner.personId, owner.emailHash],
    );
    return rows.length > 0;
  }

  /** Without pledges that are not paid. Newest first; the ids rise with time, so the last id of a page is its cursor. */
  async listOwn(
    tx: Tx,
    owner: Owner,
    page: { before: string | null; limit: number },
  ): Promise<ContributionRecord[]> {
    const rows = await sql<ContributionRow>(
      tx,
      `SELECT ${CONTRIBUTION_COLUMNS} FROM contributions AS c
         JOIN contribution_donors AS d ON d.contribution_id = c.id
        WHERE (d.person_id = $1 OR d.email_hash = $2) AND ($3::uuid IS NULL OR c.id < $3)
          AND NOT EXISTS (SELECT 1 FROM pledges AS p WHERE p.id = c.id AND p.state <> 'charged')
        ORDER BY c.id DESC LIMIT $4`,
      [owner.personId, owner.emailHash, page.before, page.limit],
    );
    return rows.map(recordOf);
  }

  /** R43: what one donor has paid in the last twelve months and not got back, has promised, or may still pay. */
  async givenInYear(tx: Tx, owner: Owner): Promise<GivenInYear> {
    const [row] = await sql<{ minor: string; open: PresentedGift[] }>(
      tx,
      `SELECT (coalesce(sum(c.gift_minor - c.gift_returned_minor) FILTER (
                 WHERE c.moved_from IS NULL AND c.paid_at > vatra_now() - interval '12 months'), 0)
               + coalesce(sum(p.gift_minor), 0))::bigint AS minor,
              coalesce(jsonb_agg(jsonb_build_object(
                'minor', coalesce(c.presented_gift_minor, c.gift_minor),
                'currency', coalesce(c.presented_currency, 'EUR'))) FILTER (
                 WHERE c.state IN ('created', 'processing') AND c.paid_at IS NULL), '[]') AS open
         FROM contribution_donors AS d
         LEFT JOIN contributions AS c ON c.id = d.contribution_id
         LEFT JOIN pledges AS p ON p.id = d.contribution_id
                               AND p.state IN ('pledged', 'charge_due', 'charge_failed')
        WHERE d.person_id = $1 OR d.email_hash = $2`,
      [owner.personId, owner.emailHash],
    );
    return { settledMinor: minorFromSql(row?.minor ?? '0'), open: row?.open ?? [] };
  }

  /** R43: gifts of one donor are added up one after another. In one order, so that nobody waits in a circle. */
  async lock(tx: Tx, { personId, emailHash }: Owner): Promise<void> {
    const keys = [personId, emailHash].filter((key) => key !== null).sort();
    for (const key of keys) {
      await sql(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 43))', [key]);
    }
  }

  /** R104: only who asked to be named, only while their money is with the project. */
  async wall(tx: Tx, campaignId: string, limit: number): Promise<WallRow[]> {
    return sql<WallRow>(
      tx,
      `SELECT d.public_name AS name, d.message,
              to_char(c.paid_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day
         FROM contributions AS c JOIN contribution_donors AS d ON d.contribution_id = c.id
        WHERE c.campaign_id = $1 AND d.public_name IS NOT NULL
          AND c.state IN ('succeeded', 'committed') AND c.net_left_minor > 0
        ORDER BY c.paid_at DESC, c.id DESC LIMIT $2`,
      [campaignId, limit],
    );
  }

  /** Of these gifts, those that a person has to look at before they can be paid (R43). */
  async checkedAmong(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
    const rows = await sql<{ id: string }>(
      tx,
      `SELECT id FROM giver_checks WHERE id = ANY ($1::uuid[]) AND state = 'waiting'`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** R104: people per country while their money is with the project, named from `least` people on. */
  async homes(tx: Tx, campaignId: string, least: number): Promise<DonorHomesView> {
    const rows = await sql<{ country: string | null; people: string }>(
      tx,
      `SELECT country, count(*) AS people
         FROM (SELECT d.email_hash, min(d.country) AS country
                 FROM contributions AS c JOIN contribution_donors AS d ON d.contribution_id = c.id
                WHERE c.campaign_id = $1 AND c.state IN ('succeeded', 'committed')
                  AND c.net_left_minor > 0
                GROUP BY d.email_hash) AS donor
        GROUP BY country ORDER BY count(*) DESC, country`,
      [campaignId],
    );
    const counted = rows.map(({ country, people }) => ({ country, people: Number(people) }));
    const countries = counted.flatMap(({ country, people }) =>
      country === null || people < least ? [] : [{ country, people }],
    );
    const sumOf = (list: readonly { people: number }[]) =>
      list.reduce((sum, { people }) => sum + people, 0);
    return { countries, others: sumOf(counted) - sumOf(countries) };
  }

  /** Whether an address has ever given or promised; for the mail that opens a guest session. */
  async knows(tx: Tx, emailHash: string): Promise<boolean> {
    const rows = await sql(
      tx,
      `SELECT 1 FROM contribution_donors AS d
        WHERE d.email_hash = $1
          AND (EXISTS (SELECT 1 FROM contributions AS c
                        WHERE c.id = d.contribution_id AND c.state NOT IN ${UNPAID})
            OR EXISTS (SELECT 1 FROM pledges AS p
                        WHERE p.id = d.contribution_id AND p.state NOT IN ${NO_CARD}))
        LIMIT 1`,
      [emailHash],
    );
    return rows.length > 0;
  }
}
