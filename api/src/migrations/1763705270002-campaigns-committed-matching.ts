import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much matching became the project's own (L3), whatever of it goes back later. */
export class CampaignsCommittedMatching1763705270002 implements MigrationInterface {
  name = 'CampaignsCommittedMatching1763705270002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      ALTER TABLE campaigns ADD COLUMN match_committed_minor bigint NOT NULL DEFAULT 0
        CHECK (match_committed_minor >= 0)`);
    await q.query(`
      UPDATE campaigns AS c SET match_committed_minor = committed.minor
        FROM (SELECT r.campaign_id, -sum(l.amount_minor) AS minor
                FROM ledger_entry AS e
                JOIN ledger_line AS l ON l.entry_id = e.id
                JOIN ledger_account AS a ON a.id = l.account_id AND a.code = '2110'
                JOIN match_reservations AS r ON r.id = e.subject_id
               WHERE e.kind = 'L3' GROUP BY r.campaign_id) AS committed
       WHERE committed.campaign_id = c.id`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE campaigns DROP COLUMN match_committed_minor`);
  }
}
