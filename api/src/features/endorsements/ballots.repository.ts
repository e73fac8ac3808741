import { Injectable } from '@nestjs/common';
import type { BallotChoice, ConflictKind } from '@vatra/shared/endorsements/endorsements.dto';
import { randomUUID } from 'node:crypto';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { EndorsementRecord, Tally } from './endorsement.record.js';

type Call = Pick<EndorsementRecord, 'id' | 'callNumber'>;

/** Entitlements, voters and ballots: only ever added (ruling 42). */
@Injectable()
export class BallotsRepository {
  /** Freezes who may vote, as of the day of the call. */
  async entitle(tx: Tx, { id, callNumber }: Call, personIds: readonly string[]): Promise<void> {
    await sql(
      tx,
      `INSERT INTO endorsement_entitlements (endorsement_id, call_number, person_id)
       SELECT $1, $2, person_id FROM unnest($3::uuid[]) AS new_rows (person_id)`,
      [id, callNumber, personIds],
    );
  }

  async isEntitled(tx: Tx, { id, callNumber }: Call, personId: string): Promise<boolean> {
    const [row] = await sql<{ found: boolean }>(
      tx,
      `SELECT EXISTS (SELECT 1 FROM endorsement_entitlements
                       WHERE endorsement_id = $1 AND call_number = $2 AND person_id = $3) AS found`,
      [id, callNumber, personId],
    );
    return row?.found ?? false;
  }

  /** False when this person has answered in this call already, also in this very moment. */
  async addVoter(
    tx: Tx,
    { id, callNumber }: Call,
    voter: { readonly personId: string; readonly conflict: ConflictKind },
  ): Promise<boolean> {
    const inserted = await sqlCount(
      tx,
      `INSERT INTO endorsement_voters (endorsement_id, call_number, person_id, conflict, voted_at)
       VALUES ($1, $2, $3, $4, vatra_now()) ON CONFLICT DO NOTHING`,
      [id, callNumber, voter.personId, voter.conflict],
    );
    return inserted === 1;
  }

  /** The id is random: one that rises with time would put the ballots in the order of voting. */
  async addBallot(
    tx: Tx,
    { id, callNumber }: Call,
    ballot: { readonly choice: BallotChoice; readonly voterId: string | null },
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO endorsement_ballots (id, endorsement_id, call_number, choice, voter_id)
       VALUES ($1, $2, $3, $4, $5)`,
      [randomUUID(), id, callNumber, ballot.choice, ballot.voterId],
    );
  }

  async tally(tx: Tx, { id, callNumber }: Call): Promise<Tally> {
    const [row] = await sql<Tally>(
      tx,
      `SELECT (count(*) FILTER (WHERE choice = 'yes'))::integer AS yes,
              (count(*) FILTER (WHERE choice = 'no'))::integer AS no,
              (count(*) FILTER (WHERE choice = 'abstain'))::integer AS abstain,
              (SELECT count(*)::integer FROM endorsement_voters
                WHERE endorsement_id = $1 AND call_number = $2 AND conflict <> 'none') AS excluded
         FROM endorsement_ballots WHERE endorsement_id = $1 AND call_number = $2`,
      [id, callNumber],
    );
    return row ?? { yes: 0, no: 0, abstain: 0, excluded: 0 };
  }

  /** How many have answered in the running call of each endorsement, conflicts apart. */
  async answered(
    tx: Tx,
    ids: readonly string[],
  ): Promise<Map<string, { voted: number; excluded: number }>> {
    const rows = await sql<{ id: string; voted: number; excluded: number }>(
      tx,
      `SELECT e.id, (count(*) FILTER (WHERE v.conflict = 'none'))::integer AS voted,
              (count(*) FILTER (WHERE v.conflict <> 'none'))::integer AS excluded
         FROM endorsements e
         JOIN endorsement_voters v ON v.endorsement_id = e.id AND v.call_number = e.call_number
        WHERE e.id = ANY($1::uuid[]) GROUP BY e.id`,
      [ids],
    );
    return new Map(rows.map(({ id, voted, excluded }) => [id, { voted, excluded }]));
  }

  /** Where one person stands in the running calls: entitled, and answered already. */
  async standingOf(
    tx: Tx,
    ids: readonly string[],
    personId: string,
  ): Promise<Map<string, { hasVoted: boolean }>> {
    const rows = await sql<{ id: string; hasVoted: boolean }>(
      tx,
      `SELECT e.id, v.person_id IS NOT NULL AS "hasVoted"
         FROM endorsements e
         JOIN endorsement_entitlements t
           ON t.endorsement_id = e.id AND t.call_number = e.call_number AND t.person_id = $2
         LEFT JOIN endorsement_voters v
           ON v.endorsement_id = e.id AND v.call_number = e.call_number AND v.person_id = $2
        WHERE e.id = ANY($1::uuid[])`,
      [ids, personId],
    );
    return new Map(rows.map(({ id, hasVoted }) => [id, { hasVoted }]));
  }
}
