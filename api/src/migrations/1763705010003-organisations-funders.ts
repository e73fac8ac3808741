import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Matching funders are organisations like others: checked the same way, without a vote. */
export class OrganisationsFunders1763705010003 implements MigrationInterface {
  name = 'OrganisationsFunders1763705010003';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`ALTER TABLE organisations DROP CONSTRAINT organisations_kind_check`);
    await q.query(`
      ALTER TABLE organisations ADD CONSTRAINT organisations_kind_check
        CHECK (kind IN ('local_authority', 'hta', 'initiative_group', 'matching_funder'))`);
    await q.query(`ALTER TABLE organisations DROP CONSTRAINT organisations_check`);
    await q.query(`
      ALTER TABLE organisations ADD CONSTRAINT organisations_check
        CHECK ((kind IN ('hta', 'initiative_group')) = (decision_body IS NOT NULL))`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE organisations DROP CONSTRAINT organisations_check`);
    await q.query(`
      ALTER TABLE organisations ADD CONSTRAINT organisations_check
        CHECK ((kind = 'local_authority') = (decision_body IS NULL))`);
    await q.query(`ALTER TABLE organisations DROP CONSTRAINT organisations_kind_check`);
    await q.query(`
      ALTER TABLE organisations ADD CONSTRAINT organisations_kind_check
        CHECK (kind IN ('local_authority', 'hta', 'initiative_group'))`);
  }
}
