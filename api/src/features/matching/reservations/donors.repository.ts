import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { MatchDonor, MatchDonors } from './match-donors.js';

/** The donors of a fund, read and written by whoever holds the fund's lock. */
@Injectable()
export class MatchDonorsRepository {
  async known(
    tx: Tx,
    fundId: string,
    keys: readonly string[],
  ): Promise<{ donorOfKey: Map<string, string>; donors: Map<string, MatchDonor> }> {
    const rows = await sql<{ key: string; id: string; capMinor: string; matchedMinor: string }>(
      tx,
      `SELECT k.key, d.donor_id AS id, d.cap_minor AS "capMinor", d.matched_minor AS "matchedMinor"
         FROM matching_fund_donor_keys k
         JOIN matching_fund_donors d ON d.fund_id = k.fund_id AND d.donor_id = k.donor_id
        WHERE k.fund_id = $1 AND k.key = ANY ($2::text[])`,
      [fundId, keys],
    );
    return {
      donorOfKey: new Map(rows.map(({ key, id }) => [key, id])),
      donors: new Map(
        rows.map(({ id, capMinor, matchedMinor }) => [
          id,
          { capMinor: minorFromSql(capMinor), matchedMinor: minorFromSql(matchedMinor) },
        ]),
      ),
    };
  }

  async keep(tx: Tx, fundId: string, donors: MatchDonors): Promise<void> {
    const absorbed = [...donors.absorbed()];
    if (absorbed.length > 0) await this.joinDonors(tx, fundId, absorbed);
    const current = [...donors.current()];
    await sql(
      tx,
      `INSERT INTO matching_fund_donors (fund_id, donor_id, cap_minor, matched_minor)
       SELECT $1, id, cap, matched
         FROM unnest($2::uuid[], $3::bigint[], $4::bigint[]) AS new_rows (id, cap, matched)
       ON CONFLICT (fund_id, donor_id)
       DO UPDATE SET cap_minor = excluded.cap_minor, matched_minor = excluded.matched_minor`,
      [
        fundId,
        current.map(([id]) => id),
        current.map(([, { capMinor }]) => capMinor),
        current.map(([, { matchedMinor }]) => matchedMinor),
      ],
    );
    const keys = [...donors.assignments()];
    await sql(
      tx,
      `INSERT INTO matching_fund_donor_keys (fund_id, key, donor_id)
       SELECT $1, key, id FROM unnest($2::text[], $3::uuid[]) AS new_rows (key, id)
       ON CONFLICT (fund_id, key) DO UPDATE SET donor_id = excluded.donor_id`,
      [fundId, keys.map(([key]) => key), keys.map(([, id]) => id)],
    );
  }

  /** What came back frees the donor's cap as well. */
  async takeBack(
    tx: Tx,
    released: readonly { fundId: string; key: string; releasedMinor: number }[],
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE matching_fund_donors d SET matched_minor = d.matched_minor - back.released
         FROM (SELECT k.fund_id, k.donor_id, sum(one.released)::bigint AS released
                 FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS one (fund_id, key, released)
                 JOIN matching_fund_donor_keys k ON k.fund_id = one.fund_id AND k.key = one.key
                GROUP BY k.fund_id, k.donor_id) AS back
        WHERE d.fund_id = back.fund_id AND d.donor_id = back.donor_id`,
      [
        released.map(({ fundId }) => fundId),
        released.map(({ key }) => key),
        released.map(({ releasedMinor }) => releasedMinor),
      ],
    );
  }

  private async joinDonors(
    tx: Tx,
    fundId: string,
    absorbed: readonly [string, string][],
  ): Promise<void> {
    const parameters = [fundId, absorbed.map(([from]) => from), absorbed.map(([, to]) => to)];
    await sql(
      tx,
      `UPDATE matching_fund_donor_keys k SET donor_id = joined.to_id
         FROM unnest($2::uuid[], $3::uuid[]) AS joined (from_id, to_id)
        WHERE k.fund_id = $1 AND k.donor_id = joined.from_id`,
      parameters,
    );
    await sql(
      tx,
      `DELETE FROM matching_fund_donors WHERE fund_id = $1 AND donor_id = ANY ($2::uuid[])`,
      parameters.slice(0, 2),
    );
  }
}
