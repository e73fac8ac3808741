import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One waiting row per job and subject; a row somebody works on is not waiting any more. Otherwise a
 * verb that holds the subject and schedules its job waits for the very handler that waits for the subject.
 */
export class PlatformWaitingJobs1763705000010 implements MigrationInterface {
  name = 'PlatformWaitingJobs1763705000010';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`DROP INDEX outbox_one_job`);
    await q.query(
      `CREATE UNIQUE INDEX outbox_one_job ON outbox (handler, subject_key)
        WHERE kind = 'job' AND dead_at IS NULL AND lease_token IS NULL`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX outbox_one_job`);
    await q.query(
      `CREATE UNIQUE INDEX outbox_one_job ON outbox (handler, subject_key)
        WHERE kind = 'job' AND dead_at IS NULL`,
    );
  }
}
