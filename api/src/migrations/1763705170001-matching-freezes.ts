import type { MigrationInterface, QueryRunner } from 'typeorm';

/** While a bank claims a gift back, its match is neither paid out nor given back: how much, and since when. */
export class MatchingFreezes1763705170001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE match_freezes (
        reservation_id uuid NOT NULL REFERENCES match_reservations (id),
        dispute_id uuid NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
        is_leaving boolean NOT NULL DEFAULT false,
        frozen_at timestamptz NOT NULL,
        ended_at timestamptz,
        PRIMARY KEY (reservation_id, dispute_id)
      )`);
    await q.query(`CREATE INDEX match_freezes_open ON match_freezes (dispute_id)
      WHERE ended_at IS NULL`);
    await q.query(`GRANT SELECT, INSERT ON match_freezes TO vatra_app`);
    await q.query(`GRANT UPDATE (is_leaving, ended_at) ON match_freezes TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE match_freezes`);
  }
}
