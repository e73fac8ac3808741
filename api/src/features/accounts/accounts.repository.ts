import { Injectable } from '@nestjs/common';
import type { Locale } from '@vatra/shared/localized.dto';
import type { OrganisationRole, PlatformRole } from '@vatra/shared/policy/roles';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly secondFactorEnrolled: boolean;
  readonly platformRoles: readonly PlatformRole[];
}

export interface MembershipRow {
  readonly membershipId: string;
  readonly organisationId: string;
  readonly organisationSlug: string;
  readonly organisationName: string;
  readonly organisationKind: string;
  readonly roles: readonly OrganisationRole[];
  readonly voting: boolean;
  readonly state: 'invited' | 'confirmed';
}

const PEOPLE_MAX = 500;
const MEMBERS_MAX = 2_000;

const PERSON = `
  SELECT p.id, p.name, p.email, p.locale, p.second_factor_enrolled AS "secondFactorEnrolled",
         ARRAY(SELECT r.role FROM person_roles r WHERE r.person_id = p.id ORDER BY r.granted_at) AS "platformRoles"
    FROM people p`;

const MEMBERSHIP = `
  SELECT membership_id AS "membershipId", organisation_id AS "organisationId",
         organisation_slug AS "organisationSlug", organisation_name AS "organisationName",
         organisation_kind AS "organisationKind", roles, voting, state
    FROM person_memberships`;

@Injectable()
export class AccountsRepository {
  async find(tx: Tx, id: string): Promise<PersonRow | null> {
    const [row] = await sql<PersonRow>(tx, `${PERSON} WHERE p.id = $1`, [id]);
    return row ?? null;
  }

  async listByIds(tx: Tx, ids: readonly string[]): Promise<PersonRow[]> {
    return sql<PersonRow>(tx, `${PERSON} WHERE p.id = ANY($1::uuid[])`, [ids]);
  }

  /** Only people who proved that the address is theirs. */
  async findByEmail(tx: Tx, email: string): Promise<PersonRow | null> {
    const [row] = await sql<PersonRow>(tx, `${PERSON} WHERE p.email = $1 AND p.email_verified`, [
      email.toLowerCase(),
    ]);
    return row ?? null;
  }

  async listByRole(tx: Tx, role: PlatformRole): Promise<PersonRow[]> {
    return sql<PersonRow>(
      tx,
      `${PERSON} JOIN person_roles held ON held.person_id = p.id AND held.role = $1
        ORDER BY p.id LIMIT ${String(PEOPLE_MAX)}`,
      [role],
    );
  }

  async search(tx: Tx, text: string | null): Promise<PersonRow[]> {
    return sql<PersonRow>(
      tx,
      `${PERSON} WHERE p.email_verified
         AND ($1::text IS NULL OR position($1 in lower(p.name)) > 0 OR position($1 in p.email) > 0)
        ORDER BY p.id LIMIT ${String(PEOPLE_MAX)}`,
      [text?.toLowerCase() ?? null],
    );
  }

  async listByDomain(tx: Tx, domain: string): Promise<PersonRow[]> {
    return sql<PersonRow>(
      tx,
      `${PERSON} WHERE p.email_verified AND split_part(p.email, '@', 2) = $1
        ORDER BY p.id LIMIT ${String(PEOPLE_MAX)}`,
      [domain],
    );
  }

  async insertRole(
    tx: Tx,
    grant: { personId: string; role: PlatformRole; grantedBy: string | null },
  ): Promise<boolean> {
    const rows = await sql(
      tx,
      `INSERT INTO person_roles (person_id, role, granted_by, granted_at)
       VALUES ($1, $2, $3, vatra_now()) ON CONFLICT DO NOTHING RETURNING role`,
      [grant.personId, grant.role, grant.grantedBy],
    );
    return rows.length === 1;
  }

  /** True once: the operator named this address for the first administrator. */
  async useBootstrapGrant(tx: Tx, email: string): Promise<boolean> {
    const rows = await sql(
      tx,
      `UPDATE bootstrap_grants SET used_at = clock_timestamp()
        WHERE email = $1 AND used_at IS NULL RETURNING email`,
      [email.toLowerCase()],
    );
    return rows.length === 1;
  }

  async secondFactorAt(tx: Tx, sessionId: string): Promise<Date | null> {
    const [row] = await sql<{ at: Date | null }>(
      tx,
      `SELECT second_factor_at AS at FROM sign_in_sessions WHERE id = $1`,
      [sessionId],
    );
    return row?.at ?? null;
  }

  /** Memberships of a person, and invitations to their proven address. */
  async membershipsOf(tx: Tx, person: { id: string; email: string }): Promise<MembershipRow[]> {
    return sql<MembershipRow>(
      tx,
      `${MEMBERSHIP} WHERE person_id = $1 OR (state = 'invited' AND email = $2)
        ORDER BY membership_id`,
      [person.id, person.email],
    );
  }

  /** Confirmed members of an organisation, or those of them holding one of the roles. */
  async listMembers(
    tx: Tx,
    organisationId: string,
    roles: readonly OrganisationRole[] | null,
  ): Promise<PersonRow[]> {
    return sql<PersonRow>(
      tx,
      `${PERSON} WHERE p.id IN (
         SELECT m.person_id FROM person_memberships m
          WHERE m.organisation_id = $1 AND m.state = 'confirmed'
            AND ($2::text[] IS NULL OR m.roles && $2))
        ORDER BY p.id LIMIT ${String(MEMBERS_MAX)}`,
      [organisationId, roles],
    );
  }

  async findInvitation(
    tx: Tx,
    membershipId: string,
  ): Promise<{ email: string; organisationName: string } | null> {
    const [row] = await sql<{ email: string; organisationName: string }>(
      tx,
      `SELECT email, organisation_name AS "organisationName" FROM person_memberships
        WHERE membership_id = $1 AND state = 'invited'`,
      [membershipId],
    );
    return row ?? null;
  }

  async putMembership(
    tx: Tx,
    row: MembershipRow & { email: string; personId: string | null },
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO person_memberships (membership_id, person_id, email, organisation_id,
              organisation_slug, organisation_name, organisation_kind, roles, voting, state)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (membership_id) DO UPDATE
          SET person_id = excluded.person_id, roles = excluded.roles, voting = excluded.voting,
              state = excluded.state`,
      [
        row.membershipId,
        row.personId,
        row.email.toLowerCase(),
        row.organisationId,
        row.organisationSlug,
        row.organisationName,
        row.organisationKind,
        row.roles,
        row.voting,
        row.state,
      ],
    );
  }

  async dropMembership(tx: Tx, membershipId: string): Promise<void> {
    await sql(tx, `DELETE FROM person_memberships WHERE membership_id = $1`, [membershipId]);
  }
}
