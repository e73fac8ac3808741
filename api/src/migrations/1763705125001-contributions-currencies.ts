import type { MigrationInterface, QueryRunner } from 'typeorm';

const AMOUNT_MAX = '1000000000000';
const EURO_AMOUNTS = ['gift_minor', 'tip_minor', 'fee_cover_minor', 'gross_minor'];

/**
 * Payments in another currency than the ledger's: what the donor paid stands beside what it came to in
 * euro, which is known only with the provider's balance transaction (rulings 4, 5 and 16). Nulls mean a
 * payment in euro.
 */
export class ContributionsCurrencies1763705125001 implements MigrationInterface {
  name = 'ContributionsCurrencies1763705125001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await this.presented(q);
    await this.keepAmounts(q);
    await this.refunds(q);
    await this.mirror(q);
  }

  private async presented(q: QueryRunner): Promise<void> {
    for (const column of EURO_AMOUNTS) {
      await q.query(`ALTER TABLE contributions ALTER COLUMN ${column} DROP NOT NULL`);
    }
    await q.query(`
      ALTER TABLE contributions
        ADD COLUMN presented_currency text
          CHECK (presented_currency IN ('USD', 'GBP', 'CHF', 'CAD', 'RON', 'JPY')),
        ADD COLUMN presented_gift_minor bigint CHECK (presented_gift_minor BETWEEN 1 AND ${AMOUNT_MAX}),
        ADD COLUMN presented_tip_minor bigint CHECK (presented_tip_minor BETWEEN 0 AND ${AMOUNT_MAX}),
        ADD COLUMN presented_fee_cover_minor bigint
          CHECK (presented_fee_cover_minor BETWEEN 0 AND ${AMOUNT_MAX}),
        ADD COLUMN presented_gross_minor bigint CHECK (presented_gross_minor
          = presented_gift_minor + presented_tip_minor + presented_fee_cover_minor),
        ADD COLUMN exchange_rate numeric CHECK (exchange_rate > 0),
        ADD CONSTRAINT contributions_presented CHECK (num_nulls(presented_currency, presented_gift_minor,
          presented_tip_minor, presented_fee_cover_minor, presented_gross_minor) IN (0, 5)),
        ADD CONSTRAINT contributions_presented_by_card
          CHECK (presented_currency IS NULL OR channel = 'card'),
        ADD CONSTRAINT contributions_euro_amounts
          CHECK (num_nulls(${EURO_AMOUNTS.join(', ')}) IN (0, 4)),
        ADD CONSTRAINT contributions_euro_when_settled CHECK (CASE WHEN presented_currency IS NULL
          THEN gross_minor IS NOT NULL AND exchange_rate IS NULL
          ELSE (gross_minor IS NULL) = (paid_at IS NULL)
           AND (exchange_rate IS NULL) = (paid_at IS NULL) END)`);
    await q.query(`
      CREATE INDEX contributions_rates ON contributions (presented_currency, paid_at DESC)
       WHERE exchange_rate IS NOT NULL`);
  }

  /** As before; the euro of a foreign payment may be learned once, and what was paid never changes. */
  private async keepAmounts(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE OR REPLACE FUNCTION contributions_keep_amounts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (OLD.gross_minor IS NOT NULL
            AND (OLD.gift_minor, OLD.tip_minor, OLD.fee_cover_minor)
              IS DISTINCT FROM (NEW.gift_minor, NEW.tip_minor, NEW.fee_cover_minor)
            -- A transfer is worth what arrives of it: until then its amount is a wish.
            AND (OLD.channel <> 'bank_transfer' OR OLD.paid_at IS NOT NULL))
           OR (OLD.presented_currency, OLD.presented_gift_minor, OLD.presented_tip_minor,
               OLD.presented_fee_cover_minor) IS DISTINCT FROM (NEW.presented_currency,
               NEW.presented_gift_minor, NEW.presented_tip_minor, NEW.presented_fee_cover_minor)
           OR OLD.campaign_id <> NEW.campaign_id
           OR OLD.project_id <> NEW.project_id OR OLD.channel <> NEW.channel
           OR (OLD.paid_at IS NOT NULL AND (OLD.net_minor, OLD.fee_minor, OLD.charge_id, OLD.entry_id,
                 OLD.receipt_number, OLD.paid_at, OLD.exchange_rate) IS DISTINCT FROM (NEW.net_minor,
                 NEW.fee_minor, NEW.charge_id, NEW.entry_id, NEW.receipt_number, NEW.paid_at,
                 NEW.exchange_rate)) THEN
          RAISE EXCEPTION 'what a contribution is made of never changes' USING ERRCODE = 'VA005';
        END IF;
        RETURN NEW;
      END $$`);
  }

  /** What went back in the currency of the payment, and what the provider took for it in euro (L20). */
  private async refunds(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE refunds
        ADD COLUMN presented_currency text
          CHECK (presented_currency IN ('USD', 'GBP', 'CHF', 'CAD', 'RON', 'JPY')),
        ADD COLUMN presented_minor bigint CHECK (presented_minor BETWEEN 1 AND ${AMOUNT_MAX}),
        ADD COLUMN taken_minor bigint CHECK (taken_minor BETWEEN 0 AND ${AMOUNT_MAX}),
        ADD COLUMN exchange_entry_id uuid,
        ADD CONSTRAINT refunds_presented
          CHECK ((presented_currency IS NULL) = (presented_minor IS NULL)),
        ADD CONSTRAINT refunds_taken CHECK ((taken_minor IS NULL)
          = (presented_currency IS NULL OR paid_entry_id IS NULL)),
        ADD CONSTRAINT refunds_exchange CHECK (exchange_entry_id IS NULL OR taken_minor IS NOT NULL)`);
    await q.query(
      `CREATE INDEX refunds_of_charge ON refunds (charge_id) WHERE charge_id IS NOT NULL`,
    );
  }

  private async mirror(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE stripe_charges ADD COLUMN exchange_rate numeric`);
    await q.query(`ALTER TABLE stripe_refunds ADD COLUMN exchange_rate numeric`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE stripe_refunds DROP COLUMN exchange_rate`);
    await q.query(`ALTER TABLE stripe_charges DROP COLUMN exchange_rate`);
    await q.query(`DROP INDEX refunds_of_charge`);
    await q.query(`
      ALTER TABLE refunds DROP COLUMN presented_currency, DROP COLUMN presented_minor,
        DROP COLUMN taken_minor, DROP COLUMN exchange_entry_id`);
    await q.query(`DROP INDEX contributions_rates`);
    await q.query(`
      CREATE OR REPLACE FUNCTION contributions_keep_amounts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF ((OLD.gift_minor <> NEW.gift_minor OR OLD.tip_minor <> NEW.tip_minor
              OR OLD.fee_cover_minor <> NEW.fee_cover_minor)
            AND (OLD.channel <> 'bank_transfer' OR OLD.paid_at IS NOT NULL))
           OR OLD.campaign_id <> NEW.campaign_id
           OR OLD.project_id <> NEW.project_id OR OLD.channel <> NEW.channel
           OR (OLD.paid_at IS NOT NULL AND (OLD.net_minor, OLD.fee_minor, OLD.charge_id, OLD.entry_id,
                 OLD.receipt_number, OLD.paid_at) IS DISTINCT FROM (NEW.net_minor, NEW.fee_minor,
                 NEW.charge_id, NEW.entry_id, NEW.receipt_number, NEW.paid_at)) THEN
          RAISE EXCEPTION 'what a contribution is made of never changes' USING ERRCODE = 'VA005';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      ALTER TABLE contributions DROP COLUMN presented_currency, DROP COLUMN presented_gift_minor,
        DROP COLUMN presented_tip_minor, DROP COLUMN presented_fee_cover_minor,
        DROP COLUMN presented_gross_minor, DROP COLUMN exchange_rate,
        DROP CONSTRAINT contributions_euro_amounts`);
    for (const column of EURO_AMOUNTS) {
      await q.query(`ALTER TABLE contributions ALTER COLUMN ${column} SET NOT NULL`);
    }
  }
}
