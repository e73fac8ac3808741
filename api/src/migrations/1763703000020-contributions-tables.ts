import type { MigrationInterface, QueryRunner } from 'typeorm';

const AMOUNT_MAX = '1000000000000';

/** Gifts, who gave them, and what went back. */
export class ContributionsTables1763703000020 implements MigrationInterface {
  name = 'ContributionsTables1763703000020';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.contributions(q);
    await this.donors(q);
    await this.refunds(q);
  }

  private async contributions(q: QueryRunner): Promise<void> {
    await q.query(`CREATE SEQUENCE contribution_receipts AS bigint`);
    // Never updated: what others refer to, so that no foreign key waits for a row that moves (ruling 13).
    await q.query(`CREATE TABLE contribution_keys (id uuid PRIMARY KEY)`);
    await q.query(`GRANT SELECT, INSERT ON contribution_keys TO vatra_app`);
    await q.query(`
      CREATE TABLE contributions (
        id uuid PRIMARY KEY REFERENCES contribution_keys (id),
        campaign_id uuid NOT NULL REFERENCES campaign_keys (id),
        project_id uuid NOT NULL REFERENCES project_keys (id),
        state text NOT NULL CHECK (state IN ('created', 'processing', 'succeeded', 'committed', 'failed',
          'expired', 'late', 'choice_pending', 'refunded', 'reallocated', 'to_hometown_fund',
          'to_reserve', 'unclaimed')),
        currency text NOT NULL CHECK (currency = 'EUR'),
        gift_minor bigint NOT NULL CHECK (gift_minor BETWEEN 1 AND ${AMOUNT_MAX}),
        tip_minor bigint NOT NULL CHECK (tip_minor BETWEEN 0 AND ${AMOUNT_MAX}),
        fee_cover_minor bigint NOT NULL CHECK (fee_cover_minor BETWEEN 0 AND ${AMOUNT_MAX}),
        gross_minor bigint NOT NULL CHECK (gross_minor = gift_minor + tip_minor + fee_cover_minor),
        created_at timestamptz NOT NULL,
        session_expires_at timestamptz NOT NULL,
        session_version integer NOT NULL DEFAULT 1,
        session_id text UNIQUE,
        checkout_url text,
        payment_intent_id text UNIQUE,
        charge_id text UNIQUE,
        paid_at timestamptz,
        fee_minor bigint CHECK (fee_minor >= 0),
        fee_project_minor bigint CHECK (fee_project_minor BETWEEN 0 AND fee_minor),
        net_minor bigint CHECK (net_minor = gift_minor + fee_cover_minor - fee_project_minor AND net_minor > 0),
        fund text CHECK (fund IN ('2100', '2140')),
        entry_id uuid,
        receipt_number text UNIQUE,
        withdraw_until timestamptz,
        choice_until timestamptz,
        open_refund_id uuid UNIQUE,
        CHECK ((paid_at IS NULL) = (net_minor IS NULL) AND (paid_at IS NULL) = (entry_id IS NULL)
           AND (paid_at IS NULL) = (fund IS NULL) AND (paid_at IS NULL) = (receipt_number IS NULL)),
        CHECK (state IN ('created', 'processing', 'failed', 'expired') OR paid_at IS NOT NULL),
        CHECK (state NOT IN ('processing') OR charge_id IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('contributions', 'contribution')`);
    await q.query(`CREATE INDEX contributions_campaign ON contributions (campaign_id, state, id)`);
    // A settled amount is a fact: only the database's owner could change it, and the books would not fit.
    await q.query(`
      CREATE FUNCTION contributions_keep_amounts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.gift_minor <> NEW.gift_minor OR OLD.tip_minor <> NEW.tip_minor
           OR OLD.fee_cover_minor <> NEW.fee_cover_minor OR OLD.campaign_id <> NEW.campaign_id
           OR OLD.project_id <> NEW.project_id
           OR (OLD.paid_at IS NOT NULL AND (OLD.net_minor, OLD.fee_minor, OLD.charge_id, OLD.entry_id,
                 OLD.receipt_number, OLD.paid_at) IS DISTINCT FROM (NEW.net_minor, NEW.fee_minor,
                 NEW.charge_id, NEW.entry_id, NEW.receipt_number, NEW.paid_at)) THEN
          RAISE EXCEPTION 'what a contribution is made of never changes' USING ERRCODE = 'VA005';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER contributions_keep_amounts BEFORE UPDATE ON contributions
      FOR EACH ROW EXECUTE FUNCTION contributions_keep_amounts()`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON contributions TO vatra_app`);
    await q.query(`GRANT USAGE ON SEQUENCE contribution_receipts TO vatra_app`);
  }

  /** Everything personal, apart from the money, so that it can be erased without touching a figure. */
  private async donors(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE contribution_donors (
        contribution_id uuid PRIMARY KEY REFERENCES contribution_keys (id),
        person_id uuid,
        email text,
        email_hash text NOT NULL,
        email_verified boolean NOT NULL,
        donor_name text,
        public_name text,
        message text,
        country text CHECK (country ~ '^[A-Z]{2}$'),
        locale text NOT NULL CHECK (locale IN ('ro', 'en'))
      )`);
    await q.query(
      `CREATE INDEX contribution_donors_email ON contribution_donors (email_hash, contribution_id)`,
    );
    await q.query(
      `CREATE INDEX contribution_donors_person ON contribution_donors (person_id, contribution_id)
        WHERE person_id IS NOT NULL`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE ON contribution_donors TO vatra_app`);
  }

  /** One row for each amount that goes back, with its own key outside (ruling 29). */
  private async refunds(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE refunds (
        id uuid PRIMARY KEY,
        contribution_id uuid NOT NULL REFERENCES contribution_keys (id),
        state text NOT NULL CHECK (state IN ('pending', 'succeeded', 'failed')),
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND ${AMOUNT_MAX}),
        currency text NOT NULL CHECK (currency = 'EUR'),
        reason text NOT NULL CHECK (reason IN ('withdrawal', 'late', 'campaign_failed', 'overflow')),
        posting text NOT NULL CHECK (posting IN ('L13', 'L17')),
        request_version integer NOT NULL DEFAULT 1,
        stripe_refund_id text UNIQUE,
        reserve_entry_id uuid NOT NULL,
        paid_entry_id uuid,
        bounced_entry_id uuid,
        created_at timestamptz NOT NULL,
        finished_at timestamptz,
        CHECK (state = 'pending' OR finished_at IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('refunds', 'refund')`);
    await q.query(
      `CREATE UNIQUE INDEX refunds_one_open ON refunds (contribution_id) WHERE state <> 'failed'`,
    );
    await q.query(`CREATE INDEX refunds_contribution ON refunds (contribution_id, id)`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON refunds TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE refunds, contribution_donors, contributions, contribution_keys`);
    await q.query(`DROP SEQUENCE contribution_receipts`);
    await q.query(`DROP FUNCTION contributions_keep_amounts`);
  }
}
