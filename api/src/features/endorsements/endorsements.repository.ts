import { Injectable } from '@nestjs/common';
import type { EndorsementState } from '@vatra/shared/endorsements/endorsement.states';
import type { Actor } from '../../platform/actor.js';
import { sql, sqlCount } from '../../platform/database/manager.js';
import { moveState, recordBirth } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import type { DecisionBody, EndorsementRecord, Tally } from './endorsement.record.js';
import { EndorsementMissing } from './endorsements.errors.js';

const COLUMNS = `e.id, e.project_id AS "projectId", e.organisation_id AS "organisationId", e.state,
  e.scope_digest AS "scopeDigest", e.call_number AS "callNumber", e.decision_body AS "decisionBody",
  e.secret_ballot AS "secretBallot", e.statement, e.requested_at AS "requestedAt",
  e.opened_at AS "openedAt", e.closes_at AS "closesAt", e.entitled, e.yes, e.no, e.abstain, e.excluded,
  e.quorum_base AS "quorumBase", e.quorum_needed AS "quorumNeeded", e.decided_at AS "decidedAt",
  e.valid_until AS "validUntil"`;

export interface NewEndorsement {
  readonly id: string;
  readonly projectId: string;
  readonly organisationId: string;
  readonly scopeDigest: string;
  readonly decisionBody: DecisionBody;
}

export interface CallOpening {
  readonly number: 1 | 2;
  readonly body: DecisionBody;
  readonly secretBallot: boolean;
  readonly statement: string | null;
  readonly openedAt: Date;
  readonly closesAt: Date;
  readonly entitled: number;
}

const OF_PROJECT_MAX = 100;

@Injectable()
export class EndorsementsRepository {
  /** False when the association has been asked about this scope and has not said no. */
  async insert(tx: Tx, endorsement: NewEndorsement, actor: Actor): Promise<boolean> {
    const { id } = endorsement;
    const inserted = await sqlCount(
      tx,
      `INSERT INTO endorsements (id, project_id, organisation_id, scope_digest, decision_body,
              requested_by, requested_at)
       VALUES ($1, $2, $3, $4, $5, $6, vatra_now())
       ON CONFLICT (project_id, organisation_id, scope_digest)
         WHERE state NOT IN ('rejected', 'expired', 'revoked') DO NOTHING`,
      [
        id,
        endorsement.projectId,
        endorsement.organisationId,
        endorsement.scopeDigest,
        endorsement.decisionBody,
        actor.personId,
      ],
    );
    if (inserted === 0) return false;
    await recordBirth(tx, { machine: 'endorsement', id, state: 'requested', actor });
    return true;
  }

  /** @throws EndorsementMissing */
  async get(tx: Tx, id: string): Promise<EndorsementRecord> {
    const [row] = await this.list(tx, 'e.id = $1', [id]);
    if (row === undefined) throw new EndorsementMissing();
    return row;
  }

  /** @throws EndorsementMissing */
  async getForUpdate(tx: Tx, id: string): Promise<EndorsementRecord> {
    await sql(tx, `SELECT 1 FROM endorsements WHERE id = $1 FOR UPDATE`, [id]);
    return this.get(tx, id);
  }

  /** As getForUpdate for those who only add a ballot: they wait for the close, not for each other. */
  async getForBallot(tx: Tx, id: string): Promise<EndorsementRecord> {
    await sql(tx, `SELECT 1 FROM endorsements WHERE id = $1 FOR SHARE`, [id]);
    return this.get(tx, id);
  }

  listOfProject(tx: Tx, projectId: string): Promise<EndorsementRecord[]> {
    return this.list(tx, `e.project_id = $1 ORDER BY e.id LIMIT ${String(OF_PROJECT_MAX)}`, [
      projectId,
    ]);
  }

  listOfProjects(tx: Tx, projectIds: readonly string[]): Promise<EndorsementRecord[]> {
    return this.list(tx, `e.project_id = ANY($1::uuid[]) AND e.state = 'active' ORDER BY e.id`, [
      projectIds,
    ]);
  }

  listOfAssociations(
    tx: Tx,
    organisationIds: readonly string[],
    slice: { readonly beforeId: string | null; readonly limit: number },
  ): Promise<EndorsementRecord[]> {
    return this.list(
      tx,
      `e.organisation_id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR e.id < $2)
       ORDER BY e.id DESC LIMIT $3`,
      [organisationIds, slice.beforeId, slice.limit],
    );
  }

  listInState(
    tx: Tx,
    organisationIds: readonly string[],
    state: EndorsementState,
    limit: number,
  ): Promise<EndorsementRecord[]> {
    return this.list(
      tx,
      `e.organisation_id = ANY($1::uuid[]) AND e.state = $2 ORDER BY e.id DESC LIMIT $3`,
      [organisationIds, state, limit],
    );
  }

  /** Calls that run now in which the person may vote and has not. */
  listToVote(tx: Tx, personId: string, limit: number): Promise<EndorsementRecord[]> {
    return this.list(
      tx,
      `e.state IN ('first_call', 'second_call') AND e.id IN (
         SELECT t.endorsement_id FROM endorsement_entitlements t
          WHERE t.person_id = $1 AND t.call_number = e.call_number AND NOT EXISTS (
            SELECT 1 FROM endorsement_voters v
             WHERE v.endorsement_id = t.endorsement_id AND v.call_number = t.call_number
               AND v.person_id = t.person_id))
       ORDER BY e.closes_at LIMIT $2`,
      [personId, limit],
    );
  }

  async move(
    tx: Tx,
    endorsement: Pick<EndorsementRecord, 'id' | 'state'>,
    to: EndorsementState,
    by: { readonly actor: Actor; readonly reason?: string },
  ): Promise<void> {
    const { id, state } = endorsement;
    await moveState(tx, { machine: 'endorsement', id, from: state, to, ...by });
  }

  async open(tx: Tx, id: string, call: CallOpening): Promise<void> {
    await sql(
      tx,
      `UPDATE endorsements SET call_number = $2, decision_body = $3, secret_ballot = $4, statement = $5,
              opened_at = $6, closes_at = $7, entitled = $8, excluded = 0
        WHERE id = $1`,
      [
        id,
        call.number,
        call.body,
        call.secretBallot,
        call.statement,
        call.openedAt,
        call.closesAt,
        call.entitled,
      ],
    );
  }

  async setDecided(
    tx: Tx,
    id: string,
    decision: Tally & {
      readonly quorumBase: number;
      readonly quorumNeeded: number;
      readonly validUntil: Date | null;
    },
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE endorsements SET yes = $2, no = $3, abstain = $4, excluded = $5, quorum_base = $6,
              quorum_needed = $7, valid_until = $8, decided_at = vatra_now()
        WHERE id = $1`,
      [
        id,
        decision.yes,
        decision.no,
        decision.abstain,
        decision.excluded,
        decision.quorumBase,
        decision.quorumNeeded,
        decision.validUntil,
      ],
    );
  }

  private list(
    tx: Tx,
    condition: string,
    parameters: readonly unknown[],
  ): Promise<EndorsementRecord[]> {
    return sql<EndorsementRecord>(
      tx,
      `SELECT ${COLUMNS} FROM endorsements e WHERE ${condition}`,
      parameters,
    );
  }
}
