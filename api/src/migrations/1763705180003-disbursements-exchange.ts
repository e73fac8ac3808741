import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * R76: the planning rate of an agreement, whether its payments are fixed in euro or in lei, what is
 * kept back for dearer lei, and what arrived. Frozen by the first signature.
 */
export class DisbursementsExchange1763705180003 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      ALTER TABLE agreements
        ADD COLUMN currency_mode text NOT NULL DEFAULT 'SEND_EUR'
          CHECK (currency_mode IN ('SEND_EUR', 'TARGET_MDL')),
        ADD COLUMN planning_rate_e4 integer CHECK (planning_rate_e4 BETWEEN 10000 AND 10000000),
        ADD COLUMN planning_rate_on date,
        ADD COLUMN planning_rate_source text CHECK (length(planning_rate_source) BETWEEN 1 AND 80),
        ADD COLUMN reserve_minor bigint NOT NULL DEFAULT 0 CHECK (reserve_minor BETWEEN 0 AND 1000000000000),
        ADD CHECK (num_nulls(planning_rate_e4, planning_rate_on, planning_rate_source) IN (0, 3)),
        ADD CHECK (currency_mode = 'SEND_EUR' OR planning_rate_e4 IS NOT NULL),
        ADD CHECK (currency_mode = 'TARGET_MDL' OR reserve_minor = 0)`);
    await this.freeze(q);
    await q.query(`
      ALTER TABLE tranches
        ADD COLUMN target_mdl_minor bigint CHECK (target_mdl_minor BETWEEN 1 AND 1000000000000)`);
    await q.query(`
      ALTER TABLE tranche_preparations
        ADD COLUMN target_mdl_minor bigint,
        ADD COLUMN rate_e4 integer CHECK (rate_e4 BETWEEN 10000 AND 10000000),
        ADD CHECK ((rate_e4 IS NULL) = (target_mdl_minor IS NULL)),
        ADD CHECK (rate_e4 IS NULL OR amount_minor = (target_mdl_minor * 10000 + rate_e4 - 1) / rate_e4)`);
    await q.query(`
      CREATE TABLE tranche_receipts (
        id uuid PRIMARY KEY,
        tranche_id uuid NOT NULL,
        attempt smallint NOT NULL,
        received_minor bigint NOT NULL CHECK (received_minor BETWEEN 1 AND 1000000000000),
        currency text NOT NULL CHECK (currency = 'MDL'),
        said_by uuid NOT NULL,
        said_at timestamptz NOT NULL,
        FOREIGN KEY (tranche_id, attempt) REFERENCES tranche_preparations (tranche_id, attempt)
      )`);
    await q.query(`CREATE INDEX tranche_receipts_tranche ON tranche_receipts (tranche_id)`);
    await q.query(`GRANT SELECT, INSERT ON tranche_receipts TO vatra_app`);
  }

  private async freeze(q: QueryRunner): Promise<void> {
    const columns = [
      'currency_mode',
      'planning_rate_e4',
      'planning_rate_on',
      'planning_rate_source',
    ];
    const of = (row: string) => columns.map((column) => `${row}.${column}`).join(', ');
    await q.query(`
      CREATE FUNCTION refuse_agreement_currency_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (${of('OLD')}) IS DISTINCT FROM (${of('NEW')})
           AND EXISTS (SELECT 1 FROM agreement_signatures s WHERE s.project_id = OLD.project_id) THEN
          RAISE EXCEPTION 'somebody has signed this currency and rate' USING ERRCODE = 'VA076';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER agreements_currency_frozen BEFORE UPDATE ON agreements
        FOR EACH ROW EXECUTE FUNCTION refuse_agreement_currency_change()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE tranche_receipts`);
    await q.query(
      `ALTER TABLE tranche_preparations DROP COLUMN rate_e4, DROP COLUMN target_mdl_minor`,
    );
    await q.query(`ALTER TABLE tranches DROP COLUMN target_mdl_minor`);
    await q.query(`DROP TRIGGER agreements_currency_frozen ON agreements`);
    await q.query(`DROP FUNCTION refuse_agreement_currency_change`);
    await q.query(`
      ALTER TABLE agreements
        DROP COLUMN reserve_minor, DROP COLUMN planning_rate_source, DROP COLUMN planning_rate_on,
        DROP COLUMN planning_rate_e4, DROP COLUMN currency_mode`);
  }
}
