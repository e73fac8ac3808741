import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Grievances (R93 to R98): what was written and who wrote it rest sealed, the code that opens them hashed. */
export class VoiceGrievances1763705330002 implements MigrationInterface {
  name = 'VoiceGrievances1763705330002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE grievances (
        id uuid PRIMARY KEY,
        code_hash text NOT NULL UNIQUE CHECK (length(code_hash) = 64),
        project_id uuid NOT NULL REFERENCES project_keys,
        state text NOT NULL,
        category text NOT NULL,
        severity smallint CHECK (severity BETWEEN 1 AND 3),
        locale text NOT NULL,
        text_sealed text NOT NULL,
        contact_sealed text,
        filed_at timestamptz NOT NULL,
        acknowledge_by timestamptz NOT NULL,
        decide_by timestamptz NOT NULL,
        answer text,
        public_summary text,
        fixed text CHECK (fixed IN ('yes', 'no', 'not_applicable')),
        decided_at timestamptz,
        closes_at timestamptz,
        closed_at timestamptz,
        CHECK (state IN ('received', 'acknowledged', 'out_of_scope') OR severity IS NOT NULL),
        CHECK (state <> 'out_of_scope' OR answer IS NOT NULL),
        CHECK (state NOT IN ('decision_proposed', 'closed')
               OR num_nulls(answer, public_summary, fixed, decided_at, closes_at) = 0),
        CHECK (state <> 'closed' OR closed_at IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('grievances', 'grievance')`);
    await q.query(
      `CREATE INDEX grievances_open ON grievances (filed_at, id)
        WHERE state NOT IN ('out_of_scope', 'closed')`,
    );
    await q.query(
      `CREATE INDEX grievances_closed ON grievances (project_id, closed_at DESC)
        WHERE state = 'closed'`,
    );
    await this.filings(q);
    // What was filed stays as it was filed.
    await q.query(
      `GRANT SELECT, INSERT,
         UPDATE (state, category, severity, acknowledge_by, decide_by, answer, public_summary, fixed,
                 decided_at, closes_at, closed_at)
          ON grievances TO vatra_app`,
    );
  }

  /** Who filed lately, as keyed hashes for an hour: nothing leads from here to a grievance. */
  private async filings(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE grievance_filings (
        visitor_hash text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await q.query(`CREATE INDEX grievance_filings_lately ON grievance_filings (visitor_hash, at)`);
    await q.query(`GRANT SELECT, INSERT, DELETE ON grievance_filings TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE grievance_filings, grievances`);
  }
}
