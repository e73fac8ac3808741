import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Projects: the file of sections, the sums taken from it, its reviews and what makes it ready. */
export class ProjectsTables1763702000001 implements MigrationInterface {
  name = 'ProjectsTables1763702000001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.projects(q);
    await this.plans(q);
    await this.decisions(q);
  }

  /** Other tables point at the key, which never changes; the moving row stands beside it (ruling 13). */
  private async projects(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE project_keys (
        id uuid PRIMARY KEY,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await q.query(`
      CREATE TABLE projects (
        id uuid PRIMARY KEY REFERENCES project_keys,
        slug text NOT NULL UNIQUE,
        state text NOT NULL DEFAULT 'draft',
        lead_organisation_id uuid NOT NULL,
        place_id uuid NOT NULL,
        category text NOT NULL,
        title_ro text NOT NULL,
        title_en text NOT NULL,
        country text NOT NULL,
        zone text NOT NULL,
        started_by uuid,
        started_at timestamptz NOT NULL,
        submitted_at timestamptz,
        review_due_at timestamptz,
        review_rounds smallint NOT NULL DEFAULT 0 CHECK (review_rounds BETWEEN 0 AND 3),
        review_reason text,
        relaunches smallint NOT NULL DEFAULT 0 CHECK (relaunches BETWEEN 0 AND 2),
        failed_plan_digest text,
        published_at timestamptz,
        words tsvector NOT NULL DEFAULT '',
        phase text GENERATED ALWAYS AS (CASE
          WHEN state IN ('seeking_endorsement', 'ready') THEN 'preparing'
          WHEN state = 'campaigning' THEN 'collecting'
          WHEN state IN ('funded', 'agreement_pending', 'implementing', 'completion_reported') THEN 'building'
          WHEN state IN ('completed', 'in_follow_up', 'closed') THEN 'finished'
          WHEN state IN ('unfunded', 'suspended', 'cancelled', 'wound_up', 'lapsed') THEN 'stopped'
          ELSE 'hidden' END) STORED
      )`);
    await q.query(`SELECT attach_state_machine('projects', 'project')`);
    await q.query(
      `CREATE INDEX projects_listed ON projects (published_at DESC, id DESC) WHERE published_at IS NOT NULL`,
    );
    for (const column of ['phase', 'state', 'place_id', 'category']) {
      await q.query(
        `CREATE INDEX projects_listed_by_${column} ON projects (${column}, published_at DESC, id DESC)
          WHERE published_at IS NOT NULL`,
      );
    }
    await q.query(`CREATE INDEX projects_words ON projects USING gin (words)`);
    await q.query(
      `CREATE INDEX projects_of_lead ON projects (lead_organisation_id, started_at DESC, id DESC)`,
    );
    await q.query(
      `CREATE INDEX projects_under_review ON projects (submitted_at, id) WHERE state = 'submitted'`,
    );
    await q.query(`GRANT SELECT, INSERT ON project_keys TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON projects TO vatra_app`);
  }

  private async plans(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE project_sections (
        project_id uuid NOT NULL REFERENCES project_keys,
        section text NOT NULL,
        content jsonb NOT NULL,
        saved_at timestamptz NOT NULL,
        saved_by uuid,
        PRIMARY KEY (project_id, section)
      )`);
    await q.query(`
      CREATE TABLE project_tiers (
        project_id uuid NOT NULL REFERENCES project_keys,
        tier text NOT NULL CHECK (tier IN ('minimum', 'optimum')),
        budget_minor bigint NOT NULL CHECK (budget_minor BETWEEN 1 AND 1000000000000),
        PRIMARY KEY (project_id, tier)
      )`);
    await q.query(`
      CREATE TABLE project_funding (
        project_id uuid NOT NULL REFERENCES project_keys,
        tier text NOT NULL CHECK (tier IN ('minimum', 'optimum')),
        source text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 0 AND 1000000000000),
        PRIMARY KEY (project_id, tier, source)
      )`);
    await q.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON project_sections, project_tiers, project_funding TO vatra_app`,
    );
  }

  private async decisions(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE project_reviews (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES project_keys,
        round smallint NOT NULL,
        reviewer_id uuid NOT NULL,
        decision text NOT NULL CHECK (decision IN ('accept', 'request_changes', 'reject', 'recuse')),
        reason text NOT NULL,
        scores jsonb,
        decided_at timestamptz NOT NULL,
        CHECK ((decision = 'accept') = (scores IS NOT NULL))
      )`);
    await q.query(
      `CREATE INDEX project_reviews_of_person ON project_reviews (project_id, reviewer_id)`,
    );
    await q.query(`
      CREATE TABLE project_readiness (
        project_id uuid NOT NULL REFERENCES project_keys,
        fact text NOT NULL CHECK (fact IN ('endorsement', 'la_commitment', 'payee_verified', 'funding_plan')),
        met boolean NOT NULL,
        at timestamptz NOT NULL,
        told_by text NOT NULL,
        PRIMARY KEY (project_id, fact)
      )`);
    await q.query(`
      CREATE TABLE project_cofinancing (
        project_id uuid PRIMARY KEY REFERENCES project_keys,
        committed_minor bigint NOT NULL CHECK (committed_minor >= 0),
        evidenced_minor bigint NOT NULL CHECK (evidenced_minor >= 0)
      )`);
    await q.query(`GRANT SELECT, INSERT ON project_reviews TO vatra_app`);
    await q.query(
      `GRANT SELECT, INSERT, UPDATE ON project_readiness, project_cofinancing TO vatra_app`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `DROP TABLE project_cofinancing, project_readiness, project_reviews, project_funding, project_tiers,
        project_sections, projects, project_keys`,
    );
  }
}
