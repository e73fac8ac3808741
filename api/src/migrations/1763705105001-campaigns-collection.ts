import type { MigrationInterface, QueryRunner } from 'typeorm';

const NUMBERS = (row: string) =>
  ['project_id', 'currency', 'minimum_minor', 'optimum_minor', 'zone', 'starts_at', 'leftover']
    .map((column) => `${row}.${column}`)
    .join(', ');

/** R42: whether cards are charged at once or on success, and what is promised meanwhile. */
export class CampaignsCollection1763705105001 implements MigrationInterface {
  name = 'CampaignsCollection1763705105001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      ALTER TABLE campaigns
        ADD COLUMN collection text NOT NULL DEFAULT 'immediate'
          CHECK (collection IN ('immediate', 'on_success')),
        ADD COLUMN collecting_at timestamptz,
        ADD CHECK (collecting_at IS NULL OR collection = 'on_success')`);
    await q.query(`
      ALTER TABLE campaign_open_payments
        ADD COLUMN promised_minor bigint NOT NULL DEFAULT 0
          CHECK (promised_minor BETWEEN 0 AND 1000000000000)`);
    await this.freeze(q, `${NUMBERS('OLD')}, OLD.collection`, `${NUMBERS('NEW')}, NEW.collection`);
  }

  /** R41, as before but for what is compared. */
  private async freeze(q: QueryRunner, before: string, after: string): Promise<void> {
    await q.query(`
      CREATE OR REPLACE FUNCTION refuse_campaign_number_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state <> 'scheduled' AND (${before}) IS DISTINCT FROM (${after}) THEN
          RAISE EXCEPTION 'the numbers of a started campaign are frozen' USING ERRCODE = 'VA041';
        END IF;
        RETURN NEW;
      END $$`);
  }

  async down(q: QueryRunner): Promise<void> {
    await this.freeze(q, NUMBERS('OLD'), NUMBERS('NEW'));
    await q.query(`ALTER TABLE campaign_open_payments DROP COLUMN promised_minor`);
    await q.query(`ALTER TABLE campaigns DROP COLUMN collecting_at, DROP COLUMN collection`);
  }
}
