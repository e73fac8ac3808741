import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the bank has still to pay to donors is asked for before anything leaves Stripe. */
export class ContributionsClaimsAtTheBank1763705270001 implements MigrationInterface {
  name = 'ContributionsClaimsAtTheBank1763705270001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(
      `CREATE INDEX refund_claims_at_bank ON refund_claims (amount_minor)
        WHERE owed_in = '2130' AND sent_entry_id IS NULL`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX refund_claims_at_bank`);
  }
}
