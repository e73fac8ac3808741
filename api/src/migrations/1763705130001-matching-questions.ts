import type { MigrationInterface, QueryRunner } from 'typeorm';

/** R78, R79: a funder is asked about its matching, and a match that left is no part of the project's. */
export class MatchingQuestions1763705130001 implements MigrationInterface {
  name = 'MatchingQuestions1763705130001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    // Paid out before the rest of it went back: of what the project holds, nothing is this match's.
    await q.query(`
      ALTER TABLE match_reservations ADD COLUMN spent_minor bigint NOT NULL DEFAULT 0,
        ADD CONSTRAINT match_reservations_spent CHECK (spent_minor BETWEEN 0 AND left_minor)`);
    await q.query(`
      CREATE TABLE matching_fund_questions (
        id uuid PRIMARY KEY,
        fund_id uuid NOT NULL REFERENCES matching_fund_keys,
        project_id uuid NOT NULL REFERENCES project_keys (id),
        reason text NOT NULL CHECK (reason IN ('idle', 'purpose')),
        state text NOT NULL CHECK (state IN ('asked', 'stayed', 'left')),
        asked_at timestamptz NOT NULL,
        answer_until timestamptz NOT NULL CHECK (answer_until > asked_at),
        answered_at timestamptz,
        left_minor bigint CHECK (left_minor BETWEEN 0 AND 1000000000000),
        CHECK (state = 'asked' OR (answered_at IS NOT NULL AND left_minor IS NOT NULL)),
        CHECK (state <> 'stayed' OR left_minor = 0)
      )`);
    await q.query(`
      CREATE UNIQUE INDEX matching_fund_questions_one_open
        ON matching_fund_questions (project_id, fund_id) WHERE state = 'asked'`);
    await q.query(
      `CREATE INDEX matching_fund_questions_fund ON matching_fund_questions (fund_id, asked_at)`,
    );
    await q.query(
      `SELECT attach_state_machine('matching_fund_questions', 'matching_fund_question')`,
    );
    await q.query(`
      GRANT SELECT, INSERT, UPDATE (state, answered_at, left_minor) ON matching_fund_questions TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE matching_fund_questions`);
    await q.query(`ALTER TABLE match_reservations DROP COLUMN spent_minor`);
  }
}
