import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When a call was sent first, in business time: what it made is looked for by the provider's own time,
 * and the provider of a demonstration goes by that. Recorded time may lie before it or behind.
 */
export class PlatformSentSince1763705340001 implements MigrationInterface {
  name = 'PlatformSentSince1763705340001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`ALTER TABLE operations ADD COLUMN sent_since timestamptz`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE operations DROP COLUMN sent_since`);
  }
}
