import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Matching: what the local authority has decided to bring, and the proof that it did. */
export class CommitmentsTables1763702000003 implements MigrationInterface {
  name = 'CommitmentsTables1763702000003';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE commitments (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES project_keys,
        organisation_id uuid NOT NULL,
        state text NOT NULL DEFAULT 'declared',
        decision_number text NOT NULL,
        decision_date date NOT NULL,
        cash_minor bigint NOT NULL CHECK (cash_minor BETWEEN 0 AND 1000000000000),
        in_kind_minor bigint NOT NULL CHECK (in_kind_minor BETWEEN 0 AND 1000000000000),
        budget_code text NOT NULL,
        file_id uuid NOT NULL,
        declared_by uuid,
        declared_at timestamptz NOT NULL,
        review_due_at timestamptz NOT NULL,
        evidenced_cash_minor bigint NOT NULL DEFAULT 0
          CHECK (evidenced_cash_minor BETWEEN 0 AND cash_minor),
        evidenced_in_kind_minor bigint NOT NULL DEFAULT 0
          CHECK (evidenced_in_kind_minor BETWEEN 0 AND in_kind_minor),
        CHECK (cash_minor + in_kind_minor > 0)
      )`);
    await q.query(`SELECT attach_state_machine('commitments', 'commitment')`);
    await q.query(`CREATE INDEX commitments_of_project ON commitments (project_id, id)`);
    await q.query(
      `CREATE INDEX commitments_waiting ON commitments (declared_at, id) WHERE state = 'declared'`,
    );
    await q.query(`
      CREATE TABLE commitment_evidence (
        id uuid PRIMARY KEY,
        commitment_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('cash', 'in_kind')),
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
        description text NOT NULL,
        file_id uuid NOT NULL UNIQUE,
        state text NOT NULL DEFAULT 'offered' CHECK (state IN ('offered', 'accepted', 'refused')),
        offered_by uuid,
        offered_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        reason text,
        CHECK ((state = 'offered') = (decided_at IS NULL))
      )`);
    await q.query(`CREATE INDEX commitment_evidence_of ON commitment_evidence (commitment_id, id)`);
    await q.query(
      `CREATE INDEX commitment_evidence_waiting ON commitment_evidence (offered_at, id) WHERE state = 'offered'`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE ON commitments, commitment_evidence TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE commitment_evidence, commitments`);
  }
}
