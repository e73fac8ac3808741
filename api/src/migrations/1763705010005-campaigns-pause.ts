import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A pause: since when, and for what; its end moves the end of the campaign. */
export class CampaignsPause1763705010005 implements MigrationInterface {
  name = 'CampaignsPause1763705010005';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`ALTER TABLE campaigns ADD COLUMN paused_at timestamptz`);
    await q.query(`ALTER TABLE campaigns ADD COLUMN pause_reason text`);
    await q.query(`
      ALTER TABLE campaigns ADD CONSTRAINT campaigns_pause
        CHECK ((paused_at IS NULL) = (pause_reason IS NULL) AND (state <> 'paused' OR paused_at IS NOT NULL))`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE campaigns DROP CONSTRAINT campaigns_pause`);
    await q.query(`ALTER TABLE campaigns DROP COLUMN pause_reason`);
    await q.query(`ALTER TABLE campaigns DROP COLUMN paused_at`);
  }
}
