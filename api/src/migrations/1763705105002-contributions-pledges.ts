import type { MigrationInterface, QueryRunner } from 'typeorm';

const AMOUNT_MAX = '1000000000000';

/**
 * R42: promises to pay with a saved card if the campaign succeeds. One becomes a contribution of the
 * same id when it falls due; its donor is kept where those of contributions are, from the start.
 */
export class ContributionsPledges1763705105002 implements MigrationInterface {
  name = 'ContributionsPledges1763705105002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE pledges (
        id uuid PRIMARY KEY REFERENCES contribution_keys (id),
        campaign_id uuid NOT NULL REFERENCES campaign_keys (id),
        project_id uuid NOT NULL REFERENCES project_keys (id),
        state text NOT NULL CHECK (state IN ('created', 'pledged', 'withdrawn', 'charge_due',
          'charge_failed', 'charged', 'lapsed', 'expired')),
        gift_minor bigint NOT NULL CHECK (gift_minor BETWEEN 1 AND ${AMOUNT_MAX}),
        tip_minor bigint NOT NULL CHECK (tip_minor BETWEEN 0 AND ${AMOUNT_MAX}),
        fee_cover_minor bigint NOT NULL CHECK (fee_cover_minor BETWEEN 0 AND ${AMOUNT_MAX}),
        gross_minor bigint NOT NULL,
        created_at timestamptz NOT NULL,
        request_version integer NOT NULL DEFAULT 1,
        session_id text UNIQUE,
        page_url text,
        customer_id text,
        method_id text,
        intent_id text UNIQUE,
        due_since timestamptz,
        next_charge_at timestamptz,
        refusal text,
        CHECK (gross_minor = gift_minor + tip_minor + fee_cover_minor),
        CHECK ((customer_id IS NULL) = (method_id IS NULL)),
        CHECK (state IN ('created', 'expired') OR method_id IS NOT NULL),
        CHECK (state NOT IN ('charge_due', 'charge_failed', 'charged') OR due_since IS NOT NULL)
      )`);
    await q.query(`SELECT attach_state_machine('pledges', 'pledge')`);
    await q.query(
      `CREATE INDEX pledges_waiting ON pledges (campaign_id, state, id)
        WHERE state IN ('created', 'pledged')`,
    );
    await q.query(`GRANT SELECT, INSERT ON pledges TO vatra_app`);
    // What is promised never changes: only where it stands, and how it is to be paid.
    await q.query(`
      GRANT UPDATE (state, request_version, session_id, page_url, customer_id, method_id, intent_id,
        due_since, next_charge_at, refusal) ON pledges TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE pledges`);
  }
}
