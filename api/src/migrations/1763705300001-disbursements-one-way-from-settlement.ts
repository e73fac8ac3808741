import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One handler takes a settled project on; what still waits for the one there was beside it has no reader. */
export class DisbursementsOneWayFromSettlement1763705300001 implements MigrationInterface {
  name = 'DisbursementsOneWayFromSettlement1763705300001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`DELETE FROM outbox WHERE handler = 'disbursements.end-when-nothing-is-left'`);
  }

  async down(): Promise<void> {
    // The event's other row brings the project there, in either version.
  }
}
