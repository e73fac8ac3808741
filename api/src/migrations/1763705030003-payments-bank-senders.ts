import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who a line of the bank came from, and what of it is the bank's own price. */
export class PaymentsBankSenders1763705030003 implements MigrationInterface {
  name = 'PaymentsBankSenders1763705030003';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    // Account numbers of donors rest sealed; the mark only tells whether two are the same.
    await q.query(`
      ALTER TABLE bank_lines
        ADD COLUMN counterparty_sealed text,
        ADD COLUMN counterparty_mark text,
        ADD COLUMN is_charge boolean NOT NULL DEFAULT false,
        ADD CHECK ((counterparty_sealed IS NULL) = (counterparty_mark IS NULL)),
        ADD CHECK (NOT is_charge OR direction = 'out')`);
    await q.query(`DROP INDEX bank_lines_open`);
    await q.query(`
      CREATE INDEX bank_lines_open ON bank_lines (booked_on, id)
       WHERE matched_kind IS NULL OR matched_kind = 'unknown'`);
    await q.query(`
      ALTER TABLE bank_statements
        ADD COLUMN left_out integer NOT NULL DEFAULT 0 CHECK (left_out >= 0)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE bank_statements DROP COLUMN left_out`);
    await q.query(`DROP INDEX bank_lines_open`);
    await q.query(
      `CREATE INDEX bank_lines_open ON bank_lines (booked_on, id) WHERE matched_kind IS NULL`,
    );
    await q.query(`
      ALTER TABLE bank_lines DROP COLUMN is_charge, DROP COLUMN counterparty_mark,
        DROP COLUMN counterparty_sealed`);
  }
}
