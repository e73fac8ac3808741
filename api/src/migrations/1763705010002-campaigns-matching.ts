import type { MigrationInterface, QueryRunner } from 'typeorm';

/** R33 and R34: reserved matching counts beside the net credits, and is never mixed with them. */
export class CampaignsMatching1763705010002 implements MigrationInterface {
  name = 'CampaignsMatching1763705010002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`ALTER TABLE campaign_credits DROP CONSTRAINT campaign_credits_kind_check`);
    await q.query(`
      ALTER TABLE campaign_credits ADD CONSTRAINT campaign_credits_kind_check
        CHECK (kind IN ('credit', 'debit', 'match', 'unmatch'))`);
    await q.query(
      `CREATE UNIQUE INDEX campaign_credits_matched_once ON campaign_credits (contribution_id, campaign_id)
        WHERE kind = 'match'`,
    );
    await q.query(
      `ALTER TABLE campaign_credit_queue ADD COLUMN signed_match_minor bigint NOT NULL DEFAULT 0`,
    );
    await q.query(`
      ALTER TABLE campaign_counted ADD COLUMN matched_minor bigint NOT NULL DEFAULT 0
        CHECK (matched_minor >= 0)`);
    await q.query(`
      ALTER TABLE campaign_totals ADD COLUMN matching_minor bigint NOT NULL DEFAULT 0
        CHECK (matching_minor >= 0)`);
    // Told by matching when every reservation is committed: the grant is fixed only after it (R59).
    await q.query(`ALTER TABLE campaigns ADD COLUMN match_committed_at timestamptz`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE campaigns DROP COLUMN match_committed_at`);
    await q.query(`ALTER TABLE campaign_totals DROP COLUMN matching_minor`);
    await q.query(`ALTER TABLE campaign_counted DROP COLUMN matched_minor`);
    await q.query(`ALTER TABLE campaign_credit_queue DROP COLUMN signed_match_minor`);
    await q.query(`DROP INDEX campaign_credits_matched_once`);
    await q.query(`ALTER TABLE campaign_credits DROP CONSTRAINT campaign_credits_kind_check`);
    await q.query(`
      ALTER TABLE campaign_credits ADD CONSTRAINT campaign_credits_kind_check
        CHECK (kind IN ('credit', 'debit'))`);
  }
}
