import type { MigrationInterface, QueryRunner } from 'typeorm';

/** First answers of requests that create money or approvals, kept for a day (ruling 41). */
export class PlatformIdempotency1763700000010 implements MigrationInterface {
  name = 'PlatformIdempotency1763700000010';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE idempotency_keys (
        key_hash text PRIMARY KEY CHECK (length(key_hash) = 64),
        request_hash text NOT NULL CHECK (length(request_hash) = 64),
        state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'answered')),
        status integer,
        content_type text,
        body text,
        begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CHECK ((state = 'answered') = (status IS NOT NULL))
      )`);
    await q.query(`CREATE INDEX idempotency_keys_begun ON idempotency_keys (begun_at)`);
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE idempotency_keys`);
  }
}
