import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the second reading of the books found, minute after minute, hour after hour. */
export class VerifyRuns1763705070002 implements MigrationInterface {
  name = 'VerifyRuns1763705070002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE verify_runs (
        id uuid PRIMARY KEY,
        scope text NOT NULL CHECK (scope IN ('books', 'reconciliation')),
        state text NOT NULL CHECK (state IN ('asked', 'running', 'sound', 'unsound', 'failed')),
        reason text NOT NULL CHECK (reason IN ('schedule', 'demand', 'restore')),
        asked_by uuid,
        asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        started_at timestamptz,
        ended_at timestamptz,
        milliseconds integer,
        invariants integer NOT NULL DEFAULT 0,
        examined bigint NOT NULL DEFAULT 0,
        broken jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(broken) = 'array'),
        problem text,
        CHECK ((state IN ('sound', 'unsound', 'failed')) = (ended_at IS NOT NULL)),
        CHECK (state <> 'failed' OR problem IS NOT NULL)
      )`);
    await q.query(
      `CREATE UNIQUE INDEX verify_runs_one_open ON verify_runs (scope) WHERE state IN ('asked', 'running')`,
    );
    await q.query(`CREATE INDEX verify_runs_latest ON verify_runs (scope, asked_at DESC)`);
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON verify_runs TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE verify_runs`);
  }
}
