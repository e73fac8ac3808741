import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What donors may choose when their money was not needed: another project, the hometown, repairs. */
export class ContributionsChoices1763705020003 implements MigrationInterface {
  name = 'ContributionsChoices1763705020003';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    // A moved gift is a contribution of its own: nobody paid it anew, so it has no charge and no receipt.
    await q.query(`
      ALTER TABLE contributions
        ADD COLUMN origin_id uuid REFERENCES contribution_keys (id),
        ADD COLUMN moved_from uuid REFERENCES contribution_keys (id),
        ADD COLUMN choice_reason text CHECK (choice_reason IN ('failed', 'overflow')),
        ADD COLUMN choice_reminders smallint NOT NULL DEFAULT 0,
        ADD CHECK ((origin_id IS NULL) = (moved_from IS NULL)),
        ADD CHECK (moved_from IS NULL OR charge_id IS NULL)`);
    await q.query(
      `CREATE UNIQUE INDEX contributions_moved_once ON contributions (moved_from) WHERE moved_from IS NOT NULL`,
    );
    await q.query(
      `CREATE INDEX contributions_of_origin ON contributions (origin_id) WHERE origin_id IS NOT NULL`,
    );
    await q.query(`
      UPDATE contributions AS c
         SET choice_reason = CASE WHEN EXISTS (
               SELECT 1 FROM state_change AS s
                WHERE s.machine = 'contribution' AND s.subject_id = c.id AND s.reason = 'R83')
             THEN 'overflow' ELSE 'failed' END
       WHERE c.choice_until IS NOT NULL`);
    await this.relaxReceipt(q);
    await q.query(`
      ALTER TABLE contributions
        DROP CONSTRAINT contributions_fund_check,
        ADD CONSTRAINT contributions_fund_check CHECK (fund IN ('2100', '2140', '2150', '2160'))`);
    // A refund goes to the card that paid, also when the gift has moved to another project since.
    await q.query(`ALTER TABLE refunds ADD COLUMN charge_id text`);
    await q.query(`
      UPDATE refunds AS r SET charge_id = c.charge_id
        FROM contributions AS c WHERE c.id = r.contribution_id`);
    await q.query(`CREATE INDEX refunds_charge ON refunds (charge_id)`);
  }

  private async relaxReceipt(q: QueryRunner): Promise<void> {
    await q.query(`
      DO $$
      DECLARE old text;
      BEGIN
        SELECT conname INTO STRICT old FROM pg_constraint
         WHERE conrelid = 'contributions'::regclass AND contype = 'c'
           AND pg_get_constraintdef(oid) LIKE '%receipt_number%';
        EXECUTE format('ALTER TABLE contributions DROP CONSTRAINT %I', old);
      END $$`);
    await q.query(`
      ALTER TABLE contributions ADD CONSTRAINT contributions_paid_facts CHECK (
        (paid_at IS NULL) = (net_minor IS NULL) AND (paid_at IS NULL) = (entry_id IS NULL)
        AND (paid_at IS NULL) = (fund IS NULL)
        AND (receipt_number IS NOT NULL) = (paid_at IS NOT NULL AND moved_from IS NULL))`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE refunds DROP COLUMN charge_id`);
    await q.query(`
      ALTER TABLE contributions DROP CONSTRAINT contributions_paid_facts, DROP COLUMN origin_id,
        DROP COLUMN moved_from, DROP COLUMN choice_reason, DROP COLUMN choice_reminders`);
  }
}
