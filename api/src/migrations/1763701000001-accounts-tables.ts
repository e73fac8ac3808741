import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People and how they sign in. The first five tables are the ones the sign-in library expects,
 * under our names; nothing here asks for papers, origin or an address to live at (R100-R102).
 */
export class AccountsTables1763701000001 implements MigrationInterface {
  name = 'AccountsTables1763701000001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.people(q);
    await this.signIn(q);
    await this.secondFactor(q);
    await this.roles(q);
    await this.guests(q);
  }

  private async people(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE people (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        email text NOT NULL UNIQUE CHECK (email = lower(email)),
        email_verified boolean NOT NULL,
        image text,
        locale text NOT NULL CHECK (locale IN ('ro', 'en')),
        second_factor_enrolled boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON people TO vatra_app`);
  }

  private async signIn(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE sign_in_sessions (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        token text NOT NULL UNIQUE CHECK (token LIKE 'sha256:%'),
        expires_at timestamptz NOT NULL,
        second_factor_at timestamptz,
        ip_address text,
        user_agent text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL
      )`);
    await q.query(`CREATE INDEX sign_in_sessions_person ON sign_in_sessions (person_id)`);
    await q.query(`
      CREATE TABLE credentials (
        id uuid PRIMARY KEY,
        account_id text NOT NULL,
        provider_id text NOT NULL,
        person_id uuid NOT NULL,
        access_token text,
        refresh_token text,
        id_token text,
        access_token_expires_at timestamptz,
        refresh_token_expires_at timestamptz,
        scope text,
        password text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL
      )`);
    await q.query(`CREATE INDEX credentials_person ON credentials (person_id)`);
    await q.query(`
      CREATE TABLE mail_proofs (
        id uuid PRIMARY KEY,
        identifier text NOT NULL,
        value text NOT NULL,
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await q.query(`CREATE INDEX mail_proofs_identifier ON mail_proofs (identifier)`);
    await q.query(`
      CREATE TABLE sign_in_attempts (
        kind text NOT NULL,
        subject_hash text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await q.query(
      `CREATE INDEX sign_in_attempts_subject ON sign_in_attempts (kind, subject_hash, at)`,
    );
    await q.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_sessions, credentials, mail_proofs TO vatra_app`,
    );
    await q.query(`GRANT SELECT, INSERT, DELETE ON sign_in_attempts TO vatra_app`);
  }

  private async secondFactor(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE second_factors (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL UNIQUE,
        secret text NOT NULL,
        backup_codes text NOT NULL,
        verified boolean NOT NULL DEFAULT true,
        failed_verification_count integer DEFAULT 0,
        locked_until timestamptz
      )`);
    await q.query(`CREATE INDEX second_factors_secret ON second_factors (secret)`);
    await q.query(`
      CREATE TABLE used_codes (
        person_id uuid NOT NULL,
        code text NOT NULL,
        used_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (person_id, code)
      )`);
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON second_factors TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, DELETE ON used_codes TO vatra_app`);
  }

  private async roles(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE person_roles (
        person_id uuid NOT NULL,
        role text NOT NULL,
        granted_by uuid CHECK (granted_by <> person_id),
        granted_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (person_id, role)
      )`);
    await q.query(`
      CREATE TABLE bootstrap_grants (
        email text PRIMARY KEY CHECK (email = lower(email)),
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        used_at timestamptz
      )`);
    // What a person is in which organisation, told by the organisations feature above.
    await q.query(`
      CREATE TABLE person_memberships (
        membership_id uuid PRIMARY KEY,
        person_id uuid,
        email text NOT NULL,
        organisation_id uuid NOT NULL,
        organisation_slug text NOT NULL,
        organisation_name text NOT NULL,
        organisation_kind text NOT NULL,
        roles text[] NOT NULL,
        voting boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('invited', 'confirmed')),
        CHECK (state = 'invited' OR person_id IS NOT NULL)
      )`);
    await q.query(`CREATE INDEX person_memberships_person ON person_memberships (person_id)`);
    await q.query(`CREATE INDEX person_memberships_email ON person_memberships (email)`);
    await q.query(`GRANT SELECT, INSERT ON person_roles TO vatra_app`);
    await q.query(`GRANT SELECT, UPDATE ON bootstrap_grants TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON person_memberships TO vatra_app`);
  }

  private async guests(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE guest_tokens (
        token_hash text PRIMARY KEY CHECK (length(token_hash) = 64),
        purpose text NOT NULL CHECK (purpose = 'donor'),
        email text NOT NULL CHECK (email = lower(email)),
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz NOT NULL
      )`);
    await q.query(`CREATE INDEX guest_tokens_email ON guest_tokens (email)`);
    await q.query(`
      CREATE TABLE guest_sessions (
        token_hash text PRIMARY KEY CHECK (length(token_hash) = 64),
        email text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz NOT NULL
      )`);
    await q.query(`GRANT SELECT, INSERT, DELETE ON guest_tokens, guest_sessions TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE guest_sessions, guest_tokens, person_memberships, bootstrap_grants,
      person_roles, used_codes, second_factors, sign_in_attempts, mail_proofs, credentials,
      sign_in_sessions, people`);
  }
}
