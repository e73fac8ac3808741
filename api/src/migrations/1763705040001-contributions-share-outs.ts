import type { MigrationInterface, QueryRunner } from 'typeorm';

const AMOUNT_MAX = '1000000000000';

/** What a cancelled project has left goes back to those who gave it, each in proportion (R81, R82). */
export class ContributionsShareOuts1763705040001 implements MigrationInterface {
  name = 'ContributionsShareOuts1763705040001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      ALTER TABLE contributions
        ADD COLUMN spent_minor bigint NOT NULL DEFAULT 0,
        ADD CONSTRAINT contributions_spent CHECK (spent_minor BETWEEN 0 AND coalesce(net_left_minor, 0)),
        DROP CONSTRAINT contributions_choice_reason_check,
        ADD CONSTRAINT contributions_choice_reason_check
          CHECK (choice_reason IN ('failed', 'overflow', 'cancelled'))`);
    await this.refunds(q);
    await this.shareOuts(q);
  }

  private async refunds(q: QueryRunner): Promise<void> {
    await q.query(`
      DO $$
      DECLARE old text;
      BEGIN
        SELECT conname INTO STRICT old FROM pg_constraint
         WHERE conrelid = 'refunds'::regclass AND contype = 'c'
           AND pg_get_constraintdef(oid) LIKE '%is_whole%';
        EXECUTE format('ALTER TABLE refunds DROP CONSTRAINT %I', old);
      END $$`);
    await q.query(`
      ALTER TABLE refunds
        DROP CONSTRAINT refunds_reason_check,
        ADD CONSTRAINT refunds_reason_check CHECK (reason IN ('withdrawal', 'late', 'campaign_failed',
          'overflow', 'staff', 'cancelled')),
        ADD CONSTRAINT refunds_whole CHECK (is_whole OR posting IN ('L15', 'L17'))`);
  }

  private async shareOuts(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE share_outs (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES project_keys (id),
        reason text NOT NULL CHECK (reason IN ('cancelled')),
        held_minor bigint NOT NULL CHECK (held_minor BETWEEN 1 AND ${AMOUNT_MAX}),
        entry_id uuid NOT NULL UNIQUE,
        opened_at timestamptz NOT NULL,
        choose_until timestamptz NOT NULL,
        finished_at timestamptz
      )`);
    await q.query(
      `CREATE UNIQUE INDEX share_outs_one_open ON share_outs (project_id) WHERE finished_at IS NULL`,
    );
    await q.query(`
      CREATE TABLE share_out_parts (
        share_out_id uuid NOT NULL REFERENCES share_outs (id),
        contribution_id uuid NOT NULL REFERENCES contribution_keys (id),
        net_minor bigint NOT NULL CHECK (net_minor BETWEEN 1 AND ${AMOUNT_MAX}),
        share_minor bigint NOT NULL CHECK (share_minor BETWEEN 0 AND net_minor),
        PRIMARY KEY (share_out_id, contribution_id)
      )`);
    await q.query(
      `CREATE INDEX contributions_waiting ON contributions (project_id, id) WHERE state = 'choice_pending'`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE (finished_at) ON share_outs TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT ON share_out_parts TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX contributions_waiting`);
    await q.query(`DROP TABLE share_out_parts, share_outs`);
    await q.query(`
      ALTER TABLE refunds DROP CONSTRAINT refunds_whole,
        ADD CHECK (is_whole OR posting = 'L15')`);
    await q.query(`
      ALTER TABLE contributions DROP CONSTRAINT contributions_spent, DROP COLUMN spent_minor`);
  }
}
