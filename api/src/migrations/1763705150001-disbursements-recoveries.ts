import type { MigrationInterface, QueryRunner } from 'typeorm';

const AMOUNT_MAX = '1000000000000';
const SHARE_OUTS = `'cancelled', 'returned', 'passed_on', 'idle', 'purpose'`;
const DECISIONS = `'suspend', 'resume', 'cancel'`;

/** Money demanded back from an authority, what came of it, and whose it is (L21, R82). */
export class DisbursementsRecoveries1763705150001 implements MigrationInterface {
  name = 'DisbursementsRecoveries1763705150001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.recoveries(q);
    await this.reasons(q, `${SHARE_OUTS}, 'recovered'`);
    await this.decisions(q, `${DECISIONS}, 'write_off'`);
  }

  private async recoveries(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE recoveries (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES project_keys (id),
        organisation_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('demanded', 'agreed_plan', 'disputed', 'recovered_partly',
          'referred', 'recovered', 'written_off')),
        demanded_minor bigint NOT NULL CHECK (demanded_minor BETWEEN 1 AND ${AMOUNT_MAX}),
        gifts_minor bigint NOT NULL CHECK (gifts_minor BETWEEN 0 AND demanded_minor),
        recovered_minor bigint NOT NULL DEFAULT 0,
        credited_minor bigint NOT NULL DEFAULT 0,
        reason text NOT NULL CHECK (length(reason) BETWEEN 20 AND 1000),
        note text CHECK (length(note) BETWEEN 1 AND 1000),
        due_on date NOT NULL,
        demanded_by uuid NOT NULL,
        demanded_at timestamptz NOT NULL,
        closed_at timestamptz,
        CHECK (recovered_minor BETWEEN 0 AND demanded_minor),
        CHECK (credited_minor BETWEEN 0 AND recovered_minor),
        CHECK (state NOT IN ('recovered', 'written_off') OR closed_at IS NOT NULL),
        CHECK (state <> 'recovered' OR recovered_minor = demanded_minor)
      )`);
    await q.query(
      `CREATE UNIQUE INDEX recoveries_one_open ON recoveries (project_id) WHERE closed_at IS NULL`,
    );
    await q.query(`CREATE INDEX recoveries_project ON recoveries (project_id, demanded_at)`);
    await q.query(`SELECT attach_state_machine('recoveries', 'recovery')`);
    await q.query(`
      CREATE TABLE recovery_instalments (
        recovery_id uuid NOT NULL REFERENCES recoveries (id),
        due_on date NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND ${AMOUNT_MAX}),
        PRIMARY KEY (recovery_id, due_on)
      )`);
    await q.query(`
      GRANT SELECT, INSERT, UPDATE (state, recovered_minor, credited_minor, note, closed_at)
        ON recoveries TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, DELETE ON recovery_instalments TO vatra_app`);
  }

  private async reasons(q: QueryRunner, shareOuts: string): Promise<void> {
    await q.query(`
      ALTER TABLE contributions
        DROP CONSTRAINT contributions_choice_reason_check,
        ADD CONSTRAINT contributions_choice_reason_check
          CHECK (choice_reason IN ('failed', 'overflow', ${shareOuts}))`);
    await q.query(`
      ALTER TABLE share_outs
        DROP CONSTRAINT share_outs_reason_check,
        ADD CONSTRAINT share_outs_reason_check CHECK (reason IN (${shareOuts}))`);
    await q.query(`
      ALTER TABLE refunds
        DROP CONSTRAINT refunds_reason_check,
        ADD CONSTRAINT refunds_reason_check CHECK (reason IN ('withdrawal', 'late', 'campaign_failed',
          'overflow', 'staff', 'provider', ${shareOuts}))`);
  }

  private async decisions(q: QueryRunner, kinds: string): Promise<void> {
    await q.query(`
      ALTER TABLE project_decisions
        DROP CONSTRAINT project_decisions_kind_check,
        ADD CONSTRAINT project_decisions_kind_check CHECK (kind IN (${kinds}))`);
  }

  async down(q: QueryRunner): Promise<void> {
    await this.decisions(q, DECISIONS);
    await this.reasons(q, SHARE_OUTS);
    await q.query(`DROP TABLE recovery_instalments, recoveries`);
  }
}
