import { Injectable } from '@nestjs/common';
import type { OrganisationsQuery } from '@vatra/shared/organisations/organisations.dto';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { OrganisationRecord } from './organisation.record.js';

const COLUMNS = `o.id, o.slug, o.kind, o.name, o.country, o.host_city AS "hostCity",
  o.contact_email AS "contactEmail", o.decision_body AS "decisionBody",
  o.members_count AS "membersCount", o.state, o.verification_level AS "verificationLevel",
  o.verified_until AS "verifiedUntil", o.submitted_at AS "submittedAt", o.review_note AS "reviewNote"`;

/** As the index on it is written. */
const REGISTER_KEY = `regexp_replace(upper(register_number), '[^0-9A-Z]', '', 'g')`;

const QUEUE_MAX = 100;

export interface NewOrganisation {
  readonly id: string;
  readonly slug: string;
  readonly kind: string;
  readonly name: string;
  readonly country: string;
  readonly hostCity: string | null;
  readonly contactEmail: string;
  readonly decisionBody: string | null;
  readonly registerNumber: string | null;
  readonly membersCount: number | null;
  readonly placeIds: readonly string[];
}

@Injectable()
export class OrganisationsRepository {
  async insert(tx: Tx, organisation: NewOrganisation): Promise<void> {
    const { id, placeIds } = organisation;
    await sql(
      tx,
      `INSERT INTO organisations (id, slug, kind, name, country, host_city, contact_email,
              decision_body, register_number, members_count, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, vatra_now())`,
      [
        id,
        organisation.slug,
        organisation.kind,
        organisation.name,
        organisation.country,
        organisation.hostCity,
        organisation.contactEmail,
        organisation.decisionBody,
        organisation.registerNumber,
        organisation.membersCount,
      ],
    );
    await sql(
      tx,
      `INSERT INTO organisation_places (organisation_id, place_id) SELECT $1, unnest($2::uuid[])`,
      [id, placeIds],
    );
  }

  async find(tx: Tx, id: string): Promise<OrganisationRecord | null> {
    const [row] = await this.listByIds(tx, [id]);
    return row ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<OrganisationRecord | null> {
    const [row] = await sql<OrganisationRecord>(
      tx,
      `SELECT ${COLUMNS} FROM organisations o WHERE o.id = $1 FOR UPDATE`,
      [id],
    );
    return row ?? null;
  }

  async findBySlug(tx: Tx, slug: string): Promise<OrganisationRecord | null> {
    const [row] = await sql<OrganisationRecord>(
      tx,
      `SELECT ${COLUMNS} FROM organisations o WHERE o.slug = $1`,
      [slug],
    );
    return row ?? null;
  }

  async listByIds(tx: Tx, ids: readonly string[]): Promise<OrganisationRecord[]> {
    return sql<OrganisationRecord>(
      tx,
      `SELECT ${COLUMNS} FROM organisations o WHERE o.id = ANY ($1::uuid[])`,
      [ids],
    );
  }

  /** Verified ones by name; the cursor is the last name and id. */
  async list(
    tx: Tx,
    query: Pick<OrganisationsQuery, 'kind' | 'placeId'>,
    page: { after: { name: string; id: string } | null; limit: number },
  ): Promise<OrganisationRecord[]> {
    return sql<OrganisationRecord>(
      tx,
      `SELECT ${COLUMNS} FROM organisations o
        WHERE o.state IN ('verified', 'expiring')
          AND ($1::text IS NULL OR o.kind = $1)
          AND ($2::uuid IS NULL OR EXISTS (
            SELECT 1 FROM organisation_places p WHERE p.organisation_id = o.id AND p.place_id = $2))
          AND ($3::text IS NULL OR (o.name, o.id) > ($3, $4::uuid))
        ORDER BY o.name, o.id LIMIT $5`,
      [
        query.kind ?? null,
        query.placeId ?? null,
        page.after?.name ?? null,
        page.after?.id ?? null,
        page.limit,
      ],
    );
  }

  /** The key of a number leaves out everything that is neither letter nor digit. */
  async idsOfRegisterKeys(tx: Tx, keys: readonly string[]): Promise<Map<string, string>> {
    const rows = await sql<{ id: string; key: string }>(
      tx,
      `SELECT id, ${REGISTER_KEY} AS key FROM organisations WHERE ${REGISTER_KEY} = ANY ($1::text[])`,
      [keys],
    );
    return new Map(rows.map(({ id, key }) => [id, key]));
  }

  async listOfPlace(tx: Tx, placeId: string): Promise<OrganisationRecord[]> {
    return sql<OrganisationRecord>(
      tx,
      `SELECT ${COLUMNS} FROM organisation_places p JOIN organisations o ON o.id = p.organisation_id
        WHERE p.place_id = $1 ORDER BY o.name, o.id LIMIT ${String(QUEUE_MAX)}`,
      [placeId],
    );
  }

  async listSubmitted(tx: Tx): Promise<OrganisationRecord[]> {
    return sql<OrganisationRecord>(
      tx,
      `SELECT ${COLUMNS} FROM organisations o WHERE o.state = 'submitted'
        ORDER BY o.submitted_at, o.id LIMIT ${String(QUEUE_MAX)}`,
    );
  }

  async placesOf(tx: Tx, id: string): Promise<string[]> {
    const rows = await sql<{ placeId: string }>(
      tx,
      `SELECT place_id AS "placeId" FROM organisation_places WHERE organisation_id = $1 ORDER BY place_id`,
      [id],
    );
    return rows.map(({ placeId }) => placeId);
  }

  async keepPapers(tx: Tx, id: string, fileIds: readonly string[]): Promise<void> {
    await sql(
      tx,
      `INSERT INTO organisation_papers (organisation_id, file_id) SELECT $1, unnest($2::uuid[])
       ON CONFLICT DO NOTHING`,
      [id, fileIds],
    );
    await sqlCount(tx, `UPDATE organisations SET submitted_at = vatra_now() WHERE id = $1`, [id]);
  }

  async papersOf(tx: Tx, id: string): Promise<string[]> {
    const rows = await sql<{ fileId: string }>(
      tx,
      `SELECT file_id AS "fileId" FROM organisation_papers WHERE organisation_id = $1 LIMIT 50`,
      [id],
    );
    return rows.map(({ fileId }) => fileId);
  }

  /** What the review found; a verification is valid for the given months. */
  async noteReview(
    tx: Tx,
    id: string,
    review: { level: number | null; months: number; note: string },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE organisations SET review_note = $2,
              verification_level = coalesce($3, verification_level),
              verified_until = CASE WHEN $3::integer IS NULL THEN verified_until
                                    ELSE vatra_now() + make_interval(months => $4) END
        WHERE id = $1`,
      [id, review.note, review.level, review.months],
    );
  }

  async declareConflict(
    tx: Tx,
    declaration: {
      id: string;
      personId: string;
      subjectKind: string;
      subjectId: string;
      kind: string;
      actedAs: string;
    },
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO conflict_declarations (id, person_id, subject_kind, subject_id, kind, acted_as, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, vatra_now())`,
      [
        declaration.id,
        declaration.personId,
        declaration.subjectKind,
        declaration.subjectId,
        declaration.kind,
        declaration.actedAs,
      ],
    );
  }
}
