import { Injectable } from '@nestjs/common';
import type { OrganisationRole } from '@vatra/shared/policy/roles';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { MembershipRecord } from './organisation.record.js';

const COLUMNS = `id, organisation_id AS "organisationId", person_id AS "personId", email, roles, voting,
  state, since`;

/** An association of natives has hundreds of members, not millions. */
const MEMBERS_MAX = 2_000;

@Injectable()
export class MembershipsRepository {
  /** False when this address is a member already. */
  async insert(
    tx: Tx,
    membership: Omit<MembershipRecord, 'since'> & { invitedBy: string | null },
  ): Promise<boolean> {
    const count = await sqlCount(
      tx,
      `INSERT INTO memberships (id, organisation_id, person_id, email, roles, voting, state, invited_by, since)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, vatra_now())
       ON CONFLICT (organisation_id, email) WHERE state <> 'ended' DO NOTHING`,
      [
        membership.id,
        membership.organisationId,
        membership.personId,
        membership.email,
        membership.roles,
        membership.voting,
        membership.state,
        membership.invitedBy,
      ],
    );
    return count === 1;
  }

  async findForUpdate(tx: Tx, id: string): Promise<MembershipRecord | null> {
    const [row] = await sql<MembershipRecord>(
      tx,
      `SELECT ${COLUMNS} FROM memberships WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return row ?? null;
  }

  async confirm(tx: Tx, id: string, personId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE memberships SET state = 'confirmed', person_id = $2, since = vatra_now()
        WHERE id = $1 AND state = 'invited'`,
      [id, personId],
    );
  }

  async end(tx: Tx, id: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE memberships SET state = 'ended', ended_at = vatra_now() WHERE id = $1 AND state <> 'ended'`,
      [id],
    );
  }

  async listOf(tx: Tx, organisationId: string): Promise<MembershipRecord[]> {
    return sql<MembershipRecord>(
      tx,
      `SELECT ${COLUMNS} FROM memberships WHERE organisation_id = $1 AND state <> 'ended'
        ORDER BY since, id LIMIT ${String(MEMBERS_MAX)}`,
      [organisationId],
    );
  }

  async votingMembers(
    tx: Tx,
    organisationId: string,
  ): Promise<{ personId: string; roles: OrganisationRole[] }[]> {
    return sql(
      tx,
      `SELECT person_id AS "personId", roles FROM memberships
        WHERE organisation_id = $1 AND state = 'confirmed' AND voting
        ORDER BY since, id LIMIT ${String(MEMBERS_MAX)}`,
      [organisationId],
    );
  }

  async membersWithRole(tx: Tx, organisationId: string, role: OrganisationRole): Promise<string[]> {
    const rows = await sql<{ personId: string }>(
      tx,
      `SELECT person_id AS "personId" FROM memberships
        WHERE organisation_id = $1 AND state = 'confirmed' AND $2 = ANY (roles)
        ORDER BY since, id LIMIT ${String(MEMBERS_MAX)}`,
      [organisationId, role],
    );
    return rows.map(({ personId }) => personId);
  }

  async isMemberNow(tx: Tx, personId: string, organisationId: string): Promise<boolean> {
    const [row] = await sql<{ found: boolean }>(
      tx,
      `SELECT EXISTS (SELECT 1 FROM memberships
         WHERE person_id = $1 AND organisation_id = $2 AND state = 'confirmed') AS found`,
      [personId, organisationId],
    );
    return row?.found ?? false;
  }

  /** Who of these people and proved addresses belongs to which of the organisations now. */
  async belonging(
    tx: Tx,
    organisationIds: readonly string[],
    who: { readonly personIds: readonly string[]; readonly emails: readonly string[] },
  ): Promise<{ organisationId: string; personId: string | null; email: string }[]> {
    return sql(
      tx,
      `SELECT organisation_id AS "organisationId", person_id AS "personId", lower(email) AS email
         FROM memberships
        WHERE organisation_id = ANY ($1::uuid[]) AND state = 'confirmed'
          AND (person_id = ANY ($2::uuid[]) OR lower(email) = ANY ($3::text[]))`,
      [organisationIds, who.personIds, who.emails],
    );
  }
}
