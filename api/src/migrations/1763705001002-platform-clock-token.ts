import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who moves the date: one that slept past its lease finds the token of another. */
export class PlatformClockToken1763705001002 implements MigrationInterface {
  name = 'PlatformClockToken1763705001002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`ALTER TABLE clock_moves ADD COLUMN lease_token uuid`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE clock_moves DROP COLUMN lease_token`);
  }
}
