import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was planned, what was reported with which evidence, and who looked at it. */
export class MilestonesTables1763704000001 implements MigrationInterface {
  name = 'MilestonesTables1763704000001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.milestones(q);
    await this.evidence(q);
    await this.verifications(q);
  }

  private async milestones(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE milestones (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('work', 'completion')),
        number smallint NOT NULL CHECK (number BETWEEN 1 AND 20),
        title jsonb NOT NULL,
        criteria jsonb NOT NULL CHECK (jsonb_typeof(criteria) = 'array'),
        evidence_required text[] NOT NULL,
        verifiers_needed smallint NOT NULL CHECK (verifiers_needed BETWEEN 2 AND 3),
        state text NOT NULL,
        due_at timestamptz NOT NULL,
        attempt smallint NOT NULL DEFAULT 0,
        reported_at timestamptz,
        verified_at timestamptz,
        rework_due_at timestamptz,
        UNIQUE (project_id, number)
      )`);
    await q.query(
      `CREATE UNIQUE INDEX milestones_one_completion ON milestones (project_id) WHERE kind = 'completion'`,
    );
    await q.query(`SELECT attach_state_machine('milestones', 'milestone')`);
    await q.query(`
      CREATE TABLE milestone_reports (
        milestone_id uuid NOT NULL,
        attempt smallint NOT NULL CHECK (attempt >= 1),
        narrative text NOT NULL,
        reported_by uuid NOT NULL,
        reported_at timestamptz NOT NULL,
        PRIMARY KEY (milestone_id, attempt)
      )`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON milestones TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT ON milestone_reports TO vatra_app`);
  }

  private async evidence(q: QueryRunner): Promise<void> {
    // R68: the same picture shown twice is found by its bytes, across projects.
    await q.query(`
      CREATE TABLE milestone_evidence (
        milestone_id uuid NOT NULL,
        attempt smallint NOT NULL,
        file_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('photo', 'minutes', 'acceptance_protocol')),
        position smallint NOT NULL,
        alt jsonb,
        sha256 text NOT NULL,
        repeats_file_id uuid,
        PRIMARY KEY (milestone_id, attempt, file_id),
        FOREIGN KEY (milestone_id, attempt) REFERENCES milestone_reports (milestone_id, attempt)
      )`);
    await q.query(`CREATE INDEX milestone_evidence_sha256 ON milestone_evidence (sha256)`);
    // R64: a paper is counted once, however often and by whomever it is handed in.
    await q.query(`
      CREATE TABLE invoices (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL,
        milestone_id uuid,
        attempt smallint,
        file_id uuid NOT NULL,
        supplier text NOT NULL,
        supplier_key text NOT NULL,
        number text NOT NULL,
        number_key text NOT NULL,
        invoice_date date NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
        reported_by uuid NOT NULL,
        reported_at timestamptz NOT NULL,
        UNIQUE (project_id, supplier_key, number_key)
      )`);
    await q.query(`GRANT SELECT, INSERT ON milestone_evidence, invoices TO vatra_app`);
  }

  private async verifications(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE verifications (
        id uuid PRIMARY KEY,
        milestone_id uuid NOT NULL,
        attempt smallint NOT NULL,
        person_id uuid NOT NULL,
        role text NOT NULL CHECK (role IN ('hta_verifier', 'volunteer_verifier')),
        state text NOT NULL,
        drawn_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        conflict text,
        visit_date date,
        result text CHECK (result IN ('yes', 'no', 'cannot_tell')),
        note text,
        answers jsonb,
        answered_at timestamptz,
        set_aside_at timestamptz,
        UNIQUE (milestone_id, attempt, person_id),
        CHECK (state <> 'answered' OR result IS NOT NULL)
      )`);
    await q.query(`CREATE INDEX verifications_person ON verifications (person_id, state)`);
    await q.query(`SELECT attach_state_machine('verifications', 'verification')`);
    await q.query(`
      CREATE TABLE verification_photos (
        verification_id uuid NOT NULL,
        position smallint NOT NULL,
        file_id uuid NOT NULL,
        sha256 text NOT NULL,
        PRIMARY KEY (verification_id, position)
      )`);
    await q.query(`
      CREATE TABLE milestone_doubts (
        verification_id uuid PRIMARY KEY,
        milestone_id uuid NOT NULL,
        attempt smallint NOT NULL,
        raised_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        decision text CHECK (decision IN ('rework', 'set_aside')),
        reason text,
        decided_by uuid,
        decided_at timestamptz,
        CHECK ((decision IS NULL) = (decided_at IS NULL))
      )`);
    await q.query(
      `CREATE INDEX milestone_doubts_open ON milestone_doubts (milestone_id) WHERE decision IS NULL`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE ON verifications, milestone_doubts TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT ON verification_photos TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `DROP TABLE milestone_doubts, verification_photos, verifications, invoices, milestone_evidence,
         milestone_reports, milestones`,
    );
  }
}
