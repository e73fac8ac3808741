import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a bank had taken of a gift when the rest of its project was shared out (R81, L10). */
export class ContributionsSharesBesideDisputes1763705260001 implements MigrationInterface {
  name = 'ContributionsSharesBesideDisputes1763705260001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      ALTER TABLE share_out_parts
        ADD COLUMN disputed_minor bigint NOT NULL DEFAULT 0 CHECK (disputed_minor >= 0),
        ADD CHECK (share_minor + disputed_minor <= net_minor)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE share_out_parts DROP COLUMN disputed_minor`);
  }
}
