import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = `'cancelled', 'returned', 'passed_on', 'idle'`;
const SUMS = 'bigint CHECK (%1 BETWEEN 0 AND 1000000000000)';

/** R78: another purpose or place, and every donor is asked anew. */
export class DisbursementsPurposeChanges1763705130002 implements MigrationInterface {
  name = 'DisbursementsPurposeChanges1763705130002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.reasons(q, `${BEFORE}, 'purpose'`);
    await q.query(`
      CREATE TABLE purpose_changes (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES project_keys (id),
        state text NOT NULL CHECK (state IN ('proposed', 'withdrawn', 'refused', 'asked', 'in_force', 'lapsed')),
        from_title jsonb NOT NULL,
        from_solution jsonb NOT NULL,
        title jsonb NOT NULL,
        solution jsonb NOT NULL,
        place jsonb,
        reason jsonb NOT NULL,
        decision_number text NOT NULL,
        decided_on date NOT NULL,
        decision_file_id uuid NOT NULL,
        proposed_by uuid NOT NULL,
        proposed_at timestamptz NOT NULL,
        association_id uuid,
        answered_by uuid,
        answered_at timestamptz,
        answer_reason text,
        share_out_id uuid UNIQUE,
        asked_donors integer CHECK (asked_donors >= 0),
        asked_minor ${SUMS.replace('%1', 'asked_minor')},
        stayed_donors integer CHECK (stayed_donors BETWEEN 0 AND asked_donors),
        stayed_minor ${SUMS.replace('%1', 'stayed_minor')},
        ended_at timestamptz,
        CHECK (stayed_minor <= asked_minor),
        CONSTRAINT purpose_changes_answered
          CHECK (state IN ('proposed', 'withdrawn') OR (association_id IS NOT NULL AND answered_by IS NOT NULL
                 AND answered_at IS NOT NULL AND answer_reason IS NOT NULL)),
        CONSTRAINT purpose_changes_two_people CHECK (answered_by <> proposed_by),
        CONSTRAINT purpose_changes_asked
          CHECK (state NOT IN ('asked', 'in_force', 'lapsed') OR share_out_id IS NOT NULL),
        CONSTRAINT purpose_changes_ended
          CHECK (state NOT IN ('in_force', 'lapsed') OR (asked_donors IS NOT NULL AND asked_minor IS NOT NULL
                 AND stayed_donors IS NOT NULL AND stayed_minor IS NOT NULL)),
        CHECK (state IN ('proposed', 'asked') OR ended_at IS NOT NULL)
      )`);
    await q.query(`
      CREATE UNIQUE INDEX purpose_changes_one_open ON purpose_changes (project_id)
       WHERE state IN ('proposed', 'asked')`);
    await q.query(
      `CREATE INDEX purpose_changes_project ON purpose_changes (project_id, proposed_at)`,
    );
    await q.query(`SELECT attach_state_machine('purpose_changes', 'purpose_change')`);
    await q.query(`
      GRANT SELECT, INSERT, UPDATE (state, association_id, answered_by, answered_at, answer_reason,
            share_out_id, asked_donors, asked_minor, stayed_donors, stayed_minor, ended_at)
         ON purpose_changes TO vatra_app`);
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

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE purpose_changes`);
    await this.reasons(q, BEFORE);
  }
}
