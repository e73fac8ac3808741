import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a project holds of each gift (R81) is found through the project, not by reading all gifts. */
export class ContributionsHeldByProject1763705320001 implements MigrationInterface {
  name = 'ContributionsHeldByProject1763705320001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE INDEX contributions_held ON contributions (project_id, id)
       WHERE fund = '2100' AND state IN ('succeeded', 'committed')`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX contributions_held`);
  }
}
