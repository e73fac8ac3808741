import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Matching funds: their rules, whom they have matched how far, and the reservation of each gift. */
export class MatchingFundsTables1763705010001 implements MigrationInterface {
  name = 'MatchingFundsTables1763705010001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.funds(q);
    await this.frozenRules(q);
    await this.sums(q);
    await this.reservations(q);
  }

  private async funds(q: QueryRunner): Promise<void> {
    // Never updated: what others refer to (ruling 13), and the subject of the fund's accounts.
    await q.query(`CREATE TABLE matching_fund_keys (id uuid PRIMARY KEY)`);
    await q.query(`
      CREATE TABLE matching_funds (
        id uuid PRIMARY KEY REFERENCES matching_fund_keys,
        organisation_id uuid NOT NULL,
        state text NOT NULL DEFAULT 'draft'
          CHECK (state IN ('draft', 'verified', 'open', 'exhausted', 'closed', 'settled')),
        title_ro text NOT NULL,
        title_en text NOT NULL,
        summary_ro text NOT NULL,
        summary_en text NOT NULL,
        pot_minor bigint NOT NULL CHECK (pot_minor BETWEEN 1 AND 1000000000000),
        ratio_percent integer NOT NULL CHECK (ratio_percent BETWEEN 1 AND 1000),
        higher_ratio_percent integer
          CHECK (higher_ratio_percent > ratio_percent AND higher_ratio_percent <= 1000),
        donor_cap_minor bigint NOT NULL CHECK (donor_cap_minor BETWEEN 1 AND pot_minor),
        project_cap_minor bigint NOT NULL CHECK (project_cap_minor BETWEEN 1 AND pot_minor),
        place_ids uuid[] NOT NULL DEFAULT '{}',
        categories text[] NOT NULL DEFAULT '{}',
        match_offline boolean NOT NULL,
        leftover text NOT NULL CHECK (leftover IN ('fund', 'reserve')),
        opens_at timestamptz NOT NULL,
        closes_at timestamptz NOT NULL CHECK (closes_at > opens_at),
        written_by uuid,
        written_at timestamptz NOT NULL,
        verified_at timestamptz,
        closed_at timestamptz,
        notice_given_at timestamptz,
        notice_ends_at timestamptz,
        CHECK ((notice_given_at IS NULL) = (notice_ends_at IS NULL)),
        CHECK (notice_ends_at >= notice_given_at + interval '14 days'),
        CHECK ((state = 'draft') = (verified_at IS NULL))
      )`);
    await q.query(`SELECT attach_state_machine('matching_funds', 'matching_fund')`);
    await q.query(`CREATE INDEX matching_funds_of_funder ON matching_funds (organisation_id, id)`);
    await q.query(`CREATE INDEX matching_funds_in_state ON matching_funds (state, opens_at, id)`);
    await q.query(`GRANT SELECT, INSERT ON matching_fund_keys TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON matching_funds TO vatra_app`);
  }

  /** R52: fixed before opening. Only an earlier end may be announced, with fourteen days of notice. */
  private async frozenRules(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION refuse_matching_rule_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state <> 'draft' AND
           (OLD.organisation_id, OLD.title_ro, OLD.title_en, OLD.summary_ro, OLD.summary_en,
            OLD.pot_minor, OLD.ratio_percent, OLD.higher_ratio_percent, OLD.donor_cap_minor,
            OLD.project_cap_minor, OLD.place_ids, OLD.categories, OLD.match_offline, OLD.leftover,
            OLD.opens_at, OLD.closes_at)
           IS DISTINCT FROM
           (NEW.organisation_id, NEW.title_ro, NEW.title_en, NEW.summary_ro, NEW.summary_en,
            NEW.pot_minor, NEW.ratio_percent, NEW.higher_ratio_percent, NEW.donor_cap_minor,
            NEW.project_cap_minor, NEW.place_ids, NEW.categories, NEW.match_offline, NEW.leftover,
            NEW.opens_at, NEW.closes_at)
        THEN
          RAISE EXCEPTION 'the rules of a verified matching fund are frozen' USING ERRCODE = 'VA052';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER matching_funds_frozen BEFORE UPDATE ON matching_funds
      FOR EACH ROW EXECUTE FUNCTION refuse_matching_rule_change()`);
  }

  /** What each project and each donor has been matched, written under the fund's lock (ruling 24). */
  private async sums(q: QueryRunner): Promise<void> {
    // Judged once, when fund and campaign first meet: the ratio a campaign shows stays as it was.
    await q.query(`
      CREATE TABLE matching_fund_projects (
        fund_id uuid NOT NULL REFERENCES matching_fund_keys,
        project_id uuid NOT NULL REFERENCES project_keys,
        is_eligible boolean NOT NULL,
        ratio_percent integer NOT NULL CHECK (ratio_percent BETWEEN 1 AND 1000),
        cap_minor bigint NOT NULL,
        matched_minor bigint NOT NULL DEFAULT 0 CHECK (matched_minor BETWEEN 0 AND cap_minor),
        judged_at timestamptz NOT NULL,
        PRIMARY KEY (fund_id, project_id),
        CHECK (is_eligible OR matched_minor = 0)
      )`);
    await q.query(
      `CREATE INDEX matching_fund_projects_of ON matching_fund_projects (project_id) WHERE is_eligible`,
    );
    // Two donors who turn out to be one keep what they were matched: then the cap is that sum.
    await q.query(`
      CREATE TABLE matching_fund_donors (
        fund_id uuid NOT NULL REFERENCES matching_fund_keys,
        donor_id uuid NOT NULL,
        cap_minor bigint NOT NULL,
        matched_minor bigint NOT NULL CHECK (matched_minor BETWEEN 0 AND cap_minor),
        PRIMARY KEY (fund_id, donor_id)
      )`);
    await q.query(`
      CREATE TABLE matching_fund_donor_keys (
        fund_id uuid NOT NULL REFERENCES matching_fund_keys,
        key text NOT NULL,
        donor_id uuid NOT NULL,
        PRIMARY KEY (fund_id, key)
      )`);
    await q.query(
      `CREATE INDEX matching_fund_donor_keys_of ON matching_fund_donor_keys (fund_id, donor_id)`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE ON matching_fund_projects TO vatra_app`);
    await q.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON matching_fund_donors, matching_fund_donor_keys TO vatra_app`,
    );
  }

  private async reservations(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE match_reservations (
        id uuid PRIMARY KEY,
        position bigint GENERATED ALWAYS AS IDENTITY,
        fund_id uuid NOT NULL REFERENCES matching_fund_keys,
        contribution_id uuid NOT NULL,
        campaign_id uuid NOT NULL REFERENCES campaign_keys,
        project_id uuid NOT NULL REFERENCES project_keys,
        state text NOT NULL DEFAULT 'reserved' CHECK (state IN ('reserved', 'committed', 'released')),
        gift_minor bigint NOT NULL CHECK (gift_minor BETWEEN 1 AND 1000000000000),
        ratio_percent integer NOT NULL,
        amount_minor bigint NOT NULL
          CHECK (amount_minor BETWEEN 1 AND (gift_minor * ratio_percent + 50) / 100),
        left_minor bigint NOT NULL CHECK (left_minor BETWEEN 0 AND amount_minor),
        freed_gift_minor bigint NOT NULL DEFAULT 0 CHECK (freed_gift_minor BETWEEN 0 AND gift_minor),
        releases integer NOT NULL DEFAULT 0,
        entry_id uuid NOT NULL,
        reserved_at timestamptz NOT NULL,
        UNIQUE (contribution_id, campaign_id)
      )`);
    await q.query(`SELECT attach_state_machine('match_reservations', 'match_reservation')`);
    await q.query(
      `CREATE INDEX match_reservations_of_fund ON match_reservations (fund_id, position)`,
    );
    await q.query(
      `CREATE INDEX match_reservations_of_campaign ON match_reservations (campaign_id, state, id)`,
    );
    // What a reservation was made of is a fact; only how much of it is left may change.
    await q.query(`
      CREATE FUNCTION match_reservations_keep_amounts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (OLD.fund_id, OLD.contribution_id, OLD.campaign_id, OLD.project_id, OLD.gift_minor,
            OLD.ratio_percent, OLD.amount_minor, OLD.entry_id)
           IS DISTINCT FROM
           (NEW.fund_id, NEW.contribution_id, NEW.campaign_id, NEW.project_id, NEW.gift_minor,
            NEW.ratio_percent, NEW.amount_minor, NEW.entry_id)
           OR NEW.left_minor > OLD.left_minor THEN
          RAISE EXCEPTION 'a match never grows or changes hands' USING ERRCODE = 'VA005';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER match_reservations_keep_amounts BEFORE UPDATE ON match_reservations
      FOR EACH ROW EXECUTE FUNCTION match_reservations_keep_amounts()`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON match_reservations TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `DROP TABLE match_reservations, matching_fund_donor_keys, matching_fund_donors,
         matching_fund_projects, matching_funds, matching_fund_keys`,
    );
    await q.query(`DROP FUNCTION match_reservations_keep_amounts, refuse_matching_rule_change`);
  }
}
