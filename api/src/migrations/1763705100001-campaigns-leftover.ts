import type { MigrationInterface, QueryRunner } from 'typeorm';

/** R80: a campaign publishes where goes what its project does not need, and donors may get it back. */
export class CampaignsLeftover1763705100001 implements MigrationInterface {
  name = 'CampaignsLeftover1763705100001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      ALTER TABLE campaigns ADD COLUMN leftover text NOT NULL DEFAULT 'reserve'
        CHECK (leftover IN ('reserve', 'project', 'return'))`);
    await this.freeze(q, ', OLD.leftover', ', NEW.leftover');
    await this.reasons(q, `'cancelled', 'returned', 'passed_on'`);
  }

  /** R41: what was promised at the start stays as it was. */
  private async freeze(q: QueryRunner, before: string, after: string): Promise<void> {
    await q.query(`
      CREATE OR REPLACE FUNCTION refuse_campaign_number_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state <> 'scheduled' AND
           (OLD.project_id, OLD.currency, OLD.minimum_minor, OLD.optimum_minor, OLD.zone, OLD.starts_at${before})
           IS DISTINCT FROM
           (NEW.project_id, NEW.currency, NEW.minimum_minor, NEW.optimum_minor, NEW.zone, NEW.starts_at${after})
        THEN
          RAISE EXCEPTION 'the numbers of a started campaign are frozen' USING ERRCODE = 'VA041';
        END IF;
        RETURN NEW;
      END $$`);
  }

  private async reasons(q: QueryRunner, shareOuts: string): Promise<void> {
    await q.query(`
      ALTER TABLE contributions
        DROP CONSTRAINT contributions_choice_reason_check,
        ADD CONSTRAINT contributions_choice_reason_check
          CHECK (choice_reason IN ('failed', 'overflow', ${shareOuts}))`);
    await q.query(`
      ALTER TABLE share_outs
        DROP CONSTRAINT share_outs_reason_check,
        ADD CONSTRAINT share_outs_reason_check CHECK (reason IN (${shareOuts}))`);
    await q.query(`
      ALTER TABLE refunds
        DROP CONSTRAINT refunds_reason_check,
        ADD CONSTRAINT refunds_reason_check CHECK (reason IN ('withdrawal', 'late', 'campaign_failed',
          'overflow', 'staff', 'provider', ${shareOuts}))`);
  }

  async down(q: QueryRunner): Promise<void> {
    await this.reasons(q, `'cancelled'`);
    await this.freeze(q, '', '');
    await q.query(`ALTER TABLE campaigns DROP COLUMN leftover`);
  }
}
