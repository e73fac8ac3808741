import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Money that nobody needs at Stripe any more stays at the bank, while nobody has fetched its file. */
export class DisbursementsRefillCancellation1763705290001 implements MigrationInterface {
  name = 'DisbursementsRefillCancellation1763705290001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.states(q, `'due', 'dropped', 'cancelled'`);
    await q.query(`ALTER TABLE stripe_refills ADD COLUMN fetched_at timestamptz`);
    await q.query(`GRANT UPDATE (fetched_at) ON stripe_refills TO vatra_app`);
    // Of files that were written before nobody knows who has them.
    await q.query(
      `UPDATE stripe_refills SET fetched_at = ordered_at WHERE storage_key IS NOT NULL`,
    );
    await q.query(`
      CREATE INDEX tranche_transfers_waiting ON tranche_transfers (created_at, id)
       WHERE step = 'waiting'`);
  }

  private async states(q: QueryRunner, withoutFile: string): Promise<void> {
    await q.query(`
      ALTER TABLE stripe_refills DROP CONSTRAINT stripe_refills_check,
        ADD CONSTRAINT stripe_refills_check
          CHECK (state IN (${withoutFile}) OR storage_key IS NOT NULL)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX tranche_transfers_waiting`);
    await q.query(`ALTER TABLE stripe_refills DROP COLUMN fetched_at`);
    await this.states(q, `'due', 'dropped'`);
  }
}
