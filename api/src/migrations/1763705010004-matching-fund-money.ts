import type { MigrationInterface, QueryRunner } from 'typeorm';

/** L25: each amount that moves a fund is proposed by one person of finance and confirmed by another. */
export class MatchingFundMoney1763705010004 implements MigrationInterface {
  name = 'MatchingFundMoney1763705010004';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE matching_fund_money (
        id uuid PRIMARY KEY,
        fund_id uuid NOT NULL REFERENCES matching_fund_keys,
        kind text NOT NULL CHECK (kind IN ('paid_in', 'guarantee', 'received', 'lapsed', 'returned')),
        amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 1000000000000),
        state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'confirmed', 'refused')),
        note text NOT NULL,
        bank_line_id uuid,
        file_id uuid,
        proposed_by uuid NOT NULL,
        proposed_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        reason text,
        entry_id uuid,
        CHECK (decided_by <> proposed_by),
        CHECK ((state = 'proposed') = (decided_at IS NULL) AND (state = 'proposed') = (decided_by IS NULL)),
        CHECK ((state = 'confirmed') = (entry_id IS NOT NULL)),
        CHECK ((kind IN ('paid_in', 'received', 'returned')) = (bank_line_id IS NOT NULL)),
        CHECK (kind <> 'guarantee' OR file_id IS NOT NULL)
      )`);
    await q.query(`ALTER TABLE matching_funds ADD COLUMN notice_reason text`);
    // The instant is written before the state moves.
    await q.query(`ALTER TABLE matching_funds DROP CONSTRAINT matching_funds_check6`);
    await q.query(`
      ALTER TABLE matching_funds ADD CONSTRAINT matching_funds_verified
        CHECK (state = 'draft' OR verified_at IS NOT NULL)`);
    await q.query(`CREATE INDEX matching_fund_money_of ON matching_fund_money (fund_id, id)`);
    await q.query(
      `CREATE INDEX matching_fund_money_waiting ON matching_fund_money (proposed_at, id) WHERE state = 'proposed'`,
    );
    // One booking of the bank proves one thing.
    await q.query(
      `CREATE UNIQUE INDEX matching_fund_money_line ON matching_fund_money (bank_line_id)
        WHERE state <> 'refused'`,
    );
    await q.query(`GRANT SELECT, INSERT, UPDATE ON matching_fund_money TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE matching_funds DROP CONSTRAINT matching_funds_verified`);
    await q.query(`
      ALTER TABLE matching_funds ADD CONSTRAINT matching_funds_check6
        CHECK ((state = 'draft') = (verified_at IS NULL))`);
    await q.query(`ALTER TABLE matching_funds DROP COLUMN notice_reason`);
    await q.query(`DROP TABLE matching_fund_money`);
  }
}
