import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payment a bank claims back is not refunded as well: its refund rests until the bank has decided. */
export class ContributionsHeldRefunds1763705120001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE refunds
        ADD COLUMN held_at timestamptz,
        ADD COLUMN lost_in uuid REFERENCES disputes (id),
        ADD CHECK (held_at IS NULL OR stripe_refund_id IS NULL),
        ADD CHECK (lost_in IS NULL OR (bounced_entry_id IS NULL AND paid_entry_id IS NULL))`);
    await q.query(
      `CREATE INDEX refunds_unsent ON refunds (charge_id)
        WHERE state = 'pending' AND stripe_refund_id IS NULL`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX refunds_unsent`);
    await q.query(`ALTER TABLE refunds DROP COLUMN held_at, DROP COLUMN lost_in`);
  }
}
