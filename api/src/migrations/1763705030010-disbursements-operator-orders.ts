import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `('grant_received', 'reserve_received', 'own_money_out', 'fees_covered',
                'dispute_loss_covered', 'town_grant', 'repair_grant')`;

/**
 * The operator's own money (L5, L26 to L28) and grants out of the funds it keeps (L29): ordered by
 * one person, approved by others; and what it pays back into client money (L27).
 */
export class DisbursementsOperatorOrders1763705030010 implements MigrationInterface {
  name = 'DisbursementsOperatorOrders1763705030010';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.orders(q);
    await this.approvals(q);
    await this.topUps(q);
    // A grant out of a reserve leaves as a tranche does (L29).
    await q.query(`UPDATE ledger_kind SET debit_means = 'disbursed' WHERE kind = 'L29'`);
  }

  private async orders(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE operator_orders (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ${KINDS}),
        state text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
        source_id uuid,
        payee_account_id uuid,
        reason text NOT NULL,
        content_hash text NOT NULL CHECK (length(content_hash) = 64),
        approvals_needed smallint NOT NULL CHECK (approvals_needed IN (1, 2)),
        prepared_by uuid NOT NULL,
        prepared_at timestamptz NOT NULL,
        closed_at timestamptz,
        cancel_reason text,
        instruction_id text UNIQUE CHECK (length(instruction_id) <= 35),
        message_id text UNIQUE,
        storage_key text UNIQUE,
        entry_id uuid,
        proved_entry_id uuid,
        CHECK ((kind IN ('town_grant', 'repair_grant')) = (source_id IS NOT NULL)),
        CHECK ((source_id IS NULL) = (payee_account_id IS NULL)),
        CHECK (state NOT IN ('booked', 'confirmed', 'cancelled', 'failed') OR closed_at IS NOT NULL),
        CHECK (state <> 'cancelled' OR cancel_reason IS NOT NULL),
        CHECK (state <> 'booked' OR entry_id IS NOT NULL),
        CHECK (state NOT IN ('sent', 'confirmed', 'failed') OR storage_key IS NOT NULL),
        CHECK (state <> 'confirmed' OR proved_entry_id IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('operator_orders', 'operator_order')`);
    await q.query(
      `CREATE INDEX operator_orders_open ON operator_orders (prepared_at, id)
        WHERE state IN ('prepared', 'approved', 'sent')`,
    );
    // What was prepared stays what it was: who approves approves this.
    await q.query(`
      CREATE FUNCTION keep_operator_order() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (OLD.kind, OLD.amount_minor, OLD.source_id, OLD.payee_account_id, OLD.reason,
            OLD.content_hash, OLD.approvals_needed, OLD.prepared_by)
           IS DISTINCT FROM
           (NEW.kind, NEW.amount_minor, NEW.source_id, NEW.payee_account_id, NEW.reason,
            NEW.content_hash, NEW.approvals_needed, NEW.prepared_by) THEN
          RAISE EXCEPTION 'an order stays as it was prepared' USING ERRCODE = 'VA006';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER operator_orders_keep BEFORE UPDATE ON operator_orders
      FOR EACH ROW EXECUTE FUNCTION keep_operator_order()`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON operator_orders TO vatra_app`);
  }

  /** Who approves never prepared, and approves what was prepared: the database knows it by itself. */
  private async approvals(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE operator_order_approvals (
        order_id uuid NOT NULL REFERENCES operator_orders (id),
        person_id uuid NOT NULL,
        content_hash text NOT NULL,
        approved_at timestamptz NOT NULL,
        proved_at timestamptz NOT NULL,
        PRIMARY KEY (order_id, person_id)
      )`);
    await q.query(`
      CREATE FUNCTION refuse_own_order_approval() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM operator_orders
                    WHERE id = NEW.order_id
                      AND (prepared_by = NEW.person_id OR content_hash <> NEW.content_hash)) THEN
          RAISE EXCEPTION 'an order is approved by somebody else, as it was prepared'
            USING ERRCODE = 'VA006';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER operator_order_approvals_by_others BEFORE INSERT ON operator_order_approvals
      FOR EACH ROW EXECUTE FUNCTION refuse_own_order_approval()`);
    await q.query(`GRANT SELECT, INSERT ON operator_order_approvals TO vatra_app`);
  }

  private async topUps(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE client_top_ups (
        id uuid PRIMARY KEY,
        state text NOT NULL,
        due_at timestamptz NOT NULL,
        amount_minor bigint CHECK (amount_minor BETWEEN 1 AND 1000000000000),
        instruction_id text NOT NULL UNIQUE CHECK (length(instruction_id) <= 35),
        message_id text UNIQUE,
        storage_key text UNIQUE,
        sent_entry_id uuid,
        arrived_entry_id uuid,
        CHECK (state NOT IN ('due', 'sent', 'arrived') OR amount_minor IS NOT NULL),
        CHECK (state NOT IN ('sent', 'arrived') OR sent_entry_id IS NOT NULL),
        CHECK (state <> 'arrived' OR arrived_entry_id IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('client_top_ups', 'top_up')`);
    // One at a time collects what the day has cost.
    await q.query(
      `CREATE UNIQUE INDEX client_top_ups_one_open ON client_top_ups ((true))
        WHERE state IN ('planned', 'waiting')`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE ON client_top_ups TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE client_top_ups, operator_order_approvals, operator_orders`);
    await q.query(`DROP FUNCTION refuse_own_order_approval, keep_operator_order`);
  }
}
