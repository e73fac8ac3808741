import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second rail: accounts of payees at Stripe, the transfers to them, and what came back. Account
 * 1060 is what lies in those accounts, or is on its way from them, until a payout has arrived.
 */
export class DisbursementsStripeRail1763705140001 implements MigrationInterface {
  name = 'DisbursementsStripeRail1763705140001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(
      `INSERT INTO ledger_chart (code, subject_kind, normal_side, restricted, held)
       VALUES ('1060', 'operator', 1, false, false)`,
    );
    await this.accounts(q);
    await this.payees(q);
    await this.transfers(q);
  }

  /** `standing` is Stripe's word, beside the two before and after Stripe has one. */
  private async accounts(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE connected_accounts (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL,
        country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
        stripe_account_id text UNIQUE,
        standing text NOT NULL DEFAULT 'making' CHECK (standing IN ('making', 'pending', 'restricted',
          'active', 'rejected', 'unsupported', 'closed', 'refused')),
        wanted integer NOT NULL DEFAULT 0 CHECK (wanted >= 0),
        started_by uuid NOT NULL,
        started_at timestamptz NOT NULL,
        read_at timestamptz,
        links integer NOT NULL DEFAULT 0,
        link_url text,
        link_expires_at timestamptz,
        CHECK ((standing IN ('making', 'refused')) = (stripe_account_id IS NULL)),
        CHECK ((link_url IS NULL) = (link_expires_at IS NULL))
      )`);
    await q.query(
      `CREATE UNIQUE INDEX connected_accounts_one_open ON connected_accounts (organisation_id)
        WHERE standing NOT IN ('rejected', 'unsupported', 'closed', 'refused')`,
    );
    await q.query(`GRANT SELECT, INSERT ON connected_accounts TO vatra_app`);
    await q.query(`
      GRANT UPDATE (stripe_account_id, standing, wanted, read_at, links, link_url, link_expires_at)
        ON connected_accounts TO vatra_app`);
  }

  private async payees(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE payee_accounts
        ADD COLUMN rail text NOT NULL DEFAULT 'bank_transfer'
          CHECK (rail IN ('bank_transfer', 'stripe_transfer')),
        ADD COLUMN stripe_account_id text,
        ALTER COLUMN iban_sealed DROP NOT NULL,
        ALTER COLUMN bank_letter_file_id DROP NOT NULL,
        DROP CONSTRAINT payee_accounts_kind_check,
        ADD CONSTRAINT payee_accounts_kind_check CHECK (kind IN ('bank', 'treasury', 'stripe')),
        ADD CONSTRAINT payee_accounts_rail_kind CHECK ((rail = 'stripe_transfer') = (kind = 'stripe')),
        ADD CONSTRAINT payee_accounts_by_bank CHECK (rail <> 'bank_transfer'
          OR (num_nulls(iban_sealed, bank_letter_file_id) = 0 AND stripe_account_id IS NULL)),
        ADD CONSTRAINT payee_accounts_by_stripe CHECK (rail <> 'stripe_transfer'
          OR (num_nonnulls(iban_sealed, bank_letter_file_id) = 0 AND stripe_account_id IS NOT NULL))`);
    await q.query(`
      CREATE INDEX payee_accounts_at_stripe ON payee_accounts (stripe_account_id)
       WHERE stripe_account_id IS NOT NULL`);
  }

  /** One row an attempt of a tranche; what it is made of never changes, where it stands does. */
  private async transfers(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE tranches ADD COLUMN returned_minor bigint NOT NULL DEFAULT 0
        CHECK (returned_minor BETWEEN 0 AND amount_minor)`);
    await q.query(`
      CREATE TABLE tranche_transfers (
        id uuid PRIMARY KEY,
        tranche_id uuid NOT NULL,
        project_id uuid NOT NULL,
        attempt smallint NOT NULL CHECK (attempt >= 1),
        payee_account_id uuid NOT NULL,
        stripe_account_id text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        content_hash text NOT NULL CHECK (length(content_hash) = 64),
        created_at timestamptz NOT NULL,
        step text NOT NULL DEFAULT 'waiting' CHECK (step IN ('waiting', 'asked', 'made', 'refused')),
        reason text,
        tries smallint NOT NULL DEFAULT 1 CHECK (tries >= 1),
        contributions_minor bigint,
        matching_minor bigint,
        reserved_entry_id uuid,
        transfer_id text UNIQUE,
        returned_minor bigint NOT NULL DEFAULT 0 CHECK (returned_minor BETWEEN 0 AND amount_minor),
        taking_back_minor bigint NOT NULL DEFAULT 0 CHECK (taking_back_minor >= 0),
        takings smallint NOT NULL DEFAULT 0,
        payout_tries smallint NOT NULL DEFAULT 0,
        payout_id text UNIQUE,
        payout_state text CHECK (payout_state IN ('pending', 'in_transit', 'paid', 'failed', 'canceled', 'refused')),
        payout_failure text,
        arrives_on date,
        confirmed_entry_id uuid,
        UNIQUE (tranche_id, attempt),
        CHECK (contributions_minor + matching_minor = amount_minor),
        CHECK ((step IN ('asked', 'made')) = (reserved_entry_id IS NOT NULL)),
        CHECK ((step = 'made') = (transfer_id IS NOT NULL)),
        CHECK (confirmed_entry_id IS NULL OR payout_state = 'paid')
      )`);
    await q.query(
      `CREATE INDEX tranche_transfers_open ON tranche_transfers (project_id) WHERE step IN ('waiting', 'asked')`,
    );
    await q.query(`
      CREATE TABLE tranche_transfer_reversals (
        id text PRIMARY KEY,
        tranche_transfer_id uuid NOT NULL REFERENCES tranche_transfers (id),
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        booked_at timestamptz NOT NULL
      )`);
    await q.query(
      `CREATE INDEX tranche_transfer_reversals_of ON tranche_transfer_reversals (tranche_transfer_id)`,
    );
    await q.query(
      `GRANT SELECT, INSERT ON tranche_transfers, tranche_transfer_reversals TO vatra_app`,
    );
    await q.query(`
      GRANT UPDATE (step, reason, tries, contributions_minor, matching_minor, reserved_entry_id,
        transfer_id, returned_minor, taking_back_minor, takings, payout_tries, payout_id, payout_state,
        payout_failure, arrives_on, confirmed_entry_id) ON tranche_transfers TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE tranche_transfer_reversals, tranche_transfers`);
    await q.query(`ALTER TABLE tranches DROP COLUMN returned_minor`);
    await q.query(`
      ALTER TABLE payee_accounts DROP CONSTRAINT payee_accounts_kind_check,
        DROP COLUMN rail, DROP COLUMN stripe_account_id,
        ALTER COLUMN iban_sealed SET NOT NULL, ALTER COLUMN bank_letter_file_id SET NOT NULL,
        ADD CONSTRAINT payee_accounts_kind_check CHECK (kind IN ('bank', 'treasury'))`);
    await q.query(`DROP TABLE connected_accounts`);
    await q.query(`DELETE FROM ledger_chart WHERE code = '1060'`);
  }
}
