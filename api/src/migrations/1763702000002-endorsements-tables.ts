import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Endorsements: calls, who may vote in them, who has voted, and the ballots, kept apart. */
export class EndorsementsTables1763702000002 implements MigrationInterface {
  name = 'EndorsementsTables1763702000002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.endorsements(q);
    await this.votes(q);
  }

  private async endorsements(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE endorsements (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES project_keys,
        organisation_id uuid NOT NULL,
        state text NOT NULL DEFAULT 'requested',
        scope_digest text NOT NULL,
        requested_by uuid,
        requested_at timestamptz NOT NULL,
        call_number smallint NOT NULL DEFAULT 0 CHECK (call_number IN (0, 1, 2)),
        decision_body text NOT NULL CHECK (decision_body IN ('assembly', 'board')),
        secret_ballot boolean NOT NULL DEFAULT false,
        statement text,
        opened_at timestamptz,
        closes_at timestamptz CHECK (closes_at > opened_at),
        entitled integer NOT NULL DEFAULT 0 CHECK (entitled >= 0),
        yes integer, no integer, abstain integer,
        excluded integer NOT NULL DEFAULT 0,
        quorum_base integer, quorum_needed integer,
        decided_at timestamptz,
        valid_until timestamptz,
        CHECK ((call_number = 0) = (opened_at IS NULL)),
        CHECK ((decided_at IS NULL) = (yes IS NULL))
      )`);
    await q.query(`SELECT attach_state_machine('endorsements', 'endorsement')`);
    await q.query(
      `CREATE UNIQUE INDEX endorsements_asked_once ON endorsements (project_id, organisation_id, scope_digest)
        WHERE state NOT IN ('rejected', 'expired', 'revoked')`,
    );
    await q.query(`CREATE INDEX endorsements_of_project ON endorsements (project_id, id)`);
    await q.query(
      `CREATE INDEX endorsements_of_association ON endorsements (organisation_id, id DESC)`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE ON endorsements TO vatra_app`);
  }

  /**
   * Ruling 42: who voted and what was voted are two tables that nobody may change. A secret ballot
   * has no voter, no time and an id that does not rise with time.
   */
  private async votes(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE endorsement_entitlements (
        endorsement_id uuid NOT NULL,
        call_number smallint NOT NULL CHECK (call_number IN (1, 2)),
        person_id uuid NOT NULL,
        PRIMARY KEY (endorsement_id, call_number, person_id)
      )`);
    await q.query(
      `CREATE INDEX endorsement_entitlements_of_person ON endorsement_entitlements (person_id, endorsement_id DESC)`,
    );
    await q.query(`
      CREATE TABLE endorsement_voters (
        endorsement_id uuid NOT NULL,
        call_number smallint NOT NULL,
        person_id uuid NOT NULL,
        conflict text NOT NULL CHECK (conflict IN ('none', 'family', 'business', 'employment', 'party_office')),
        voted_at timestamptz NOT NULL,
        PRIMARY KEY (endorsement_id, call_number, person_id),
        FOREIGN KEY (endorsement_id, call_number, person_id) REFERENCES endorsement_entitlements
      )`);
    await q.query(`
      CREATE TABLE endorsement_ballots (
        id uuid PRIMARY KEY,
        endorsement_id uuid NOT NULL,
        call_number smallint NOT NULL CHECK (call_number IN (1, 2)),
        choice text NOT NULL CHECK (choice IN ('yes', 'no', 'abstain')),
        voter_id uuid,
        UNIQUE (endorsement_id, call_number, voter_id)
      )`);
    await q.query(
      `GRANT SELECT, INSERT ON endorsement_entitlements, endorsement_voters, endorsement_ballots TO vatra_app`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `DROP TABLE endorsement_ballots, endorsement_voters, endorsement_entitlements, endorsements`,
    );
  }
}
