import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Money that cardholders' banks take back (L10 to L12), and refunds made on the provider's own pages. */
export class ContributionsDisputes1763705090010 implements MigrationInterface {
  name = 'ContributionsDisputes1763705090010';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.mirror(q);
    await this.disputes(q);
    await this.gifts(q);
    await this.outside(q);
    await this.counting(q);
  }

  private async mirror(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE stripe_disputes (
        id text PRIMARY KEY,
        charge_id text NOT NULL,
        status text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency text NOT NULL,
        reason text NOT NULL,
        created_at timestamptz NOT NULL,
        due_by timestamptz,
        withdrawn_id text UNIQUE,
        withdrawn_minor bigint,
        withdrawn_fee_minor bigint,
        reinstated_id text UNIQUE,
        reinstated_minor bigint,
        reinstated_fee_minor bigint,
        read_at timestamptz NOT NULL
      )`);
    await q.query(`CREATE INDEX stripe_disputes_charge ON stripe_disputes (charge_id)`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON stripe_disputes TO vatra_app`);
  }

  /** One for each dispute of the provider; the money is in it from when the bank has taken it. */
  private async disputes(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE disputes (
        id uuid PRIMARY KEY,
        stripe_dispute_id text NOT NULL UNIQUE,
        contribution_id uuid NOT NULL REFERENCES contribution_keys (id),
        holder_id uuid NOT NULL REFERENCES contribution_keys (id),
        project_id uuid NOT NULL REFERENCES project_keys (id),
        state text NOT NULL CHECK (state IN ('open', 'won', 'lost')),
        provider_status text NOT NULL,
        reason text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        due_by timestamptz,
        opened_at timestamptz NOT NULL,
        ended_at timestamptz,
        withdrawn_minor bigint CHECK (withdrawn_minor > 0),
        fee_minor bigint CHECK (fee_minor >= 0),
        fund_code text CHECK (fund_code IN ('2100', '2140', '2150', '2160')),
        fund_subject_id uuid,
        share_minor bigint NOT NULL DEFAULT 0 CHECK (share_minor >= 0),
        open_entry_id uuid UNIQUE,
        end_entry_id uuid UNIQUE,
        CHECK ((open_entry_id IS NULL) = (withdrawn_minor IS NULL)
           AND (open_entry_id IS NULL) = (fee_minor IS NULL)
           AND (open_entry_id IS NULL) = (fund_code IS NULL)),
        CHECK (share_minor = 0 OR open_entry_id IS NOT NULL),
        CHECK (end_entry_id IS NULL OR open_entry_id IS NOT NULL),
        CHECK (state <> 'lost' OR end_entry_id IS NOT NULL),
        CHECK (state = 'open' OR ended_at IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('disputes', 'dispute')`);
    await q.query(`CREATE INDEX disputes_contribution ON disputes (contribution_id)`);
    await q.query(`CREATE INDEX disputes_holder ON disputes (holder_id)`);
    await q.query(`CREATE INDEX disputes_open ON disputes (due_by, id) WHERE state = 'open'`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON disputes TO vatra_app`);
  }

  /** What a bank has taken or lays claim to is no longer the project's to spend. */
  private async gifts(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE contributions
        ADD COLUMN open_dispute_id uuid UNIQUE,
        ADD COLUMN disputed_minor bigint NOT NULL DEFAULT 0 CHECK (disputed_minor >= 0),
        ADD CHECK (net_left_minor + disputed_minor <= net_minor)`);
  }

  /** A refund by hand may come while one of ours is under way: both have happened. */
  private async outside(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE refunds
        DROP CONSTRAINT refunds_reason_check,
        ADD CONSTRAINT refunds_reason_check CHECK (reason IN ('withdrawal', 'late', 'campaign_failed',
          'overflow', 'staff', 'cancelled', 'provider')),
        ADD CHECK (reason <> 'provider' OR stripe_refund_id IS NOT NULL)`);
    await q.query(`DROP INDEX refunds_one_open`);
    await q.query(
      `CREATE UNIQUE INDEX refunds_one_open ON refunds (contribution_id)
        WHERE state = 'pending' AND reason <> 'provider'`,
    );
  }

  /** A dispute that was won gives back to the campaign what its opening had taken. */
  private async counting(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE campaign_credits DROP CONSTRAINT campaign_credits_kind_check`);
    await q.query(`
      ALTER TABLE campaign_credits ADD CONSTRAINT campaign_credits_kind_check
        CHECK (kind IN ('credit', 'debit', 'restore', 'match', 'unmatch'))`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX refunds_one_open`);
    await q.query(
      `CREATE UNIQUE INDEX refunds_one_open ON refunds (contribution_id) WHERE state = 'pending'`,
    );
    await q.query(
      `ALTER TABLE contributions DROP COLUMN open_dispute_id, DROP COLUMN disputed_minor`,
    );
    await q.query(`DROP TABLE disputes, stripe_disputes`);
  }
}
