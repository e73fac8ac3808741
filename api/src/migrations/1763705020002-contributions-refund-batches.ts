import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Refunds that staff decide: prepared by one person, approved by another (domain 3.3, ruling 37). */
export class ContributionsRefundBatches1763705020002 implements MigrationInterface {
  name = 'ContributionsRefundBatches1763705020002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE refund_batches (
        id uuid PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('prepared', 'approved', 'cancelled')),
        content_hash text NOT NULL CHECK (length(content_hash) = 64),
        total_minor bigint NOT NULL CHECK (total_minor > 0),
        approvals_needed smallint NOT NULL CHECK (approvals_needed IN (1, 2)),
        prepared_by uuid NOT NULL,
        prepared_at timestamptz NOT NULL,
        closed_at timestamptz,
        cancel_reason text,
        CHECK (state = 'prepared' OR closed_at IS NOT NULL),
        CHECK (state <> 'cancelled' OR cancel_reason IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('refund_batches', 'refund_batch')`);
    await q.query(
      `CREATE INDEX refund_batches_open ON refund_batches (prepared_at, id) WHERE state = 'prepared'`,
    );
    await q.query(`
      CREATE TABLE refund_batch_items (
        batch_id uuid NOT NULL REFERENCES refund_batches (id),
        number smallint NOT NULL CHECK (number BETWEEN 1 AND 50),
        contribution_id uuid NOT NULL REFERENCES contribution_keys (id),
        kind text NOT NULL CHECK (kind IN ('whole', 'part')),
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
        reason text NOT NULL,
        refund_id uuid UNIQUE,
        PRIMARY KEY (batch_id, number),
        UNIQUE (batch_id, contribution_id)
      )`);
    // Who approves never prepared: the database knows it by itself.
    await q.query(`
      CREATE TABLE refund_batch_approvals (
        batch_id uuid NOT NULL REFERENCES refund_batches (id),
        person_id uuid NOT NULL,
        content_hash text NOT NULL,
        approved_at timestamptz NOT NULL,
        PRIMARY KEY (batch_id, person_id)
      )`);
    await q.query(`
      CREATE FUNCTION refuse_own_refund_approval() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM refund_batches
                    WHERE id = NEW.batch_id
                      AND (prepared_by = NEW.person_id OR content_hash <> NEW.content_hash)) THEN
          RAISE EXCEPTION 'refunds are approved by somebody else, as they were prepared'
            USING ERRCODE = 'VA006';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER refund_batch_approvals_by_others BEFORE INSERT ON refund_batch_approvals
      FOR EACH ROW EXECUTE FUNCTION refuse_own_refund_approval()`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON refund_batches TO vatra_app`);
    await q.query(
      `GRANT SELECT, INSERT ON refund_batch_items, refund_batch_approvals TO vatra_app`,
    );
    await q.query(`GRANT UPDATE (refund_id) ON refund_batch_items TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE refund_batch_approvals, refund_batch_items, refund_batches`);
    await q.query(`DROP FUNCTION refuse_own_refund_approval`);
  }
}
