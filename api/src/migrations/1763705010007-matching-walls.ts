import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What moved a fund, what proved a share and how a fund judged a project are facts: none changes later. */
export class MatchingWalls1763705010007 implements MigrationInterface {
  name = 'MatchingWalls1763705010007';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.fundMoney(q);
    await this.evidence(q);
    // How much has been matched moves with every gift; the cap and the ratio were judged once (R52).
    await q.query(`REVOKE UPDATE ON matching_fund_projects FROM vatra_app`);
    await q.query(`GRANT UPDATE (matched_minor) ON matching_fund_projects TO vatra_app`);
  }

  private async fundMoney(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION matching_fund_money_kept() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state <> 'proposed' OR
           (OLD.fund_id, OLD.kind, OLD.amount_minor, OLD.bank_line_id, OLD.file_id, OLD.proposed_by)
           IS DISTINCT FROM
           (NEW.fund_id, NEW.kind, NEW.amount_minor, NEW.bank_line_id, NEW.file_id, NEW.proposed_by)
        THEN
          RAISE EXCEPTION 'money of a fund is decided once and never changes' USING ERRCODE = 'VA005';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER matching_fund_money_kept BEFORE UPDATE ON matching_fund_money
      FOR EACH ROW EXECUTE FUNCTION matching_fund_money_kept()`);
  }

  private async evidence(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION commitment_evidence_kept() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state <> 'offered' OR
           (OLD.commitment_id, OLD.kind, OLD.amount_minor, OLD.file_id)
           IS DISTINCT FROM (NEW.commitment_id, NEW.kind, NEW.amount_minor, NEW.file_id)
        THEN
          RAISE EXCEPTION 'a proof is decided once and never changes' USING ERRCODE = 'VA005';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER commitment_evidence_kept BEFORE UPDATE ON commitment_evidence
      FOR EACH ROW EXECUTE FUNCTION commitment_evidence_kept()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`GRANT UPDATE ON matching_fund_projects TO vatra_app`);
    await q.query(`DROP TRIGGER commitment_evidence_kept ON commitment_evidence`);
    await q.query(`DROP TRIGGER matching_fund_money_kept ON matching_fund_money`);
    await q.query(`DROP FUNCTION commitment_evidence_kept, matching_fund_money_kept`);
  }
}
