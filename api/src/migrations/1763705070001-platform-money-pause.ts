import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A database that has come back from a copy does not know what was sent since: money waits. */
export class PlatformMoneyPause1763705070001 implements MigrationInterface {
  name = 'PlatformMoneyPause1763705070001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    // Another cluster, another database in it, or another history of it means: this is a copy.
    await q.query(`
      CREATE FUNCTION database_origin_now() RETURNS text LANGUAGE sql STABLE AS $$
        SELECT system.system_identifier || '/' || history.timeline_id || '/' ||
               (SELECT oid FROM pg_database WHERE datname = current_database())
          FROM pg_control_system() AS system, pg_control_checkpoint() AS history
      $$`);
    await q.query(`
      CREATE TABLE database_origin (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        origin text NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await q.query(`
      CREATE TABLE money_pauses (
        id uuid PRIMARY KEY,
        reason text NOT NULL,
        began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        lifted_at timestamptz,
        lifted_by uuid,
        lift_reason text,
        CHECK ((lifted_at IS NULL) = (lift_reason IS NULL))
      )`);
    await q.query(
      `CREATE UNIQUE INDEX money_pauses_one_open ON money_pauses ((true)) WHERE lifted_at IS NULL`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE ON database_origin, money_pauses TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE money_pauses, database_origin`);
    await q.query(`DROP FUNCTION database_origin_now`);
  }
}
