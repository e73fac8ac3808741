import type { MigrationInterface, QueryRunner } from 'typeorm';

/** R74: minutes of how a supplier was chosen; they are added to, never changed. */
export class DisbursementsProcurementMinutes1763705160001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE procurement_minutes (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES agreements (project_id),
        supplier text NOT NULL CHECK (length(supplier) BETWEEN 1 AND 160),
        supplier_key text NOT NULL,
        bidders smallint NOT NULL CHECK (bidders BETWEEN 1 AND 99),
        decided_on date NOT NULL,
        file_id uuid NOT NULL REFERENCES files (id),
        handed_in_by uuid NOT NULL,
        handed_in_at timestamptz NOT NULL,
        UNIQUE (project_id, supplier_key, file_id)
      )`);
    await q.query(`GRANT SELECT, INSERT ON procurement_minutes TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE procurement_minutes`);
  }
}
