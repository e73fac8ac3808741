import type { MigrationInterface, QueryRunner } from 'typeorm';

/** R51: what is written to a bank that claims a gift back, sent once, with the papers that prove it. */
export class ContributionsDisputeAnswers1763705190001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE dispute_answers (
        id uuid PRIMARY KEY,
        dispute_id uuid NOT NULL UNIQUE REFERENCES disputes (id),
        kind text NOT NULL CHECK (kind IN ('evidence', 'acceptance')),
        state text NOT NULL CHECK (state IN ('draft', 'sending', 'sent')),
        version integer NOT NULL CHECK (version >= 1),
        attempt integer NOT NULL DEFAULT 0 CHECK (attempt >= 0),
        description text CHECK (length(description) BETWEEN 1 AND 5000),
        refund_policy text CHECK (length(refund_policy) BETWEEN 1 AND 5000),
        explanation text CHECK (length(explanation) BETWEEN 1 AND 5000),
        written_by uuid NOT NULL,
        written_at timestamptz NOT NULL,
        sent_by uuid,
        sent_at timestamptz,
        refusal text,
        CHECK (kind = 'acceptance' OR (description IS NOT NULL AND refund_policy IS NOT NULL)),
        CHECK (state = 'draft' OR kind = 'acceptance' OR explanation IS NOT NULL),
        CHECK (state = 'draft' OR sent_by IS NOT NULL),
        CHECK (state <> 'sent' OR sent_at IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('dispute_answers', 'dispute_answer')`);
    await q.query(`
      CREATE TABLE dispute_answer_files (
        id uuid PRIMARY KEY,
        answer_id uuid NOT NULL REFERENCES dispute_answers (id),
        slot text NOT NULL CHECK (slot IN ('receipt', 'correspondence', 'works')),
        file_id uuid NOT NULL,
        stripe_file_id text UNIQUE,
        UNIQUE (answer_id, slot)
      )`);
    await q.query(`GRANT SELECT, INSERT ON dispute_answers, dispute_answer_files TO vatra_app`);
    await q.query(`
      GRANT UPDATE (kind, state, version, attempt, description, refund_policy, explanation, written_by,
                    written_at, sent_by, sent_at, refusal) ON dispute_answers TO vatra_app`);
    await q.query(`GRANT UPDATE (stripe_file_id), DELETE ON dispute_answer_files TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE dispute_answer_files, dispute_answers`);
  }
}
