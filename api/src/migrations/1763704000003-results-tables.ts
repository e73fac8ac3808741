import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the money changed: reports at completion, after 6 and after 12 months, with measured values. */
export class ResultsTables1763704000003 implements MigrationInterface {
  name = 'ResultsTables1763704000003';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE reports (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('completion', 'follow_up_6', 'follow_up_12')),
        state text NOT NULL,
        due_at timestamptz NOT NULL,
        narrative text,
        working text CHECK (working IN ('yes', 'partly', 'no')),
        maintenance_paid_minor bigint CHECK (maintenance_paid_minor BETWEEN 0 AND 1000000000000),
        acceptance_protocol_file_id uuid,
        submitted_by uuid,
        submitted_at timestamptz,
        decided_by uuid,
        decided_at timestamptz,
        review_reason text,
        UNIQUE (project_id, kind),
        CHECK (state = 'due' OR submitted_at IS NOT NULL),
        CHECK (kind <> 'completion' OR state = 'due' OR acceptance_protocol_file_id IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('reports', 'report')`);
    await q.query(`CREATE INDEX reports_state ON reports (state, due_at)`);
    // Pictures and values of a returned report give way to those of the next one.
    await q.query(`
      CREATE TABLE report_photos (
        report_id uuid NOT NULL,
        position smallint NOT NULL,
        file_id uuid NOT NULL,
        alt jsonb NOT NULL,
        PRIMARY KEY (report_id, position)
      )`);
    await q.query(`
      CREATE TABLE indicator_values (
        report_id uuid NOT NULL,
        indicator_id uuid NOT NULL,
        project_id uuid NOT NULL,
        value bigint NOT NULL CHECK (value BETWEEN 0 AND 1000000000000),
        measured_on date NOT NULL,
        method text NOT NULL,
        PRIMARY KEY (report_id, indicator_id)
      )`);
    await q.query(`CREATE INDEX indicator_values_project ON indicator_values (project_id)`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON reports TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, DELETE ON report_photos, indicator_values TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE indicator_values, report_photos, reports`);
  }
}
