import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * R57: whom an authority buys from, as its procurement papers told. A contact is a whole address, or
 * `@` and a domain. Rows are added to, never taken away: who once supplied keeps the interest.
 */
export class MatchingKnownSuppliers1763705180001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE known_suppliers (
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        register_key text NOT NULL CHECK (register_key ~ '^[0-9A-Z]{4,40}$'),
        contact text NOT NULL CHECK (contact = '' OR (contact LIKE '%@%' AND contact = lower(contact))),
        told_at timestamptz NOT NULL,
        PRIMARY KEY (organisation_id, register_key, contact)
      )`);
    await q.query(
      `CREATE INDEX known_suppliers_contact ON known_suppliers (contact, organisation_id)`,
    );
    await q.query(`CREATE INDEX organisations_register_key ON organisations
      ((regexp_replace(upper(register_number), '[^0-9A-Z]', '', 'g')))`);
    await q.query(`GRANT SELECT, INSERT ON known_suppliers TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX organisations_register_key`);
    await q.query(`DROP TABLE known_suppliers`);
  }
}
