import type { MigrationInterface, QueryRunner } from 'typeorm';

/** R57: the registration number of a supplier that minutes or invoices name; a correction is another row. */
export class DisbursementsSupplierNumbers1763705180002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE supplier_numbers (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES agreements (project_id),
        supplier_key text NOT NULL,
        register_number text NOT NULL CHECK (length(register_number) BETWEEN 4 AND 40),
        named_by uuid NOT NULL,
        named_at timestamptz NOT NULL,
        UNIQUE (project_id, supplier_key, register_number)
      )`);
    await q.query(`GRANT SELECT, INSERT ON supplier_numbers TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE supplier_numbers`);
  }
}
