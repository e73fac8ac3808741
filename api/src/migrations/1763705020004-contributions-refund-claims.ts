import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Refunds that came back: asking their donors for an account, and paying on it by the bank (R47). */
export class ContributionsRefundClaims1763705020004 implements MigrationInterface {
  name = 'ContributionsRefundClaims1763705020004';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.claims(q);
    await this.files(q);
    await this.batches(q);
    await this.adopt(q);
  }

  /** One for each refund that came back, under the refund's own id. */
  private async claims(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE refund_claims (
        id uuid PRIMARY KEY,
        contribution_id uuid NOT NULL REFERENCES contribution_keys (id),
        project_id uuid NOT NULL REFERENCES project_keys (id),
        state text NOT NULL CHECK (state IN ('asked', 'given', 'approved', 'sent', 'paid', 'unclaimed',
          'forfeited')),
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
        asked_at timestamptz NOT NULL,
        ask_until timestamptz NOT NULL,
        unclaimed_until timestamptz,
        attempt integer NOT NULL DEFAULT 0,
        instruction_id text UNIQUE,
        iban_sealed text,
        iban_masked text,
        iban_fingerprint text,
        holder text,
        given_at timestamptz,
        sent_entry_id uuid,
        paid_entry_id uuid,
        paid_at timestamptz,
        bank_reference text,
        CHECK ((iban_sealed IS NULL) = (holder IS NULL) AND (iban_sealed IS NULL) = (given_at IS NULL)
           AND (iban_sealed IS NULL) = (instruction_id IS NULL)),
        CHECK (state NOT IN ('given', 'approved', 'sent', 'paid') OR iban_sealed IS NOT NULL),
        CHECK (state NOT IN ('unclaimed', 'forfeited') OR unclaimed_until IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('refund_claims', 'refund_claim')`);
    await q.query(`CREATE INDEX refund_claims_contribution ON refund_claims (contribution_id)`);
    await q.query(
      `CREATE INDEX refund_claims_given ON refund_claims (given_at, id) WHERE state = 'given'`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE ON refund_claims TO vatra_app`);
  }

  private async files(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE refund_payment_files (
        id uuid PRIMARY KEY,
        claim_id uuid NOT NULL,
        attempt integer NOT NULL,
        message_id text NOT NULL UNIQUE,
        instruction_id text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        storage_key text NOT NULL,
        sha256 text NOT NULL,
        bytes integer NOT NULL,
        made_at timestamptz NOT NULL,
        UNIQUE (claim_id, attempt)
      )`);
    await q.query(`GRANT SELECT, INSERT ON refund_payment_files TO vatra_app`);
  }

  /** Money leaves by the bank under two signatures too (ruling 37). */
  private async batches(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE refund_batch_items
        DROP CONSTRAINT refund_batch_items_kind_check,
        DROP CONSTRAINT refund_batch_items_number_check,
        ADD CONSTRAINT refund_batch_items_number_check CHECK (number BETWEEN 1 AND 100),
        DROP CONSTRAINT refund_batch_items_batch_id_contribution_id_key,
        ADD COLUMN claim_id uuid,
        ADD COLUMN payee_fingerprint text,
        ADD CONSTRAINT refund_batch_items_kind_check CHECK (kind IN ('whole', 'part', 'bank')),
        ADD CHECK ((kind = 'bank') = (claim_id IS NOT NULL)),
        ADD CHECK ((claim_id IS NULL) = (payee_fingerprint IS NULL))`);
    await q.query(
      `CREATE UNIQUE INDEX refund_batch_items_once
         ON refund_batch_items (batch_id, coalesce(claim_id, contribution_id))`,
    );
  }

  /** Money that nobody could be paid before keeps its year, and its donor may still name an account. */
  private async adopt(q: QueryRunner): Promise<void> {
    await q.query(`
      INSERT INTO refund_claims (id, contribution_id, project_id, state, amount_minor, asked_at, ask_until,
                                 unclaimed_until)
      SELECT r.id, c.id, c.project_id, 'unclaimed', r.amount_minor, r.finished_at, r.finished_at,
             r.finished_at + interval '12 months'
        FROM refunds AS r JOIN contributions AS c ON c.id = r.contribution_id
       WHERE r.state = 'failed' AND c.state = 'unclaimed'`);
    await q.query(`
      INSERT INTO state_change (id, machine, subject_id, to_state, at, actor_role)
      SELECT gen_random_uuid(), 'refund_claim', id, state, asked_at, 'system' FROM refund_claims`);
    await q.query(`
      UPDATE outbox SET handler = 'contributions.end-claim', subject_key = claim.id::text
        FROM refund_claims AS claim
       WHERE outbox.handler = 'contributions.end-unclaimed'
         AND outbox.subject_key = claim.contribution_id::text`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX refund_batch_items_once`);
    await q.query(`
      ALTER TABLE refund_batch_items DROP COLUMN claim_id, DROP COLUMN payee_fingerprint`);
    await q.query(`DROP TABLE refund_payment_files, refund_claims`);
  }
}
