import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What Stripe and the bank told us, kept once and compared with the books. */
export class PaymentsTables1763703000010 implements MigrationInterface {
  name = 'PaymentsTables1763703000010';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.inbox(q);
    await this.mirror(q);
    await this.bank(q);
  }

  /** Events by id, without their payload: the object is read again before anything is believed (ruling 18). */
  private async inbox(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE stripe_inbox (
        event_id text PRIMARY KEY,
        event_type text NOT NULL,
        object_type text NOT NULL,
        object_id text NOT NULL,
        object_created_at timestamptz,
        api_version text,
        event_created_at timestamptz NOT NULL,
        livemode boolean NOT NULL,
        source text NOT NULL CHECK (source IN ('webhook', 'catch_up', 'resolver')),
        received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        state text NOT NULL CHECK (state IN ('received', 'done', 'ignored', 'dead')),
        note text,
        attempts integer NOT NULL DEFAULT 0,
        retry_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        lease_token uuid,
        lease_until timestamptz,
        finished_at timestamptz,
        CHECK ((state = 'received') = (finished_at IS NULL))
      )`);
    await q.query(
      `CREATE INDEX stripe_inbox_open ON stripe_inbox (retry_at, event_id) WHERE state = 'received'`,
    );
    await q.query(`
      CREATE TABLE stripe_catch_up (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        listed_to timestamptz,
        looked_at timestamptz NOT NULL DEFAULT '-infinity'
      )`);
    await q.query(`INSERT INTO stripe_catch_up DEFAULT VALUES`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON stripe_inbox TO vatra_app`);
    await q.query(`GRANT SELECT, UPDATE ON stripe_catch_up TO vatra_app`);
  }

  private async mirror(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE stripe_charges (
        id text PRIMARY KEY,
        payment_intent_id text,
        contribution_id uuid,
        status text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency text NOT NULL,
        created_at timestamptz NOT NULL,
        livemode boolean NOT NULL,
        disputed boolean NOT NULL,
        failure_code text,
        balance_transaction_id text UNIQUE,
        settled_minor bigint,
        fee_minor bigint,
        settled_currency text,
        read_at timestamptz NOT NULL
      )`);
    await q.query(`CREATE INDEX stripe_charges_contribution ON stripe_charges (contribution_id)`);
    await q.query(`
      CREATE TABLE stripe_refunds (
        id text PRIMARY KEY,
        charge_id text,
        refund_id uuid,
        status text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency text NOT NULL,
        created_at timestamptz NOT NULL,
        failure_reason text,
        balance_transaction_id text UNIQUE,
        settled_minor bigint,
        fee_minor bigint,
        failure_balance_transaction_id text UNIQUE,
        read_at timestamptz NOT NULL
      )`);
    await q.query(`CREATE INDEX stripe_refunds_charge ON stripe_refunds (charge_id)`);
    await q.query(`
      CREATE TABLE stripe_payouts (
        id text PRIMARY KEY,
        book_id uuid NOT NULL UNIQUE,
        sweep_id uuid,
        status text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency text NOT NULL,
        created_at timestamptz NOT NULL,
        arrival_date timestamptz NOT NULL,
        failure_code text,
        read_at timestamptz NOT NULL
      )`);
    await q.query(`
      CREATE TABLE payout_sweeps (
        id uuid PRIMARY KEY,
        week text NOT NULL UNIQUE CHECK (week ~ '^[0-9]{4}-W[0-9]{2}$'),
        state text NOT NULL CHECK (state IN ('planned', 'asked', 'sent', 'nothing', 'refused')),
        amount_minor bigint CHECK (amount_minor > 0),
        payout_id text UNIQUE,
        note text,
        due_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await q.query(
      `GRANT SELECT, INSERT, UPDATE ON stripe_charges, stripe_refunds, stripe_payouts, payout_sweeps TO vatra_app`,
    );
  }

  /** A line is a fact of the bank: only what it was matched with is ever added to it. */
  private async bank(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE bank_lines (
        id uuid PRIMARY KEY,
        line_hash text NOT NULL UNIQUE,
        statement_id text NOT NULL,
        reference text NOT NULL,
        direction text NOT NULL CHECK (direction IN ('in', 'out')),
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
        booked_on date NOT NULL,
        value_on date NOT NULL,
        end_to_end_id text,
        counterparty_name text,
        remittance text,
        return_reason text,
        imported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        imported_by uuid,
        matched_kind text,
        matched_id text,
        matched_at timestamptz,
        CHECK ((matched_kind IS NULL) = (matched_at IS NULL) AND (matched_kind IS NULL) = (matched_id IS NULL))
      )`);
    await q.query(
      `CREATE INDEX bank_lines_open ON bank_lines (booked_on, id) WHERE matched_kind IS NULL`,
    );
    await q.query(`GRANT SELECT, INSERT ON bank_lines TO vatra_app`);
    await q.query(`GRANT UPDATE (matched_kind, matched_id, matched_at) ON bank_lines TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `DROP TABLE bank_lines, payout_sweeps, stripe_payouts, stripe_refunds, stripe_charges,
         stripe_catch_up, stripe_inbox`,
    );
  }
}
