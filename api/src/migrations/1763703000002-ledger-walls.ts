import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  'ledger_account',
  'ledger_account_lock',
  'ledger_entry',
  'ledger_line',
  'ledger_seal',
  'ledger_watermark',
  'ledger_balance',
  'ledger_project_effect',
];

/** What the database itself refuses, whoever asks (rulings 8 to 10). */
export class LedgerWalls1763703000002 implements MigrationInterface {
  name = 'LedgerWalls1763703000002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.nothingChanges(q);
    await this.headersAreStamped(q);
    await this.linesJoinTheirOwnHeader(q);
    await this.balances(q);
    await this.entriesAreSound(q);
  }

  private async nothingChanges(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% of % refused: the ledger is only written forward', TG_OP, TG_TABLE_NAME
          USING ERRCODE = '42501';
      END $$`);
    for (const table of TABLES) {
      await q.query(`
        CREATE TRIGGER ${table}_forward_only BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change()`);
      await q.query(`
        CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()`);
    }
  }

  /** Order, time and transaction are the database's own; nobody may choose them. */
  private async headersAreStamped(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION ledger_stamp_entry() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.ordinal := nextval('ledger_ordinal');
        NEW.booked_at := clock_timestamp();
        NEW.tx_id := pg_current_xact_id();
        NEW.value_date := coalesce(NEW.value_date, (vatra_now() AT TIME ZONE 'UTC')::date);
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER ledger_entry_stamp BEFORE INSERT ON ledger_entry
      FOR EACH ROW EXECUTE FUNCTION ledger_stamp_entry()`);
    // After a logical restore transaction ids start again: going on would hide new lines from balances.
    await q.query(`
      CREATE FUNCTION ledger_refuse_old_clock() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF pg_current_xact_id() < (SELECT max(below_tx) FROM ledger_watermark) THEN
          RAISE EXCEPTION 'transaction ids run behind the ledger: run ledger_adopt_restored() first'
            USING ERRCODE = 'VA004';
        END IF;
        RETURN NULL;
      END $$`);
    await q.query(`
      CREATE TRIGGER ledger_entry_clock BEFORE INSERT ON ledger_entry
      FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_old_clock()`);
    await q.query(`
      CREATE FUNCTION ledger_adopt_restored() RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        target text;
      BEGIN
        FOREACH target IN ARRAY ARRAY['ledger_entry', 'ledger_line', 'ledger_balance', 'ledger_watermark'] LOOP
          EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', target);
        END LOOP;
        UPDATE ledger_entry SET tx_id = '3';
        UPDATE ledger_line SET tx_id = '3';
        DELETE FROM ledger_watermark;
        DELETE FROM ledger_balance;
        FOREACH target IN ARRAY ARRAY['ledger_entry', 'ledger_line', 'ledger_balance', 'ledger_watermark'] LOOP
          EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', target);
        END LOOP;
      END $$`);
    await q.query(`REVOKE EXECUTE ON FUNCTION ledger_adopt_restored() FROM PUBLIC`);
  }

  /** A finished entry can get no further line: only the transaction that made the header adds lines. */
  private async linesJoinTheirOwnHeader(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION ledger_check_lines() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (
          SELECT 1 FROM new_lines AS line JOIN ledger_entry AS entry ON entry.id = line.entry_id
           WHERE entry.tx_id <> pg_current_xact_id()
              OR line.tx_id <> pg_current_xact_id()
              OR line.line_no > entry.line_count
        ) THEN
          RAISE EXCEPTION 'a line joins only the entry of its own transaction, within its count'
            USING ERRCODE = 'VA003';
        END IF;
        RETURN NULL;
      END $$`);
    await q.query(`
      CREATE TRIGGER ledger_line_own_header AFTER INSERT ON ledger_line
      REFERENCING NEW TABLE AS new_lines
      FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_lines()`);
    await q.query(`
      CREATE FUNCTION ledger_add_lock() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO ledger_account_lock (account_id) VALUES (NEW.id);
        RETURN NULL;
      END $$`);
    await q.query(`
      CREATE TRIGGER ledger_account_add_lock AFTER INSERT ON ledger_account
      FOR EACH ROW EXECUTE FUNCTION ledger_add_lock()`);
  }

  /** Debits minus credits: newest snapshot plus every later line that this statement may see. */
  private async balances(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION ledger_balance_of(of_account uuid) RETURNS bigint LANGUAGE sql VOLATILE AS $$
        SELECT coalesce(kept.balance_minor, 0) + coalesce(tail.sum_minor, 0)::bigint
          FROM (SELECT of_account AS id) AS account
          LEFT JOIN LATERAL (
            SELECT balance_minor, below_tx FROM ledger_balance
             WHERE account_id = account.id ORDER BY below_tx DESC LIMIT 1) AS kept ON true
          LEFT JOIN LATERAL (
            SELECT sum(amount_minor) AS sum_minor FROM ledger_line
             WHERE account_id = account.id AND tx_id >= coalesce(kept.below_tx, '0'::xid8)) AS tail ON true
      $$`);
  }

  /** Checked at commit: zero sum, every line there, no restricted account below zero. */
  private async entriesAreSound(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION ledger_check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        net record;
        lines integer := 0;
        accounts integer := 0;
        total numeric := 0;
        memo numeric := 0;
      BEGIN
        FOR net IN
          SELECT account.id, account.code, account.restricted, account.normal_side,
                 count(*) AS lines, sum(line.amount_minor) AS amount
            FROM ledger_line AS line JOIN ledger_account AS account ON account.id = line.account_id
           WHERE line.entry_id = NEW.id
           GROUP BY account.id ORDER BY account.id
        LOOP
          lines := lines + net.lines;
          accounts := accounts + 1;
          total := total + net.amount;
          IF net.code >= '9' THEN memo := memo + net.amount; END IF;
          IF net.restricted AND net.normal_side * net.amount < 0 THEN
            PERFORM 1 FROM ledger_account_lock WHERE account_id = net.id FOR UPDATE;
            IF net.normal_side * ledger_balance_of(net.id) < 0 THEN
              RAISE EXCEPTION 'account % would fall below zero', net.code USING ERRCODE = 'VA002';
            END IF;
          END IF;
        END LOOP;
        IF lines <> NEW.line_count OR accounts < 2 OR total <> 0 OR memo <> 0 THEN
          RAISE EXCEPTION 'entry % is not sound: % lines, % accounts, sum %', NEW.id, lines, accounts, total
            USING ERRCODE = 'VA003';
        END IF;
        RETURN NULL;
      END $$`);
    await q.query(`
      CREATE CONSTRAINT TRIGGER ledger_entry_sound AFTER INSERT ON ledger_entry
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_check_entry()`);
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await q.query(`DROP TRIGGER ${table}_forward_only ON ${table}`);
      await q.query(`DROP TRIGGER ${table}_no_truncate ON ${table}`);
    }
    await q.query(`DROP TRIGGER ledger_entry_sound ON ledger_entry`);
    await q.query(`DROP TRIGGER ledger_entry_stamp ON ledger_entry`);
    await q.query(`DROP TRIGGER ledger_entry_clock ON ledger_entry`);
    await q.query(`DROP TRIGGER ledger_line_own_header ON ledger_line`);
    await q.query(`DROP TRIGGER ledger_account_add_lock ON ledger_account`);
    await q.query(
      `DROP FUNCTION ledger_refuse_change, ledger_stamp_entry, ledger_refuse_old_clock, ledger_adopt_restored,
         ledger_check_lines, ledger_add_lock, ledger_balance_of, ledger_check_entry`,
    );
  }
}
