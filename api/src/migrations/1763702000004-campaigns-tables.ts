import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Campaigns: the collection, what it counted, who paid, and what must end before it can be judged. */
export class CampaignsTables1763702000004 implements MigrationInterface {
  name = 'CampaignsTables1763702000004';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.campaigns(q);
    await this.freeze(q);
    await this.credits(q);
    await this.sums(q);
    await this.payers(q);
    await this.waits(q);
  }

  private async campaigns(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE campaign_keys (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES project_keys
      )`);
    await q.query(`
      CREATE TABLE campaigns (
        id uuid PRIMARY KEY REFERENCES campaign_keys,
        project_id uuid NOT NULL REFERENCES project_keys,
        state text NOT NULL DEFAULT 'scheduled',
        currency text NOT NULL DEFAULT 'EUR' CHECK (currency = 'EUR'),
        minimum_minor bigint NOT NULL CHECK (minimum_minor > 0),
        optimum_minor bigint NOT NULL CHECK (optimum_minor BETWEEN minimum_minor AND 1000000000000),
        country text NOT NULL,
        zone text NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
        extended_from timestamptz,
        scheduled_by uuid,
        scheduled_at timestamptz NOT NULL,
        closed_at timestamptz,
        closed_by text CHECK (closed_by IN ('end', 'optimum')),
        grace_until timestamptz,
        judged_at timestamptz,
        judged_minor bigint,
        hold_reasons text[] NOT NULL DEFAULT '{}',
        hold_due_at timestamptz,
        hold_extended boolean NOT NULL DEFAULT false,
        CHECK ((closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (grace_until IS NULL))
      )`);
    await q.query(`SELECT attach_state_machine('campaigns', 'campaign')`);
    await q.query(
      `CREATE UNIQUE INDEX campaigns_one_at_a_time ON campaigns (project_id)
        WHERE state NOT IN ('failed', 'wound_up')`,
    );
    await q.query(`CREATE INDEX campaigns_of_project ON campaigns (project_id, scheduled_at DESC)`);
    await q.query(
      `CREATE INDEX campaigns_held ON campaigns (hold_due_at, id) WHERE state = 'review_hold'`,
    );
    await q.query(`
      CREATE TABLE campaign_extensions (
        id uuid PRIMARY KEY,
        campaign_id uuid NOT NULL REFERENCES campaign_keys,
        days smallint NOT NULL CHECK (days BETWEEN 1 AND 30),
        reason text NOT NULL,
        state text NOT NULL CHECK (state IN ('asked', 'agreed', 'refused')),
        asked_by uuid,
        asked_at timestamptz NOT NULL,
        answered_by uuid,
        answered_for uuid,
        answered_at timestamptz,
        CHECK ((state = 'asked') = (answered_at IS NULL))
      )`);
    await q.query(
      `CREATE UNIQUE INDEX campaign_extensions_once ON campaign_extensions (campaign_id)
        WHERE state IN ('asked', 'agreed')`,
    );
    await q.query(
      `CREATE INDEX campaign_extensions_latest ON campaign_extensions (campaign_id, asked_at DESC)`,
    );
    await q.query(`GRANT SELECT, INSERT ON campaign_keys TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON campaigns, campaign_extensions TO vatra_app`);
  }

  /** R41: what was promised at the start stays as it was. */
  private async freeze(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION refuse_campaign_number_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state <> 'scheduled' AND
           (OLD.project_id, OLD.currency, OLD.minimum_minor, OLD.optimum_minor, OLD.zone, OLD.starts_at)
           IS DISTINCT FROM
           (NEW.project_id, NEW.currency, NEW.minimum_minor, NEW.optimum_minor, NEW.zone, NEW.starts_at)
        THEN
          RAISE EXCEPTION 'the numbers of a started campaign are frozen' USING ERRCODE = 'VA041';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER campaigns_frozen BEFORE UPDATE ON campaigns
      FOR EACH ROW EXECUTE FUNCTION refuse_campaign_number_change()`);
  }

  /** Money that came or went is only ever added; what it counted as is written beside it, once. */
  private async credits(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE campaign_credits (
        id uuid PRIMARY KEY,
        position bigint GENERATED ALWAYS AS IDENTITY,
        campaign_id uuid NOT NULL REFERENCES campaign_keys,
        contribution_id uuid NOT NULL,
        entry_id uuid,
        kind text NOT NULL CHECK (kind IN ('credit', 'debit')),
        gross_minor bigint NOT NULL CHECK (gross_minor BETWEEN 0 AND 1000000000000),
        fee_minor bigint NOT NULL CHECK (fee_minor BETWEEN 0 AND 1000000000000),
        net_minor bigint NOT NULL CHECK (net_minor BETWEEN 0 AND 1000000000000),
        payer_keys text[] NOT NULL DEFAULT '{}',
        paid_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await q.query(
      `CREATE UNIQUE INDEX campaign_credits_once ON campaign_credits (contribution_id, campaign_id)
        WHERE kind = 'credit'`,
    );
    await q.query(
      `CREATE INDEX campaign_credits_of_contribution ON campaign_credits (contribution_id, campaign_id)`,
    );
    await q.query(`
      CREATE TABLE campaign_credit_results (
        credit_id uuid PRIMARY KEY REFERENCES campaign_credits,
        campaign_id uuid NOT NULL REFERENCES campaign_keys,
        result text NOT NULL CHECK (result IN ('counted', 'overflow', 'late', 'ignored')),
        counted_after_minor bigint,
        applied_at timestamptz NOT NULL
      )`);
    await q.query(`
      CREATE TABLE campaign_credit_queue (
        credit_id uuid PRIMARY KEY REFERENCES campaign_credits,
        campaign_id uuid NOT NULL REFERENCES campaign_keys,
        position bigint NOT NULL,
        signed_gross_minor bigint NOT NULL,
        signed_fee_minor bigint NOT NULL,
        signed_net_minor bigint NOT NULL
      )`);
    await q.query(
      `CREATE INDEX campaign_credit_queue_order ON campaign_credit_queue (campaign_id, position)`,
    );
    await q.query(`GRANT SELECT, INSERT ON campaign_credits, campaign_credit_results TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, DELETE ON campaign_credit_queue TO vatra_app`);
  }

  /** The snapshot: written by one worker per campaign, a batch at a time (ruling 9). */
  private async sums(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE campaign_totals (
        campaign_id uuid PRIMARY KEY REFERENCES campaign_keys,
        gross_minor bigint NOT NULL DEFAULT 0 CHECK (gross_minor >= 0),
        fee_minor bigint NOT NULL DEFAULT 0 CHECK (fee_minor >= 0),
        net_minor bigint NOT NULL DEFAULT 0 CHECK (net_minor >= 0),
        contributions integer NOT NULL DEFAULT 0 CHECK (contributions >= 0),
        payers integer NOT NULL DEFAULT 0 CHECK (payers >= 0),
        youngest_paid_at timestamptz,
        crossing_credit_id uuid REFERENCES campaign_credits
      )`);
    await q.query(`
      CREATE TABLE campaign_days (
        campaign_id uuid NOT NULL REFERENCES campaign_keys,
        day date NOT NULL,
        net_minor bigint NOT NULL,
        PRIMARY KEY (campaign_id, day)
      )`);
    await q.query(`
      CREATE TABLE campaign_counted (
        campaign_id uuid NOT NULL REFERENCES campaign_keys,
        contribution_id uuid NOT NULL,
        net_minor bigint NOT NULL CHECK (net_minor >= 0),
        PRIMARY KEY (campaign_id, contribution_id)
      )`);
    await q.query(
      `GRANT SELECT, INSERT, UPDATE ON campaign_totals, campaign_days, campaign_counted TO vatra_app`,
    );
  }

  /** R38, R39: contributions that share a key are one payer (ruling 21). */
  private async payers(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE campaign_payer_groups (
        campaign_id uuid NOT NULL REFERENCES campaign_keys,
        group_id uuid NOT NULL,
        net_minor bigint NOT NULL,
        is_known boolean NOT NULL,
        PRIMARY KEY (campaign_id, group_id)
      )`);
    await q.query(
      `CREATE INDEX campaign_payer_groups_largest ON campaign_payer_groups (campaign_id, net_minor DESC)`,
    );
    await q.query(`
      CREATE TABLE campaign_payer_keys (
        campaign_id uuid NOT NULL REFERENCES campaign_keys,
        key text NOT NULL,
        group_id uuid NOT NULL,
        PRIMARY KEY (campaign_id, key)
      )`);
    await q.query(
      `CREATE INDEX campaign_payer_keys_of_group ON campaign_payer_keys (campaign_id, group_id)`,
    );
    await q.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON campaign_payer_groups, campaign_payer_keys TO vatra_app`,
    );
  }

  /** Payments under way hold back the judgement; donors' choices hold back the end of a failed one. */
  private async waits(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE campaign_open_payments (
        contribution_id uuid PRIMARY KEY,
        campaign_id uuid NOT NULL REFERENCES campaign_keys,
        submitted_at timestamptz NOT NULL,
        closed_at timestamptz
      )`);
    await q.query(
      `CREATE INDEX campaign_open_payments_open ON campaign_open_payments (campaign_id) WHERE closed_at IS NULL`,
    );
    await q.query(`
      CREATE TABLE campaign_open_choices (
        campaign_id uuid NOT NULL REFERENCES campaign_keys,
        contribution_id uuid NOT NULL,
        closed_at timestamptz,
        PRIMARY KEY (campaign_id, contribution_id)
      )`);
    await q.query(
      `CREATE INDEX campaign_open_choices_open ON campaign_open_choices (campaign_id) WHERE closed_at IS NULL`,
    );
    await q.query(
      `GRANT SELECT, INSERT, UPDATE ON campaign_open_payments, campaign_open_choices TO vatra_app`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `DROP TABLE campaign_open_choices, campaign_open_payments, campaign_payer_keys, campaign_payer_groups,
        campaign_counted, campaign_days, campaign_totals, campaign_credit_queue, campaign_credit_results, campaign_credits,
        campaign_extensions, campaigns, campaign_keys`,
    );
    await q.query(`DROP FUNCTION refuse_campaign_number_change`);
  }
}
