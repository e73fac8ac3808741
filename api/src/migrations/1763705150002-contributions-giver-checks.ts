import type { MigrationInterface, QueryRunner } from 'typeorm';

/** R43: who gives much is compared with the sanction list, and looked at by a person, before it is paid. */
export class ContributionsGiverChecks1763705150002 implements MigrationInterface {
  name = 'ContributionsGiverChecks1763705150002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE sanction_lists (
        id uuid PRIMARY KEY,
        file_id uuid NOT NULL,
        imported_by uuid NOT NULL,
        imported_at timestamptz NOT NULL,
        names integer NOT NULL CHECK (names > 0)
      )`);
    // Only those of the newest list are kept; `words` without accents and case, to be compared.
    await q.query(`
      CREATE TABLE sanction_names (
        list_id uuid NOT NULL REFERENCES sanction_lists (id),
        reference text NOT NULL CHECK (length(reference) <= 80),
        name text NOT NULL CHECK (length(name) <= 400),
        words text[] NOT NULL CHECK (cardinality(words) BETWEEN 1 AND 40)
      )`);
    await q.query(`CREATE INDEX sanction_names_words ON sanction_names USING gin (words)`);
    // The id is that of the gift.
    await q.query(`
      CREATE TABLE giver_checks (
        id uuid PRIMARY KEY REFERENCES contribution_keys (id),
        state text NOT NULL CHECK (state IN ('clear', 'waiting', 'accepted', 'refused', 'expired')),
        outcome text NOT NULL CHECK (outcome IN ('clear', 'match', 'unchecked')),
        list_id uuid REFERENCES sanction_lists (id),
        matches jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(matches) = 'array'),
        source_of_funds text CHECK (length(source_of_funds) BETWEEN 10 AND 500),
        asked_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        reason text CHECK (length(reason) BETWEEN 10 AND 1000),
        CHECK (state NOT IN ('accepted', 'refused')
               OR (decided_by IS NOT NULL AND decided_at IS NOT NULL AND reason IS NOT NULL)),
        CHECK (state <> 'clear' OR outcome = 'clear')
      )`);
    await q.query(
      `CREATE INDEX giver_checks_waiting ON giver_checks (asked_at) WHERE state = 'waiting'`,
    );
    await q.query(`SELECT attach_state_machine('giver_checks', 'giver_check')`);
    await q.query(`GRANT SELECT, INSERT ON sanction_lists TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, DELETE ON sanction_names TO vatra_app`);
    await q.query(`
      GRANT SELECT, INSERT, UPDATE (state, matches, source_of_funds, decided_by, decided_at, reason)
        ON giver_checks TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE giver_checks, sanction_names, sanction_lists`);
  }
}
