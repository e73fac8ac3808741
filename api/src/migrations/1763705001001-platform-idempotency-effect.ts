import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether a request under a key has changed anything yet, told in the very transaction that changes
 * it, and which run of it may: one that was taken for dead may not.
 */
export class PlatformIdempotencyEffect1763705001001 implements MigrationInterface {
  name = 'PlatformIdempotencyEffect1763705001001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(
      `ALTER TABLE idempotency_keys ADD COLUMN effect_at timestamptz, ADD COLUMN run_id uuid`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE idempotency_keys DROP COLUMN effect_at, DROP COLUMN run_id`);
  }
}
