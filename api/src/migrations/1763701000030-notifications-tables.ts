import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is told about a project because they gave, and news on the way to them. */
export class NotificationsTables1763701000030 implements MigrationInterface {
  name = 'NotificationsTables1763701000030';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE project_donors (
        contribution_id uuid PRIMARY KEY,
        project_id uuid NOT NULL
      )`);
    await q.query(
      `CREATE INDEX project_donors_project ON project_donors (project_id, contribution_id)`,
    );
    await q.query(`
      CREATE TABLE donor_news (
        id uuid PRIMARY KEY,
        event_key text NOT NULL UNIQUE,
        project_id uuid NOT NULL,
        template text NOT NULL,
        params jsonb NOT NULL,
        path text NOT NULL,
        told_up_to uuid
      )`);
    await q.query(`GRANT SELECT, INSERT, DELETE ON project_donors TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON donor_news TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE donor_news, project_donors`);
  }
}
