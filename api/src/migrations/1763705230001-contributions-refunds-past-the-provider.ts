import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long a donor is asked for an account (R47). */
const ASK = `interval '60 days'`;

/**
 * Refunds of money that came past the provider are paid by the bank. Until then they are owed in 2130;
 * only what came back, or what nobody has named an account for, lies unclaimed in 2900.
 */
export class ContributionsRefundsPastTheProvider1763705230001 implements MigrationInterface {
  name = 'ContributionsRefundsPastTheProvider1763705230001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      ALTER TABLE refund_claims
        ADD COLUMN owed_in text NOT NULL DEFAULT '2900' CHECK (owed_in IN ('2130', '2900')),
        ADD CHECK (owed_in = '2900' OR state NOT IN ('unclaimed', 'forfeited'))`);
    await q.query(`ALTER TABLE refund_claims ALTER COLUMN owed_in DROP DEFAULT`);
    await this.adopt(q);
  }

  /** Refunds that waited for a bank nobody asked: their donors are asked for an account. */
  private async adopt(q: QueryRunner): Promise<void> {
    const waiting = `
      SELECT r.id FROM refunds AS r JOIN refund_claims AS claim USING (id) WHERE claim.owed_in = '2130'`;
    await q.query(`
      INSERT INTO refund_claims (id, contribution_id, project_id, state, amount_minor, asked_at, ask_until, owed_in)
      SELECT r.id, c.id, c.project_id, 'asked', r.amount_minor, vatra_now(), vatra_now() + ${ASK}, '2130'
        FROM refunds AS r JOIN contributions AS c ON c.id = r.contribution_id
       WHERE r.state = 'pending' AND r.charge_id IS NULL
      ON CONFLICT (id) DO NOTHING`);
    await q.query(`
      INSERT INTO state_change (id, machine, subject_id, to_state, at, actor_role)
      SELECT gen_random_uuid(), 'refund_claim', id, 'asked', vatra_now(), 'system'
        FROM (${waiting}) AS adopted`);
    await q.query(`
      INSERT INTO outbox (id, kind, handler, subject_key, due_at)
      SELECT gen_random_uuid(), 'job', 'contributions.end-asking', id::text, vatra_now() + ${ASK}
        FROM (${waiting}) AS adopted`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE refund_claims DROP COLUMN owed_in`);
  }
}
