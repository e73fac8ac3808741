import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cash from hand to hand has nobody who could be written to: finance writes down whose account it is. */
export class ContributionsAccountsByFinance1763705230002 implements MigrationInterface {
  name = 'ContributionsAccountsByFinance1763705230002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      ALTER TABLE refund_claims
        ADD COLUMN given_why text,
        ADD CHECK (given_why IS NULL OR iban_sealed IS NOT NULL)`);
    await q.query(
      `CREATE INDEX refund_claims_missing ON refund_claims (ask_until, id) WHERE state IN ('asked', 'unclaimed')`,
    );
    await q.query(`CREATE INDEX refund_claims_sent ON refund_claims (id) WHERE state = 'sent'`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX refund_claims_missing, refund_claims_sent`);
    await q.query(`ALTER TABLE refund_claims DROP COLUMN given_why`);
  }
}
