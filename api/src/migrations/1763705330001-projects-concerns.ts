import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Serious concerns about a project (R40, R98), told by whoever looks into them: when, and nothing else. */
export class ProjectsConcerns1763705330001 implements MigrationInterface {
  name = 'ProjectsConcerns1763705330001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE project_concerns (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES project_keys,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz CHECK (closed_at >= opened_at)
      )`);
    await q.query(
      `CREATE INDEX project_concerns_open ON project_concerns (project_id, opened_at)
        WHERE closed_at IS NULL`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE (closed_at) ON project_concerns TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE project_concerns`);
  }
}
