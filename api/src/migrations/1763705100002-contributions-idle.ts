import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = `'cancelled', 'returned', 'passed_on'`;

/** R79: donors of a project that could use nothing for half a year are asked anew. */
export class ContributionsIdle1763705100002 implements MigrationInterface {
  name = 'ContributionsIdle1763705100002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.reasons(q, `${BEFORE}, 'idle'`);
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
    await this.reasons(q, BEFORE);
  }
}
