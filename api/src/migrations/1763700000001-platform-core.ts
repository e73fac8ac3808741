import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Time, histories of states, the outbox and the operations: what every feature stands on. */
export class PlatformCore1763700000001 implements MigrationInterface {
  name = 'PlatformCore1763700000001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
    await q.query(`GRANT USAGE ON SCHEMA public TO vatra_app`);
    await q.query(`GRANT SELECT ON schema_migrations TO vatra_app`);
    await this.clock(q);
    await this.states(q);
    await this.outbox(q);
    await this.operations(q);
  }

  /** Business time = recorded time + one offset, the same for the whole transaction (ruling 1). */
  private async clock(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE clock_offset (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        shift interval NOT NULL DEFAULT interval '0'
      )`);
    await q.query(`INSERT INTO clock_offset DEFAULT VALUES`);
    await q.query(`
      CREATE FUNCTION vatra_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT date_trunc('milliseconds', now() + shift) FROM clock_offset $$`);
    await q.query(`
      CREATE TABLE clock_moves (
        id uuid PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('waiting', 'moving', 'done', 'failed')),
        moved_from timestamptz NOT NULL,
        moved_to timestamptz NOT NULL CHECK (moved_to <> moved_from),
        steps_done integer NOT NULL DEFAULT 0,
        problem text,
        lease_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await q.query(
      `CREATE UNIQUE INDEX clock_moves_one_at_a_time ON clock_moves ((true)) WHERE state IN ('waiting', 'moving')`,
    );
    await q.query(`GRANT SELECT, UPDATE ON clock_offset TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON clock_moves TO vatra_app`);
  }

  /** Edges come from the shared state tables; the migrate command writes them after each run. */
  private async states(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE state_edge (
        machine text NOT NULL, from_state text NOT NULL, to_state text NOT NULL,
        PRIMARY KEY (machine, from_state, to_state)
      )`);
    await q.query(`
      CREATE TABLE state_change (
        id uuid PRIMARY KEY,
        machine text NOT NULL,
        subject_id uuid NOT NULL,
        from_state text,
        to_state text NOT NULL,
        at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        actor_id uuid,
        actor_role text NOT NULL,
        reason text
      )`);
    await q.query(`CREATE INDEX state_change_subject ON state_change (machine, subject_id, id)`);
    await q.query(`
      CREATE FUNCTION require_state_edge(machine_name text, old_state text, new_state text) RETURNS void
      LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (
          SELECT 1 FROM state_edge
           WHERE machine = machine_name AND from_state = old_state AND to_state = new_state
        ) THEN
          RAISE EXCEPTION 'state %: % -> % is not a move', machine_name, old_state, new_state
            USING ERRCODE = 'VA001';
        END IF;
      END $$`);
    await q.query(`
      CREATE FUNCTION check_state_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.from_state IS NOT NULL THEN
          PERFORM require_state_edge(NEW.machine, NEW.from_state, NEW.to_state);
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER state_change_edge BEFORE INSERT ON state_change
      FOR EACH ROW EXECUTE FUNCTION check_state_change()`);
    await q.query(`
      CREATE FUNCTION check_state_column() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.state IS DISTINCT FROM OLD.state THEN
          PERFORM require_state_edge(TG_ARGV[0], OLD.state, NEW.state);
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE FUNCTION attach_state_machine(table_name text, machine_name text) RETURNS void
      LANGUAGE plpgsql AS $$
      BEGIN
        EXECUTE format(
          'CREATE TRIGGER %I BEFORE UPDATE OF state ON %I FOR EACH ROW EXECUTE FUNCTION check_state_column(%L)',
          table_name || '_state_edge', table_name, machine_name);
      END $$`);
    await q.query(`GRANT SELECT ON state_edge TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT ON state_change TO vatra_app`);
  }

  /** Facts for listeners and timers of features; a row is gone when its handler has committed. */
  private async outbox(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE outbox (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('event', 'job')),
        handler text NOT NULL,
        subject_key text,
        payload jsonb NOT NULL DEFAULT '{}',
        due_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        attempts integer NOT NULL DEFAULT 0,
        retry_at timestamptz,
        lease_token uuid,
        lease_until timestamptz,
        dead_at timestamptz,
        last_error text,
        CHECK ((kind = 'job') = (subject_key IS NOT NULL))
      )`);
    await q.query(`CREATE INDEX outbox_due ON outbox (due_at, id) WHERE dead_at IS NULL`);
    await q.query(
      `CREATE UNIQUE INDEX outbox_one_job ON outbox (handler, subject_key) WHERE kind = 'job' AND dead_at IS NULL`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO vatra_app`);
  }

  /** Every call to the outside: row first, deterministic key, result kept (law 3, ruling 17). */
  private async operations(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE operations (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        subject_id uuid NOT NULL,
        version integer NOT NULL DEFAULT 1,
        request jsonb NOT NULL,
        state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'unknown', 'done', 'refused')),
        result jsonb,
        problem text,
        attempts integer NOT NULL DEFAULT 0,
        first_sent_at timestamptz,
        retry_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        lease_token uuid,
        lease_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz,
        UNIQUE (kind, subject_id, version),
        CHECK ((state IN ('done', 'refused')) = (finished_at IS NOT NULL))
      )`);
    await q.query(
      `CREATE INDEX operations_open ON operations (retry_at, id) WHERE state IN ('pending', 'unknown')`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE ON operations TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE operations, outbox, state_change, state_edge, clock_moves`);
    await q.query(
      `DROP FUNCTION attach_state_machine, check_state_column, check_state_change, require_state_edge, vatra_now`,
    );
    await q.query(`DROP TABLE clock_offset`);
  }
}
