import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Town halls, associations and groups: what was checked of them and who belongs to them. */
export class OrganisationsTables1763701000020 implements MigrationInterface {
  name = 'OrganisationsTables1763701000020';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE organisations (
        id uuid PRIMARY KEY,
        slug text NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('local_authority', 'hta', 'initiative_group')),
        name text NOT NULL,
        country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
        host_city text,
        contact_email text NOT NULL,
        decision_body text CHECK (decision_body IN ('assembly', 'board')),
        register_number text,
        members_count integer CHECK (members_count >= 0),
        state text NOT NULL DEFAULT 'unverified',
        verification_level integer NOT NULL DEFAULT 0 CHECK (verification_level BETWEEN 0 AND 3),
        verified_until timestamptz,
        submitted_at timestamptz,
        review_note text,
        created_at timestamptz NOT NULL,
        CHECK ((kind = 'local_authority') = (decision_body IS NULL))
      )`);
    await q.query(`SELECT attach_state_machine('organisations', 'organisation')`);
    await q.query(`CREATE INDEX organisations_listed ON organisations (kind, name, id)`);
    await q.query(
      `CREATE INDEX organisations_waiting ON organisations (submitted_at, id) WHERE state = 'submitted'`,
    );
    await q.query(`
      CREATE TABLE organisation_places (
        organisation_id uuid NOT NULL, place_id uuid NOT NULL,
        PRIMARY KEY (organisation_id, place_id)
      )`);
    await q.query(`CREATE INDEX organisation_places_place ON organisation_places (place_id)`);
    await q.query(`
      CREATE TABLE organisation_papers (
        organisation_id uuid NOT NULL, file_id uuid NOT NULL,
        PRIMARY KEY (organisation_id, file_id)
      )`);
    await this.memberships(q);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON organisations, memberships TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT ON organisation_places, organisation_papers TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT ON conflict_declarations TO vatra_app`);
  }

  private async memberships(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE memberships (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL,
        person_id uuid,
        email text NOT NULL CHECK (email = lower(email)),
        roles text[] NOT NULL CHECK (cardinality(roles) BETWEEN 1 AND 6),
        voting boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('invited', 'confirmed', 'ended')),
        invited_by uuid,
        since timestamptz NOT NULL,
        ended_at timestamptz,
        CHECK (state <> 'confirmed' OR person_id IS NOT NULL)
      )`);
    await q.query(
      `CREATE UNIQUE INDEX memberships_one ON memberships (organisation_id, email) WHERE state <> 'ended'`,
    );
    await q.query(`CREATE INDEX memberships_person ON memberships (person_id, organisation_id)`);
    await q.query(`
      CREATE TABLE conflict_declarations (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        subject_kind text NOT NULL,
        subject_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('none', 'family', 'business', 'employment', 'party_office')),
        acted_as text NOT NULL,
        made_at timestamptz NOT NULL
      )`);
    await q.query(
      `CREATE INDEX conflict_declarations_subject ON conflict_declarations (subject_kind, subject_id, id)`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `DROP TABLE conflict_declarations, memberships, organisation_papers, organisation_places, organisations`,
    );
  }
}
