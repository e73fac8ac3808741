import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `'grant_received', 'reserve_received', 'own_money_out', 'fees_covered',
               'dispute_loss_covered', 'town_grant', 'repair_grant'`;
const DIFFERENCES = `'refill_loss_borne', 'own_money_to_stripe'`;

/**
 * Client money that goes from the bank back to Stripe, for payments that wait for it there. Account
 * 1070 is what has left the bank and Stripe has not shown yet.
 */
export class DisbursementsStripeRefills1763705200001 implements MigrationInterface {
  name = 'DisbursementsStripeRefills1763705200001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(
      `INSERT INTO ledger_chart (code, subject_kind, normal_side, restricted, held)
       VALUES ('1070', 'operator', 1, false, false)`,
    );
    await q.query(`
      CREATE TABLE stripe_refills (
        id uuid PRIMARY KEY,
        state text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
        ordered_at timestamptz NOT NULL,
        instruction_id text NOT NULL UNIQUE CHECK (length(instruction_id) <= 35),
        message_id text UNIQUE,
        storage_key text UNIQUE,
        return_reason text,
        CHECK (state IN ('due', 'dropped') OR storage_key IS NOT NULL),
        CHECK (state <> 'returned' OR return_reason IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('stripe_refills', 'refill')`);
    await q.query(`GRANT SELECT, INSERT ON stripe_refills TO vatra_app`);
    await q.query(
      `GRANT UPDATE (state, message_id, storage_key, return_reason)
          ON stripe_refills TO vatra_app`,
    );
    await this.topUps(q);
    await this.orders(q, `${KINDS}, ${DIFFERENCES}`);
  }

  /** The last reading of Stripe's own rows. */
  private async topUps(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE stripe_top_ups (
        id text PRIMARY KEY,
        book_id uuid NOT NULL UNIQUE,
        status text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency text NOT NULL,
        created_at timestamptz NOT NULL,
        failure_code text,
        read_at timestamptz NOT NULL
      )`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON stripe_top_ups TO vatra_app`);
  }

  /** What the way to Stripe has cost, or brought of the operator's own, is an order of two people. */
  private async orders(q: QueryRunner, kinds: string): Promise<void> {
    await q.query(`
      ALTER TABLE operator_orders DROP CONSTRAINT operator_orders_kind_check,
        ADD CONSTRAINT operator_orders_kind_check CHECK (kind IN (${kinds}))`);
  }

  async down(q: QueryRunner): Promise<void> {
    await this.orders(q, KINDS);
    await q.query(`DROP TABLE stripe_top_ups, stripe_refills`);
    await q.query(`DELETE FROM ledger_chart WHERE code = '1070'`);
  }
}
