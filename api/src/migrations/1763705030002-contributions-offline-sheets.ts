import type { MigrationInterface, QueryRunner } from 'typeorm';

const AMOUNT_MAX = '1000000000000';

/** Cash an association collected: the paper sheet, who signed it, and what the bank showed of it. */
export class ContributionsOfflineSheets1763705030002 implements MigrationInterface {
  name = 'ContributionsOfflineSheets1763705030002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.sheets(q);
    await this.lines(q);
    await this.signatures(q);
    await this.arrivals(q);
  }

  private async sheets(q: QueryRunner): Promise<void> {
    await q.query(`CREATE SEQUENCE offline_sheet_numbers AS bigint`);
    await q.query(`GRANT USAGE ON SEQUENCE offline_sheet_numbers TO vatra_app`);
    // Never updated: what lines, signatures and arrivals refer to (ruling 13).
    await q.query(`CREATE TABLE offline_sheet_keys (id uuid PRIMARY KEY)`);
    await q.query(`GRANT SELECT, INSERT ON offline_sheet_keys TO vatra_app`);
    await q.query(`
      CREATE TABLE offline_sheets (
        id uuid PRIMARY KEY REFERENCES offline_sheet_keys (id),
        number bigint NOT NULL UNIQUE,
        reference text NOT NULL UNIQUE,
        organisation_id uuid NOT NULL,
        campaign_id uuid NOT NULL REFERENCES campaign_keys (id),
        project_id uuid NOT NULL REFERENCES project_keys (id),
        state text NOT NULL CHECK (state IN ('open', 'recorded', 'banked', 'reconciled', 'short',
          'settled', 'written_off')),
        event text NOT NULL,
        place text NOT NULL,
        held_on date NOT NULL,
        opened_by uuid,
        opened_at timestamptz NOT NULL,
        recorded_at timestamptz,
        recorded_minor bigint NOT NULL DEFAULT 0 CHECK (recorded_minor BETWEEN 0 AND ${AMOUNT_MAX}),
        arrived_minor bigint NOT NULL DEFAULT 0 CHECK (arrived_minor >= 0),
        written_off_minor bigint NOT NULL DEFAULT 0 CHECK (written_off_minor >= 0),
        bank_due_at timestamptz,
        bank_reference text,
        banked_on date,
        slip_file_id uuid,
        short_since timestamptz,
        CHECK (arrived_minor + written_off_minor <= recorded_minor),
        CHECK (state = 'open' OR recorded_at IS NOT NULL),
        CHECK ((recorded_at IS NULL) = (bank_due_at IS NULL)),
        CHECK (state <> 'reconciled' OR arrived_minor = recorded_minor),
        CHECK (state NOT IN ('settled', 'written_off')
               OR arrived_minor + written_off_minor = recorded_minor)
      )`);
    await q.query(`SELECT attach_state_machine('offline_sheets', 'offline_sheet')`);
    await q.query(
      `CREATE INDEX offline_sheets_of_association ON offline_sheets (organisation_id, id)`,
    );
    await q.query(`CREATE INDEX offline_sheets_of_project ON offline_sheets (project_id, id)`);
    await q.query(
      `CREATE INDEX offline_sheets_on_the_way ON offline_sheets (bank_due_at, id)
        WHERE state IN ('recorded', 'banked', 'short')`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE ON offline_sheets TO vatra_app`);
  }

  /** R43 holds here too. What was confirmed by a second collector stays; a counter line takes it back. */
  private async lines(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE offline_lines (
        id uuid PRIMARY KEY,
        sheet_id uuid NOT NULL REFERENCES offline_sheet_keys (id),
        organisation_id uuid NOT NULL,
        number integer NOT NULL CHECK (number BETWEEN 1 AND 2000),
        kind text NOT NULL CHECK (kind IN ('gift', 'counter')),
        counters_line_id uuid UNIQUE REFERENCES offline_lines (id),
        receipt_number text NOT NULL,
        donor_name text,
        name_hash text,
        email text,
        email_hash text,
        locale text NOT NULL CHECK (locale IN ('ro', 'en')),
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 100000),
        reason text,
        written_by uuid,
        written_at timestamptz NOT NULL,
        confirmed_by uuid,
        confirmed_at timestamptz,
        entry_id uuid,
        countered_at timestamptz,
        CHECK ((kind = 'counter') = (counters_line_id IS NOT NULL)),
        CHECK ((kind = 'counter') = (reason IS NOT NULL)),
        CHECK (kind = 'counter' OR amount_minor <= 5000 OR name_hash IS NOT NULL),
        CHECK ((confirmed_at IS NULL) = (entry_id IS NULL)),
        UNIQUE (sheet_id, number)
      )`);
    await q.query(
      `CREATE UNIQUE INDEX offline_lines_receipt ON offline_lines (organisation_id, receipt_number)
        WHERE kind = 'gift' AND countered_at IS NULL`,
    );
    await q.query(
      `CREATE INDEX offline_lines_of_name ON offline_lines (name_hash, sheet_id)
        WHERE name_hash IS NOT NULL`,
    );
    await q.query(`
      CREATE FUNCTION offline_lines_keep() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          IF OLD.confirmed_at IS NULL THEN RETURN OLD; END IF;
          RAISE EXCEPTION 'a confirmed line stays' USING ERRCODE = 'VA005';
        END IF;
        IF (OLD.sheet_id, OLD.organisation_id, OLD.number, OLD.kind, OLD.counters_line_id,
            OLD.receipt_number, OLD.amount_minor, OLD.name_hash, OLD.written_by)
           IS DISTINCT FROM
           (NEW.sheet_id, NEW.organisation_id, NEW.number, NEW.kind, NEW.counters_line_id,
            NEW.receipt_number, NEW.amount_minor, NEW.name_hash, NEW.written_by)
           OR (OLD.confirmed_at IS NOT NULL AND (OLD.confirmed_at, OLD.confirmed_by, OLD.entry_id)
               IS DISTINCT FROM (NEW.confirmed_at, NEW.confirmed_by, NEW.entry_id)) THEN
          RAISE EXCEPTION 'a line is countered, never changed' USING ERRCODE = 'VA005';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER offline_lines_keep BEFORE UPDATE OR DELETE ON offline_lines
      FOR EACH ROW EXECUTE FUNCTION offline_lines_keep()`);
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON offline_lines TO vatra_app`);
  }

  /** Two different collectors, each with the sum they counted. Before the second a change voids them. */
  private async signatures(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE offline_signatures (
        sheet_id uuid NOT NULL REFERENCES offline_sheet_keys (id),
        person_id uuid NOT NULL,
        total_minor bigint NOT NULL CHECK (total_minor BETWEEN 1 AND ${AMOUNT_MAX}),
        signed_at timestamptz NOT NULL,
        PRIMARY KEY (sheet_id, person_id)
      )`);
    await q.query(`
      CREATE TABLE offline_write_offs (
        sheet_id uuid PRIMARY KEY REFERENCES offline_sheet_keys (id),
        reason text NOT NULL,
        proposed_by uuid NOT NULL,
        proposed_at timestamptz NOT NULL,
        decided_by uuid CHECK (decided_by <> proposed_by),
        decided_at timestamptz,
        entry_id uuid,
        CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (entry_id IS NULL))
      )`);
    await q.query(`
      CREATE FUNCTION offline_sheets_need_two() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT count(*) FROM offline_signatures
             WHERE sheet_id = NEW.id AND total_minor = NEW.recorded_minor) < 2 THEN
          RAISE EXCEPTION 'a sheet is recorded by two collectors' USING ERRCODE = 'VA005';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER offline_sheets_need_two BEFORE UPDATE OF state ON offline_sheets
      FOR EACH ROW WHEN (OLD.state = 'open' AND NEW.state = 'recorded')
      EXECUTE FUNCTION offline_sheets_need_two()`);
    await q.query(`
      CREATE FUNCTION offline_signatures_stay() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM offline_sheets WHERE id = OLD.sheet_id AND state <> 'open') THEN
          RAISE EXCEPTION 'who signed a recorded sheet stays' USING ERRCODE = 'VA005';
        END IF;
        RETURN OLD;
      END $$`);
    await q.query(`
      CREATE TRIGGER offline_signatures_stay BEFORE DELETE ON offline_signatures
      FOR EACH ROW EXECUTE FUNCTION offline_signatures_stay()`);
    await q.query(`GRANT SELECT, INSERT, DELETE ON offline_signatures TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON offline_write_offs TO vatra_app`);
  }

  /** A line of the bank proves one arrival; each receipt has its part of it as a gift (L7). */
  private async arrivals(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE offline_arrivals (
        id uuid PRIMARY KEY,
        sheet_id uuid NOT NULL REFERENCES offline_sheet_keys (id),
        bank_line_id uuid NOT NULL UNIQUE,
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND ${AMOUNT_MAX}),
        value_on date NOT NULL,
        entry_id uuid NOT NULL,
        at timestamptz NOT NULL
      )`);
    await q.query(`CREATE INDEX offline_arrivals_of_sheet ON offline_arrivals (sheet_id, id)`);
    await q.query(`
      CREATE TABLE offline_gifts (
        contribution_id uuid PRIMARY KEY REFERENCES contribution_keys (id),
        arrival_id uuid NOT NULL REFERENCES offline_arrivals (id),
        line_id uuid NOT NULL REFERENCES offline_lines (id),
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        UNIQUE (arrival_id, line_id)
      )`);
    await q.query(`CREATE INDEX offline_gifts_of_line ON offline_gifts (line_id)`);
    await q.query(`GRANT SELECT, INSERT ON offline_arrivals, offline_gifts TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `DROP TABLE offline_gifts, offline_arrivals, offline_write_offs, offline_signatures,
         offline_lines, offline_sheets, offline_sheet_keys`,
    );
    await q.query(
      `DROP FUNCTION offline_lines_keep, offline_sheets_need_two, offline_signatures_stay`,
    );
    await q.query(`DROP SEQUENCE offline_sheet_numbers`);
  }
}
