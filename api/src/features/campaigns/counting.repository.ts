import { Injectable } from '@nestjs/common';
import type { ProgressPoint } from '@vatra/shared/campaigns/campaigns.views';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { BatchOutcome, QueuedCredit, StillCounted, Totals } from './count-credits.policy.js';
import type { PayerGroup, PayerGroups } from './payer-groups.js';

type QueuedRow = Omit<QueuedCredit, 'grossMinor' | 'feeMinor' | 'netMinor'> & {
  readonly grossMinor: string;
  readonly feeMinor: string;
  readonly netMinor: string;
};

interface DayMove {
  readonly day: string;
  readonly movedMinor: number;
}

/** The snapshot and the payers, read and written by whoever holds the campaign's lock. */
export const CREDITS_DUE = 'EXISTS (SELECT 1 FROM campaign_credit_queue)';

@Injectable()
export class CountingRepository {
  async queued(tx: Tx, campaignId: string, limit: number): Promise<QueuedCredit[]> {
    const rows = await sql<QueuedRow>(
      tx,
      `SELECT c.id, c.contribution_id AS "contributionId", c.kind, c.gross_minor AS "grossMinor",
              c.fee_minor AS "feeMinor", c.net_minor AS "netMinor", c.payer_keys AS "payerKeys",
              c.paid_at AS "paidAt"
         FROM campaign_credit_queue q JOIN campaign_credits c ON c.id = q.credit_id
        WHERE q.campaign_id = $1 ORDER BY q.position LIMIT $2`,
      [campaignId, limit],
    );
    return rows.map((row) => ({
      ...row,
      grossMinor: minorFromSql(row.grossMinor),
      feeMinor: minorFromSql(row.feeMinor),
      netMinor: minorFromSql(row.netMinor),
    }));
  }

  async totals(tx: Tx, campaignId: string): Promise<Totals> {
    const [row] = await sql<
      Omit<Totals, 'grossMinor' | 'feeMinor' | 'netMinor' | 'matchingMinor'> &
        Record<'grossMinor' | 'feeMinor' | 'netMinor' | 'matchingMinor', string>
    >(
      tx,
      `SELECT gross_minor AS "grossMinor", fee_minor AS "feeMinor", net_minor AS "netMinor",
              matching_minor AS "matchingMinor", contributions, payers, youngest_paid_at AS "youngestPaidAt",
              crossing_credit_id AS "crossingCreditId"
         FROM campaign_totals WHERE campaign_id = $1`,
      [campaignId],
    );
    if (row === undefined) throw new Error(`Campaign ${campaignId} has no totals`);
    return {
      ...row,
      grossMinor: minorFromSql(row.grossMinor),
      feeMinor: minorFromSql(row.feeMinor),
      netMinor: minorFromSql(row.netMinor),
      matchingMinor: minorFromSql(row.matchingMinor),
    };
  }

  /** Over all campaigns, from the row each of them keeps. */
  async sumOfAll(tx: Tx): Promise<{ netMinor: number; payers: number }> {
    const [row] = await sql<{ net: string; payers: string }>(
      tx,
      `SELECT coalesce(sum(net_minor), 0) AS net, coalesce(sum(payers), 0) AS payers FROM campaign_totals`,
    );
    return { netMinor: minorFromSql(row?.net ?? '0'), payers: Number(row?.payers ?? 0) };
  }

  async groupsOf(
    tx: Tx,
    campaignId: string,
    keys: readonly string[],
  ): Promise<{ groupOfKey: Map<string, string>; groups: Map<string, PayerGroup> }> {
    const rows = await sql<{ key: string; id: string; netMinor: string; isKnown: boolean }>(
      tx,
      `SELECT k.key, g.group_id AS id, g.net_minor AS "netMinor", g.is_known AS "isKnown"
         FROM campaign_payer_keys k
         JOIN campaign_payer_groups g ON g.campaign_id = k.campaign_id AND g.group_id = k.group_id
        WHERE k.campaign_id = $1 AND k.key = ANY($2::text[])`,
      [campaignId, keys],
    );
    return {
      groupOfKey: new Map(rows.map(({ key, id }) => [key, id])),
      groups: new Map(
        rows.map(({ id, netMinor, isKnown }) => [
          id,
          { netMinor: minorFromSql(netMinor), isKnown },
        ]),
      ),
    };
  }

  async leftOf(
    tx: Tx,
    campaignId: string,
    contributionIds: readonly string[],
  ): Promise<Map<string, StillCounted>> {
    const rows = await sql<{ id: string; netMinor: string; matchedMinor: string }>(
      tx,
      `SELECT contribution_id AS id, net_minor AS "netMinor", matched_minor AS "matchedMinor"
         FROM campaign_counted
        WHERE campaign_id = $1 AND contribution_id = ANY($2::uuid[])`,
      [campaignId, contributionIds],
    );
    return new Map(
      rows.map(({ id, netMinor, matchedMinor }) => [
        id,
        { netMinor: minorFromSql(netMinor), matchedMinor: minorFromSql(matchedMinor) },
      ]),
    );
  }

  async keepOutcome(
    tx: Tx,
    campaignId: string,
    { totals, results, left }: BatchOutcome,
  ): Promise<void> {
    const ids = results.map(({ creditId }) => creditId);
    await sql(
      tx,
      `INSERT INTO campaign_credit_results (credit_id, campaign_id, result, counted_after_minor, applied_at)
       SELECT credit_id, $1, result, counted_after, vatra_now()
         FROM unnest($2::uuid[], $3::text[], $4::bigint[]) AS new_rows (credit_id, result, counted_after)`,
      [
        campaignId,
        ids,
        results.map(({ result }) => result),
        results.map(({ countedAfterMinor }) => countedAfterMinor),
      ],
    );
    await sqlCount(tx, `DELETE FROM campaign_credit_queue WHERE credit_id = ANY($1::uuid[])`, [
      ids,
    ]);
    await sql(
      tx,
      `INSERT INTO campaign_counted (campaign_id, contribution_id, net_minor, matched_minor)
       SELECT $1, id, net, matched
         FROM unnest($2::uuid[], $3::bigint[], $4::bigint[]) AS new_rows (id, net, matched)
       ON CONFLICT (campaign_id, contribution_id)
       DO UPDATE SET net_minor = excluded.net_minor, matched_minor = excluded.matched_minor`,
      [
        campaignId,
        [...left.keys()],
        [...left.values()].map(({ netMinor }) => netMinor),
        [...left.values()].map(({ matchedMinor }) => matchedMinor),
      ],
    );
    await sql(
      tx,
      `UPDATE campaign_totals SET gross_minor = $2, fee_minor = $3, net_minor = $4, contributions = $5,
              payers = $6, youngest_paid_at = $7, crossing_credit_id = $8, matching_minor = $9
        WHERE campaign_id = $1`,
      [
        campaignId,
        totals.grossMinor,
        totals.feeMinor,
        totals.netMinor,
        totals.contributions,
        totals.payers,
        totals.youngestPaidAt,
        totals.crossingCreditId,
        totals.matchingMinor,
      ],
    );
  }

  async keepGroups(tx: Tx, campaignId: string, groups: PayerGroups): Promise<void> {
    const absorbed = [...groups.absorbed()];
    if (absorbed.length > 0) await this.joinGroups(tx, campaignId, absorbed);
    const current = [...groups.current()];
    await sql(
      tx,
      `INSERT INTO campaign_payer_groups (campaign_id, group_id, net_minor, is_known)
       SELECT $1, id, net, known FROM unnest($2::uuid[], $3::bigint[], $4::boolean[]) AS new_rows (id, net, known)
       ON CONFLICT (campaign_id, group_id)
       DO UPDATE SET net_minor = excluded.net_minor, is_known = excluded.is_known`,
      [
        campaignId,
        current.map(([id]) => id),
        current.map(([, group]) => group.netMinor),
        current.map(([, group]) => group.isKnown),
      ],
    );
    const keys = [...groups.assignments()];
    await sql(
      tx,
      `INSERT INTO campaign_payer_keys (campaign_id, key, group_id)
       SELECT $1, key, id FROM unnest($2::text[], $3::uuid[]) AS new_rows (key, id)
       ON CONFLICT (campaign_id, key) DO UPDATE SET group_id = excluded.group_id`,
      [campaignId, keys.map(([key]) => key), keys.map(([, id]) => id)],
    );
  }

  async addToDays(tx: Tx, campaignId: string, moves: readonly DayMove[]): Promise<void> {
    await sql(
      tx,
      `INSERT INTO campaign_days (campaign_id, day, net_minor)
       SELECT $1, day, sum(moved) FROM unnest($2::date[], $3::bigint[]) AS new_rows (day, moved)
        GROUP BY day
       ON CONFLICT (campaign_id, day) DO UPDATE SET net_minor = campaign_days.net_minor + excluded.net_minor`,
      [campaignId, moves.map(({ day }) => day), moves.map(({ movedMinor }) => movedMinor)],
    );
  }

  /** Cumulative counted cash by day of the campaign's zone. */
  async days(tx: Tx, campaignId: string, limit: number): Promise<ProgressPoint[]> {
    const rows = await sql<{ day: string; counted: string }>(
      tx,
      `SELECT to_char(day, 'YYYY-MM-DD') AS day, (sum(net_minor) OVER (ORDER BY day))::bigint AS counted
         FROM campaign_days WHERE campaign_id = $1 ORDER BY day LIMIT $2`,
      [campaignId, limit],
    );
    return rows.map(({ day, counted }) => ({ day, countedMinor: minorFromSql(counted) }));
  }

  /** R39: the net sum of the largest payer. */
  async largestPayer(tx: Tx, campaignId: string): Promise<number> {
    const [row] = await sql<{ net: string }>(
      tx,
      `SELECT net_minor AS net FROM campaign_payer_groups
        WHERE campaign_id = $1 ORDER BY net_minor DESC LIMIT 1`,
      [campaignId],
    );
    return row === undefined ? 0 : minorFromSql(row.net);
  }

  /** Locks a campaign that has something to count and that nobody else is counting. */
  async lockNextQueued(tx: Tx): Promise<string | null> {
    const [row] = await sql<{ id: string }>(
      tx,
      `SELECT campaign_id AS id FROM campaign_totals
        WHERE campaign_id IN (SELECT campaign_id FROM campaign_credit_queue ORDER BY position LIMIT 500)
        LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    return row?.id ?? null;
  }

  private async joinGroups(
    tx: Tx,
    campaignId: string,
    absorbed: readonly [string, string][],
  ): Promise<void> {
    const parameters = [campaignId, absorbed.map(([from]) => from), absorbed.map(([, to]) => to)];
    await sql(
      tx,
      `UPDATE campaign_payer_keys k SET group_id = joined.to_id
         FROM unnest($2::uuid[], $3::uuid[]) AS joined (from_id, to_id)
        WHERE k.campaign_id = $1 AND k.group_id = joined.from_id`,
      parameters,
    );
    await sql(
      tx,
      `DELETE FROM campaign_payer_groups WHERE campaign_id = $1 AND group_id = ANY($2::uuid[])`,
      parameters.slice(0, 2),
    );
  }
}
