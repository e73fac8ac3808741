import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Money that comes by other ways than a card: by bank transfer, or in cash through an association.
 * Such a gift has no charge, may have no address, and arrives days after it was submitted (ruling 20).
 */
export class ContributionsChannels1763705030001 implements MigrationInterface {
  name = 'ContributionsChannels1763705030001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      ALTER TABLE contributions
        ADD COLUMN channel text NOT NULL DEFAULT 'card'
          CHECK (channel IN ('card', 'bank_transfer', 'offline')),
        ADD CHECK (channel = 'card' OR (charge_id IS NULL AND session_id IS NULL))`);
    await q.query(`ALTER TABLE contribution_donors ALTER COLUMN email_hash DROP NOT NULL`);
    await q.query(`
      ALTER TABLE contribution_donors ADD CHECK (email_hash IS NOT NULL OR email IS NULL)`);
    await q.query(
      `ALTER TABLE campaign_open_payments ADD COLUMN delayed boolean NOT NULL DEFAULT false`,
    );
    await q.query(
      `ALTER TABLE campaign_credits ADD COLUMN is_offline boolean NOT NULL DEFAULT false`,
    );
    await q.query(
      `CREATE INDEX campaign_credits_offline ON campaign_credits (campaign_id, contribution_id)
        WHERE is_offline`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX campaign_credits_offline`);
    await q.query(`ALTER TABLE campaign_credits DROP COLUMN is_offline`);
    await q.query(`ALTER TABLE campaign_open_payments DROP COLUMN delayed`);
    await q.query(`ALTER TABLE contributions DROP COLUMN channel`);
  }
}
