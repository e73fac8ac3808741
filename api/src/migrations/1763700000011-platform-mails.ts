import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails as they were written; one per event, receiver and template, whatever is retried. */
export class PlatformMails1763700000011 implements MigrationInterface {
  name = 'PlatformMails1763700000011';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE mails (
        id uuid PRIMARY KEY,
        event_key text NOT NULL,
        recipient text NOT NULL,
        template text NOT NULL,
        locale text NOT NULL,
        subject text NOT NULL,
        text text NOT NULL,
        html text NOT NULL,
        written_at timestamptz NOT NULL,
        sent_at timestamptz,
        failed_at timestamptz,
        problem text,
        UNIQUE (event_key, recipient, template)
      )`);
    await q.query(`CREATE INDEX mails_recipient ON mails (recipient, id DESC)`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON mails TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE mails`);
  }
}
