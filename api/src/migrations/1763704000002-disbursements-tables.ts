import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom money goes to, what was agreed, and every step of every payment. */
export class DisbursementsTables1763704000002 implements MigrationInterface {
  name = 'DisbursementsTables1763704000002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.payees(q);
    await this.agreements(q);
    await this.tranches(q);
    await this.payments(q);
  }

  /** The account number is sealed by the api; the database keeps what may be shown, and a fingerprint. */
  private async payees(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE payee_accounts (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL,
        iban_sealed text NOT NULL,
        iban_masked text NOT NULL CHECK (length(iban_masked) <= 8),
        iban_fingerprint text NOT NULL,
        holder text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('bank', 'treasury')),
        bank_letter_file_id uuid NOT NULL,
        state text NOT NULL,
        offered_by uuid NOT NULL,
        offered_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        decision_reason text,
        is_change boolean NOT NULL DEFAULT false,
        active_from timestamptz,
        CHECK (decided_by IS DISTINCT FROM offered_by),
        CHECK (state <> 'verified' OR active_from IS NOT NULL)
      )`);
    await q.query(
      `CREATE UNIQUE INDEX payee_accounts_one_verified ON payee_accounts (organisation_id) WHERE state = 'verified'`,
    );
    await q.query(
      `CREATE UNIQUE INDEX payee_accounts_one_offered ON payee_accounts (organisation_id) WHERE state = 'offered'`,
    );
    await q.query(`SELECT attach_state_machine('payee_accounts', 'payee_account')`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON payee_accounts TO vatra_app`);
  }

  private async agreements(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE agreements (
        project_id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL,
        text_version integer NOT NULL CHECK (text_version >= 1),
        text jsonb NOT NULL,
        tier text NOT NULL CHECK (tier IN ('minimum', 'optimum')),
        grant_total_minor bigint NOT NULL CHECK (grant_total_minor > 0),
        made_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        reminded_at timestamptz,
        signed_at timestamptz,
        cancelled_at timestamptz,
        procurement_plan_file_id uuid,
        conflict_declarations_file_id uuid,
        procurement_papers_at timestamptz,
        procurement_papers_by uuid,
        CHECK (signed_at IS NULL OR cancelled_at IS NULL)
      )`);
    await q.query(`
      CREATE TABLE agreement_signatures (
        project_id uuid NOT NULL,
        party text NOT NULL CHECK (party IN ('local_authority', 'operator', 'association')),
        organisation_id uuid,
        person_id uuid NOT NULL,
        text_version integer NOT NULL,
        signed_at timestamptz NOT NULL,
        PRIMARY KEY (project_id, person_id)
      )`);
    await q.query(
      `CREATE UNIQUE INDEX agreement_signatures_one_per_party ON agreement_signatures (project_id, party)
        WHERE party <> 'association'`,
    );
    await q.query(
      `CREATE UNIQUE INDEX agreement_signatures_one_per_witness ON agreement_signatures (project_id, organisation_id)
        WHERE party = 'association'`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE ON agreements TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT ON agreement_signatures TO vatra_app`);
  }

  private async tranches(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE tranches (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL,
        number smallint NOT NULL CHECK (number BETWEEN 1 AND 9),
        percent smallint NOT NULL CHECK (percent BETWEEN 1 AND 100),
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        is_last boolean NOT NULL,
        milestone_number smallint,
        state text NOT NULL,
        instruction_id text NOT NULL UNIQUE CHECK (length(instruction_id) <= 35),
        conditions jsonb NOT NULL DEFAULT '[]',
        due_at timestamptz,
        attempt smallint NOT NULL DEFAULT 0,
        held_from text,
        hold_reason text,
        contributions_minor bigint,
        matching_minor bigint,
        sent_at timestamptz,
        sent_entry_id uuid,
        confirmed_at timestamptz,
        confirmed_entry_id uuid,
        bank_reference text,
        UNIQUE (project_id, number),
        CHECK (contributions_minor + matching_minor = amount_minor),
        CHECK (state <> 'on_hold' OR held_from IS NOT NULL),
        CHECK (state NOT IN ('sent', 'confirmed', 'returned') OR sent_entry_id IS NOT NULL),
        CHECK (state NOT IN ('confirmed', 'returned') OR confirmed_entry_id IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('tranches', 'tranche')`);
    await q.query(`CREATE INDEX tranches_state ON tranches (state)`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON tranches TO vatra_app`);
  }

  private async payments(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE tranche_preparations (
        tranche_id uuid NOT NULL,
        attempt smallint NOT NULL CHECK (attempt >= 1),
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency text NOT NULL CHECK (currency = 'EUR'),
        payee_account_id uuid NOT NULL,
        content_hash text NOT NULL CHECK (length(content_hash) = 64),
        approvals_needed smallint NOT NULL CHECK (approvals_needed IN (1, 2)),
        prepared_by uuid NOT NULL,
        prepared_at timestamptz NOT NULL,
        PRIMARY KEY (tranche_id, attempt),
        UNIQUE (tranche_id, attempt, content_hash)
      )`);
    // Nobody approves twice, and nobody approves something else than what was prepared (R73).
    await q.query(`
      CREATE TABLE tranche_approvals (
        tranche_id uuid NOT NULL,
        attempt smallint NOT NULL,
        person_id uuid NOT NULL,
        content_hash text NOT NULL,
        approved_at timestamptz NOT NULL,
        PRIMARY KEY (tranche_id, attempt, person_id),
        FOREIGN KEY (tranche_id, attempt, content_hash)
          REFERENCES tranche_preparations (tranche_id, attempt, content_hash)
      )`);
    await q.query(`
      CREATE FUNCTION refuse_maker_as_checker() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM tranche_preparations
                    WHERE tranche_id = NEW.tranche_id AND prepared_by = NEW.person_id) THEN
          RAISE EXCEPTION 'the maker of tranche % cannot check it', NEW.tranche_id USING ERRCODE = 'VA010';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER tranche_approvals_not_by_maker BEFORE INSERT ON tranche_approvals
      FOR EACH ROW EXECUTE FUNCTION refuse_maker_as_checker()`);
    await q.query(`
      CREATE TABLE payment_files (
        id uuid PRIMARY KEY,
        tranche_id uuid NOT NULL,
        attempt smallint NOT NULL,
        message_id text NOT NULL UNIQUE CHECK (length(message_id) <= 35),
        instruction_id text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        storage_key text NOT NULL UNIQUE,
        sha256 text NOT NULL CHECK (length(sha256) = 64),
        bytes integer NOT NULL CHECK (bytes > 0),
        made_at timestamptz NOT NULL,
        UNIQUE (tranche_id, attempt)
      )`);
    // Which file was read when; its lines are kept by the payments.
    await q.query(`
      CREATE TABLE bank_statements (
        id uuid PRIMARY KEY,
        file_id uuid NOT NULL,
        imported_by uuid NOT NULL,
        imported_at timestamptz NOT NULL,
        lines integer NOT NULL CHECK (lines >= 0),
        known integer NOT NULL CHECK (known BETWEEN 0 AND lines)
      )`);
    await q.query(
      `GRANT SELECT, INSERT ON tranche_preparations, tranche_approvals, payment_files, bank_statements
         TO vatra_app`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `DROP TABLE bank_statements, payment_files, tranche_approvals, tranche_preparations, tranches,
         agreement_signatures, agreements, payee_accounts`,
    );
    await q.query(`DROP FUNCTION refuse_maker_as_checker`);
  }
}
