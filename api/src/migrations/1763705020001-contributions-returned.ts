import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is left of a gift: with partial refunds (R48) and withdrawals that keep the lost fee (R46) a
 * gift is no longer either whole or gone.
 */
export class ContributionsReturned1763705020001 implements MigrationInterface {
  name = 'ContributionsReturned1763705020001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.contributions(q);
    await this.refunds(q);
    await q.query(
      `CREATE INDEX campaign_credits_debits ON campaign_credits (campaign_id) INCLUDE (id, net_minor)
        WHERE kind = 'debit'`,
    );
  }

  private async contributions(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE contributions
        ADD COLUMN net_left_minor bigint CHECK (net_left_minor BETWEEN 0 AND net_minor),
        ADD COLUMN gift_returned_minor bigint NOT NULL DEFAULT 0
          CHECK (gift_returned_minor BETWEEN 0 AND gift_minor),
        ADD COLUMN returned_minor bigint NOT NULL DEFAULT 0
          CHECK (returned_minor BETWEEN gift_returned_minor AND gross_minor)`);
    await q.query(`
      UPDATE contributions AS c
         SET net_left_minor = CASE WHEN sent.contribution_id IS NULL THEN c.net_minor ELSE 0 END,
             gift_returned_minor = CASE WHEN sent.contribution_id IS NULL THEN 0 ELSE c.gift_minor END,
             returned_minor = CASE WHEN sent.contribution_id IS NULL THEN 0 ELSE c.gross_minor END
        FROM contributions AS own
        LEFT JOIN (SELECT DISTINCT contribution_id FROM refunds) AS sent
          ON sent.contribution_id = own.id
       WHERE own.id = c.id AND c.paid_at IS NOT NULL`);
    await q.query(`
      ALTER TABLE contributions ADD CONSTRAINT contributions_left_when_paid
        CHECK ((paid_at IS NULL) = (net_left_minor IS NULL))`);
  }

  /** One amount at a time is on its way back; several may have gone back one after the other. */
  private async refunds(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE refunds
        DROP CONSTRAINT refunds_reason_check,
        DROP CONSTRAINT refunds_posting_check,
        ADD COLUMN project_minor bigint,
        ADD COLUMN gift_minor bigint,
        ADD COLUMN is_whole boolean NOT NULL DEFAULT true,
        ADD CONSTRAINT refunds_reason_check
          CHECK (reason IN ('withdrawal', 'late', 'campaign_failed', 'overflow', 'staff')),
        ADD CONSTRAINT refunds_posting_check CHECK (posting IN ('L13', 'L14', 'L15', 'L17'))`);
    await q.query(`
      UPDATE refunds AS r SET project_minor = c.net_minor, gift_minor = c.gift_minor
        FROM contributions AS c WHERE c.id = r.contribution_id`);
    await q.query(`
      ALTER TABLE refunds
        ALTER COLUMN project_minor SET NOT NULL,
        ALTER COLUMN gift_minor SET NOT NULL,
        ALTER COLUMN is_whole DROP DEFAULT,
        ADD CHECK (project_minor >= 0 AND gift_minor >= 0),
        ADD CHECK (is_whole OR posting = 'L15')`);
    await q.query(`DROP INDEX refunds_one_open`);
    await q.query(
      `CREATE UNIQUE INDEX refunds_one_open ON refunds (contribution_id) WHERE state = 'pending'`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX campaign_credits_debits, refunds_one_open`);
    await q.query(
      `CREATE UNIQUE INDEX refunds_one_open ON refunds (contribution_id) WHERE state <> 'failed'`,
    );
    await q.query(`
      ALTER TABLE refunds DROP COLUMN project_minor, DROP COLUMN gift_minor, DROP COLUMN is_whole`);
    await q.query(`
      ALTER TABLE contributions DROP COLUMN net_left_minor, DROP COLUMN gift_returned_minor,
        DROP COLUMN returned_minor`);
  }
}
