import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A council takes its word back by another decision, which stands beside the first. */
export class CommitmentsWithdrawal1763705010006 implements MigrationInterface {
  name = 'CommitmentsWithdrawal1763705010006';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE commitment_withdrawals (
        commitment_id uuid PRIMARY KEY,
        decision_number text NOT NULL,
        decision_date date NOT NULL,
        file_id uuid NOT NULL,
        reason text NOT NULL,
        withdrawn_by uuid NOT NULL,
        withdrawn_at timestamptz NOT NULL
      )`);
    await q.query(`GRANT SELECT, INSERT ON commitment_withdrawals TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE commitment_withdrawals`);
  }
}
