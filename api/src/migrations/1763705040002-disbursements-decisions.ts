import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two staff stop works, let them go on, or end a project; a signed agreement may end with it (R82). */
export class DisbursementsDecisions1763705040002 implements MigrationInterface {
  name = 'DisbursementsDecisions1763705040002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE project_decisions (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES project_keys (id),
        kind text NOT NULL CHECK (kind IN ('suspend', 'resume', 'cancel')),
        state text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'withdrawn')),
        reason text NOT NULL CHECK (length(reason) BETWEEN 20 AND 1000),
        proposed_by uuid NOT NULL,
        proposed_at timestamptz NOT NULL,
        closed_by uuid,
        closed_at timestamptz,
        CHECK (state = 'proposed' OR closed_at IS NOT NULL),
        CONSTRAINT project_decisions_two_people
          CHECK (state <> 'confirmed' OR (closed_by IS NOT NULL AND closed_by <> proposed_by))
      )`);
    await q.query(
      `CREATE UNIQUE INDEX project_decisions_one_open ON project_decisions (project_id) WHERE state = 'proposed'`,
    );
    await q.query(
      `CREATE INDEX project_decisions_project ON project_decisions (project_id, proposed_at)`,
    );
    await q.query(`SELECT attach_state_machine('project_decisions', 'project_decision')`);
    await q.query(
      `GRANT SELECT, INSERT, UPDATE (state, closed_by, closed_at) ON project_decisions TO vatra_app`,
    );
    await this.endSigned(q);
  }

  private async endSigned(q: QueryRunner): Promise<void> {
    await q.query(`
      DO $$
      DECLARE old text;
      BEGIN
        SELECT conname INTO STRICT old FROM pg_constraint
         WHERE conrelid = 'agreements'::regclass AND contype = 'c'
           AND pg_get_constraintdef(oid) LIKE '%cancelled_at IS NULL%';
        EXECUTE format('ALTER TABLE agreements DROP CONSTRAINT %I', old);
      END $$`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE agreements ADD CHECK (signed_at IS NULL OR cancelled_at IS NULL)`);
    await q.query(`DROP TABLE project_decisions`);
  }
}
