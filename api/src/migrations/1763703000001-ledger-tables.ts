import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The books. Nothing here is ever updated: an entry and its lines, the seals that chain them, the
 * snapshots that keep balances quick, and what each sealed entry meant for a project.
 */
export class LedgerTables1763703000001 implements MigrationInterface {
  name = 'LedgerTables1763703000001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.chart(q);
    await this.accounts(q);
    await this.entries(q);
    await this.seals(q);
    await this.grants(q);
  }

  /** Which accounts exist (domain 3.7), whose they are, and which may never fall below zero (ruling 8). */
  private async chart(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE ledger_chart (
        code text PRIMARY KEY CHECK (code ~ '^[0-9]{4}$'),
        subject_kind text NOT NULL CHECK (subject_kind IN ('operator', 'project', 'place', 'fund', 'organisation')),
        normal_side smallint NOT NULL CHECK (normal_side IN (1, -1)),
        restricted boolean NOT NULL,
        held boolean NOT NULL,
        UNIQUE (code, subject_kind, normal_side, restricted)
      )`);
    await q.query(`
      INSERT INTO ledger_chart (code, subject_kind, normal_side, restricted, held) VALUES
        ('1010', 'operator', 1, false, false), ('1050', 'operator', 1, false, false),
        ('1100', 'operator', 1, false, false), ('1150', 'operator', 1, false, false),
        ('1300', 'organisation', 1, true, false), ('1310', 'project', 1, false, false),
        ('1320', 'fund', 1, false, false), ('1400', 'operator', 1, false, false),
        ('2100', 'project', -1, true, true), ('2110', 'project', -1, true, true),
        ('2120', 'project', -1, true, true), ('2130', 'operator', -1, true, false),
        ('2140', 'project', -1, true, true), ('2145', 'project', -1, true, true),
        ('2150', 'place', -1, true, false), ('2160', 'project', -1, true, true),
        ('2200', 'fund', -1, true, false), ('2210', 'fund', -1, true, false),
        ('2300', 'operator', -1, true, false), ('2900', 'operator', -1, true, false),
        ('3100', 'operator', -1, false, false), ('4000', 'operator', -1, false, false),
        ('4010', 'operator', -1, false, false), ('5000', 'operator', 1, false, false),
        ('5020', 'operator', 1, false, false), ('5030', 'operator', 1, false, false),
        ('5100', 'operator', 1, false, false), ('5200', 'operator', 1, false, false),
        ('9000', 'project', 1, false, false), ('9001', 'project', -1, false, false),
        ('9010', 'project', 1, false, false), ('9011', 'project', -1, false, false),
        ('9100', 'project', 1, false, false), ('9101', 'project', -1, false, false),
        ('9110', 'project', 1, false, false), ('9111', 'project', -1, false, false),
        ('9200', 'project', 1, false, false), ('9201', 'project', -1, false, false)`);
    // What a credit or a debit of a posting means to the project whose held money it moves.
    await q.query(`
      CREATE TABLE ledger_kind (
        kind text PRIMARY KEY,
        credit_means text NOT NULL CHECK (credit_means IN ('received', 'fees', 'refunded', 'disbursed', 'moved')),
        debit_means text NOT NULL CHECK (debit_means IN ('received', 'fees', 'refunded', 'disbursed', 'moved'))
      )`);
    await q.query(`
      INSERT INTO ledger_kind (kind, credit_means, debit_means) VALUES
        ('L1', 'received', 'fees'), ('L2', 'moved', 'moved'), ('L3', 'received', 'received'),
        ('L4', 'received', 'received'), ('L5', 'moved', 'moved'), ('L6', 'received', 'received'),
        ('L7', 'received', 'received'), ('L8', 'received', 'received'), ('L9', 'disbursed', 'disbursed'),
        ('L10', 'moved', 'moved'), ('L11', 'moved', 'moved'), ('L12', 'refunded', 'refunded'),
        ('L13', 'refunded', 'refunded'), ('L14', 'refunded', 'refunded'), ('L15', 'refunded', 'refunded'),
        ('L16', 'moved', 'moved'), ('L17', 'refunded', 'refunded'), ('L18', 'received', 'moved'),
        ('L19', 'moved', 'moved'), ('L20', 'moved', 'moved'), ('L21', 'disbursed', 'disbursed'),
        ('L22', 'moved', 'moved'), ('L23', 'received', 'fees'), ('L24', 'moved', 'moved'),
        ('L25', 'moved', 'moved'), ('L26', 'moved', 'moved'), ('L27', 'moved', 'moved'),
        ('L28', 'moved', 'moved'), ('L29', 'moved', 'moved')`);
  }

  /** The operator's own accounts carry the nil id, so that one index finds every account. */
  private async accounts(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE ledger_account (
        id uuid PRIMARY KEY,
        code text NOT NULL,
        subject_kind text NOT NULL,
        subject_id uuid NOT NULL,
        normal_side smallint NOT NULL,
        restricted boolean NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE (code, subject_id),
        CHECK ((subject_kind = 'operator') = (subject_id = '00000000-0000-0000-0000-000000000000')),
        FOREIGN KEY (code, subject_kind, normal_side, restricted)
          REFERENCES ledger_chart (code, subject_kind, normal_side, restricted)
      )`);
    // Locked instead of the account, so that foreign keys and credits never wait (rulings 9 and 13).
    await q.query(`
      CREATE TABLE ledger_account_lock (
        account_id uuid PRIMARY KEY REFERENCES ledger_account (id)
      )`);
  }

  private async entries(q: QueryRunner): Promise<void> {
    await q.query(`CREATE SEQUENCE ledger_ordinal AS bigint`);
    await q.query(`
      CREATE TABLE ledger_entry (
        id uuid PRIMARY KEY,
        ordinal bigint NOT NULL,
        kind text NOT NULL REFERENCES ledger_kind (kind),
        purpose_key text NOT NULL UNIQUE CHECK (length(purpose_key) BETWEEN 4 AND 200),
        subject_kind text NOT NULL,
        subject_id uuid NOT NULL,
        project_id uuid,
        value_date date NOT NULL,
        booked_at timestamptz NOT NULL,
        actor_id uuid,
        actor_role text NOT NULL,
        reason text,
        reverses uuid REFERENCES ledger_entry (id),
        facts jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(facts) = 'object'),
        line_count smallint NOT NULL CHECK (line_count BETWEEN 2 AND 50),
        tx_id xid8 NOT NULL
      )`);
    await q.query(`CREATE INDEX ledger_entry_tx ON ledger_entry (tx_id, ordinal)`);
    await q.query(`
      CREATE TABLE ledger_line (
        entry_id uuid NOT NULL REFERENCES ledger_entry (id),
        line_no smallint NOT NULL CHECK (line_no >= 1),
        account_id uuid NOT NULL REFERENCES ledger_account (id),
        amount_minor bigint NOT NULL
          CHECK (amount_minor <> 0 AND amount_minor BETWEEN -1000000000000 AND 1000000000000),
        original_minor bigint CHECK (original_minor BETWEEN -1000000000000 AND 1000000000000),
        original_currency text CHECK (original_currency ~ '^[A-Z]{3}$'),
        tx_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
        PRIMARY KEY (entry_id, line_no),
        CHECK ((original_minor IS NULL) = (original_currency IS NULL))
      )`);
    await q.query(
      `CREATE INDEX ledger_line_account ON ledger_line (account_id, tx_id) INCLUDE (amount_minor)`,
    );
  }

  private async seals(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE ledger_seal (
        position bigint PRIMARY KEY CHECK (position >= 1),
        entry_id uuid NOT NULL UNIQUE REFERENCES ledger_entry (id),
        prev_hash bytea NOT NULL CHECK (length(prev_hash) = 32),
        hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
        sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    // Every entry of a transaction below the watermark is sealed: the search for more starts there.
    await q.query(`
      CREATE TABLE ledger_watermark (
        below_tx xid8 PRIMARY KEY,
        position bigint NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    // The sum of an account's lines of all transactions below below_tx; later lines are the tail.
    await q.query(`
      CREATE TABLE ledger_balance (
        account_id uuid NOT NULL REFERENCES ledger_account (id),
        below_tx xid8 NOT NULL,
        position bigint NOT NULL,
        balance_minor bigint NOT NULL,
        PRIMARY KEY (account_id, below_tx)
      )`);
    await q.query(`
      CREATE TABLE ledger_project_effect (
        project_id uuid NOT NULL,
        position bigint NOT NULL REFERENCES ledger_seal (position),
        count_after bigint NOT NULL,
        effect_minor bigint NOT NULL,
        held_after bigint NOT NULL,
        received_after bigint NOT NULL,
        fees_after bigint NOT NULL,
        refunded_after bigint NOT NULL,
        disbursed_after bigint NOT NULL,
        in_transit_after bigint NOT NULL,
        moved_after bigint NOT NULL,
        PRIMARY KEY (project_id, position),
        CHECK (held_after = received_after - fees_after - refunded_after - disbursed_after
                            - in_transit_after - moved_after)
      )`);
  }

  private async grants(q: QueryRunner): Promise<void> {
    await q.query(`GRANT SELECT ON ledger_chart, ledger_kind TO vatra_app`);
    await q.query(`
      GRANT SELECT, INSERT ON ledger_account, ledger_account_lock, ledger_entry, ledger_line, ledger_seal,
        ledger_watermark, ledger_balance, ledger_project_effect TO vatra_app`);
    // SELECT ... FOR UPDATE asks for this privilege; a trigger refuses the update itself.
    await q.query(`GRANT UPDATE ON ledger_account_lock TO vatra_app`);
    await q.query(`GRANT USAGE ON SEQUENCE ledger_ordinal TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `DROP TABLE ledger_project_effect, ledger_balance, ledger_watermark, ledger_seal, ledger_line,
         ledger_entry, ledger_account_lock, ledger_account, ledger_kind, ledger_chart`,
    );
    await q.query(`DROP SEQUENCE ledger_ordinal`);
  }
}
