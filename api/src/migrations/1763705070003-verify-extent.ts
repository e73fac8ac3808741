import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Large books are read whole once a day; in between only what has come since the look before. */
export class VerifyExtent1763705070003 implements MigrationInterface {
  name = 'VerifyExtent1763705070003';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    // Every transaction below it had ended when the run began: a later run may begin there.
    await q.query(`
      ALTER TABLE verify_runs
        ADD COLUMN extent text NOT NULL DEFAULT 'whole' CHECK (extent IN ('whole', 'tail')),
        ADD COLUMN below_tx xid8`);
    await q.query(`CREATE INDEX stripe_inbox_dead ON stripe_inbox (event_id) WHERE state = 'dead'`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX stripe_inbox_dead`);
    await q.query(`ALTER TABLE verify_runs DROP COLUMN extent, DROP COLUMN below_tx`);
  }
}
