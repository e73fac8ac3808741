import type { MigrationInterface, QueryRunner } from 'typeorm';

const AMOUNTS = `OLD.gift_minor <> NEW.gift_minor OR OLD.tip_minor <> NEW.tip_minor
           OR OLD.fee_cover_minor <> NEW.fee_cover_minor`;

/** Gifts by bank transfer: what was announced under which reference, and the line that paid it. */
export class ContributionsTransfers1763705030004 implements MigrationInterface {
  name = 'ContributionsTransfers1763705030004';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`CREATE SEQUENCE transfer_numbers AS bigint`);
    await q.query(`GRANT USAGE ON SEQUENCE transfer_numbers TO vatra_app`);
    await q.query(`
      CREATE TABLE contribution_transfers (
        contribution_id uuid PRIMARY KEY REFERENCES contribution_keys (id),
        reference text,
        -- Null when nobody announced it: a second transfer under one reference, or one of no reference.
        announced_minor bigint CHECK (announced_minor BETWEEN 1 AND 1000000000000),
        bank_line_id uuid UNIQUE,
        CHECK (announced_minor IS NULL OR reference IS NOT NULL),
        CHECK (announced_minor IS NOT NULL OR bank_line_id IS NOT NULL)
      )`);
    await q.query(`
      CREATE UNIQUE INDEX contribution_transfers_announced ON contribution_transfers (reference)
       WHERE announced_minor IS NOT NULL`);
    await q.query(`GRANT SELECT, INSERT ON contribution_transfers TO vatra_app`);
    await q.query(`GRANT UPDATE (bank_line_id) ON contribution_transfers TO vatra_app`);
    await this.keepAmounts(q, arrivesAsItMay(AMOUNTS));
  }

  /** As before, but for the condition on the amounts. */
  private async keepAmounts(q: QueryRunner, changed: string): Promise<void> {
    await q.query(`
      CREATE OR REPLACE FUNCTION contributions_keep_amounts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF ${changed} OR OLD.campaign_id <> NEW.campaign_id
           OR OLD.project_id <> NEW.project_id OR OLD.channel <> NEW.channel
           OR (OLD.paid_at IS NOT NULL AND (OLD.net_minor, OLD.fee_minor, OLD.charge_id, OLD.entry_id,
                 OLD.receipt_number, OLD.paid_at) IS DISTINCT FROM (NEW.net_minor, NEW.fee_minor,
                 NEW.charge_id, NEW.entry_id, NEW.receipt_number, NEW.paid_at)) THEN
          RAISE EXCEPTION 'what a contribution is made of never changes' USING ERRCODE = 'VA005';
        END IF;
        RETURN NEW;
      END $$`);
  }

  async down(q: QueryRunner): Promise<void> {
    await this.keepAmounts(q, AMOUNTS);
    await q.query(`DROP TABLE contribution_transfers`);
    await q.query(`DROP SEQUENCE transfer_numbers`);
  }
}

/** A transfer is worth what arrives of it: until then its amount is a wish. */
function arrivesAsItMay(changed: string): string {
  return `((${changed}) AND (OLD.channel <> 'bank_transfer' OR OLD.paid_at IS NOT NULL))`;
}
