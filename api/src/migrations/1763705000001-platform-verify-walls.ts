import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What `verify` checks afterwards and the database can refuse before. */
export class PlatformVerifyWalls1763705000001 implements MigrationInterface {
  name = 'PlatformVerifyWalls1763705000001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.operations(q);
    await this.approvals(q);
    await this.payees(q);
  }

  /** The key of a call is the id of its row: the same key must never carry another request (D6). */
  private async operations(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION operations_keep_request() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (OLD.id, OLD.kind, OLD.subject_id, OLD.version, OLD.request)
           IS DISTINCT FROM (NEW.id, NEW.kind, NEW.subject_id, NEW.version, NEW.request)
           OR (OLD.finished_at IS NOT NULL AND (OLD.state, OLD.result) IS DISTINCT FROM (NEW.state, NEW.result)) THEN
          RAISE EXCEPTION 'what an operation asks for never changes' USING ERRCODE = 'VA005';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER operations_keep_request BEFORE UPDATE ON operations
      FOR EACH ROW EXECUTE FUNCTION operations_keep_request()`);
  }

  /** An approval carries the moment its code was proved, in recorded time (R73, ASVS V2.3.5). */
  private async approvals(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE tranche_approvals
        ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        ADD COLUMN proved_at timestamptz NOT NULL DEFAULT clock_timestamp()`);
    // Earlier approvals proved their code in the transaction that wrote them.
    await q.query(`UPDATE tranche_approvals SET proved_at = recorded_at`);
    await q.query(`
      ALTER TABLE tranche_approvals
        ALTER COLUMN proved_at DROP DEFAULT,
        ADD CONSTRAINT tranche_approvals_fresh
          CHECK (recorded_at BETWEEN proved_at AND proved_at + interval '5 minutes')`);
  }

  /** Approvals are bound to an account: another number or holder is another account (E4). */
  private async payees(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION payee_accounts_keep() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (OLD.organisation_id, OLD.iban_sealed, OLD.iban_fingerprint, OLD.holder, OLD.offered_by)
           IS DISTINCT FROM
           (NEW.organisation_id, NEW.iban_sealed, NEW.iban_fingerprint, NEW.holder, NEW.offered_by)
           OR (OLD.active_from IS NOT NULL AND OLD.active_from IS DISTINCT FROM NEW.active_from) THEN
          RAISE EXCEPTION 'another account is another row' USING ERRCODE = 'VA005';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER payee_accounts_keep BEFORE UPDATE ON payee_accounts
      FOR EACH ROW EXECUTE FUNCTION payee_accounts_keep()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TRIGGER payee_accounts_keep ON payee_accounts`);
    await q.query(`ALTER TABLE tranche_approvals DROP COLUMN recorded_at, DROP COLUMN proved_at`);
    await q.query(`DROP TRIGGER operations_keep_request ON operations`);
    await q.query(`DROP FUNCTION payee_accounts_keep, operations_keep_request`);
  }
}
