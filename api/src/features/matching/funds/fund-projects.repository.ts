import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { FundProject } from './fund.record.js';

type FundProjectRow = Omit<FundProject, 'capMinor' | 'matchedMinor'> &
  Record<'capMinor' | 'matchedMinor', string>;

const COLUMNS = `p.fund_id AS "fundId", p.project_id AS "projectId", p.is_eligible AS "isEligible",
  p.ratio_percent AS "ratioPercent", p.cap_minor AS "capMinor", p.matched_minor AS "matchedMinor"`;

interface Pair {
  readonly fundId: string;
  readonly projectId: string;
}

/** How each fund treats each project, and what it has matched there. */
@Injectable()
export class FundProjectsRepository {
  /** Open funds that have not met these projects yet. */
  async unmet(tx: Tx, projectIds: readonly string[]): Promise<Pair[]> {
    return sql(
      tx,
      `SELECT f.id AS "fundId", wanted.id AS "projectId"
         FROM matching_funds f CROSS JOIN unnest($1::uuid[]) AS wanted (id)
        WHERE f.state IN ('open', 'exhausted') AND NOT EXISTS (
          SELECT 1 FROM matching_fund_projects p WHERE p.fund_id = f.id AND p.project_id = wanted.id)`,
      [projectIds],
    );
  }

  async insertAll(tx: Tx, rows: readonly Omit<FundProject, 'matchedMinor'>[]): Promise<void> {
    if (rows.length === 0) return;
    await sql(
      tx,
      `INSERT INTO matching_fund_projects (fund_id, project_id, is_eligible, ratio_percent, cap_minor, judged_at)
       SELECT "fundId", "projectId", "isEligible", "ratioPercent", "capMinor", vatra_now()
         FROM jsonb_to_recordset($1::jsonb) AS judged (
              "fundId" uuid, "projectId" uuid, "isEligible" boolean, "ratioPercent" integer, "capMinor" bigint)
       ON CONFLICT (fund_id, project_id) DO NOTHING`,
      [JSON.stringify(rows)],
    );
  }

  async eligible(
    tx: Tx,
    fundIds: readonly string[],
    projectIds: readonly string[],
  ): Promise<FundProject[]> {
    const rows = await sql<FundProjectRow>(
      tx,
      `SELECT ${COLUMNS} FROM matching_fund_projects p
        WHERE fund_id = ANY ($1::uuid[]) AND project_id = ANY ($2::uuid[]) AND is_eligible`,
      [fundIds, projectIds],
    );
    return rows.map(recordOf);
  }

  /** What funds that are open now may add to these projects; the fund that opened first comes first. */
  async listOpenOf(tx: Tx, projectIds: readonly string[]): Promise<FundProject[]> {
    const rows = await sql<FundProjectRow>(
      tx,
      `SELECT ${COLUMNS} FROM matching_fund_projects p JOIN matching_funds f ON f.id = p.fund_id
        WHERE p.project_id = ANY ($1::uuid[]) AND p.is_eligible AND f.state = 'open'
        ORDER BY f.opens_at, f.id`,
      [projectIds],
    );
    return rows.map(recordOf);
  }

  /** Where a fund's money is, the largest part first. */
  async listMatched(tx: Tx, fundId: string, limit: number): Promise<FundProject[]> {
    const rows = await sql<FundProjectRow>(
      tx,
      `SELECT ${COLUMNS} FROM matching_fund_projects p
        WHERE fund_id = $1 AND matched_minor > 0
        ORDER BY matched_minor DESC, project_id LIMIT $2`,
      [fundId, limit],
    );
    return rows.map(recordOf);
  }

  async countHelped(tx: Tx, fundIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await sql<{ id: string; helped: number }>(
      tx,
      `SELECT fund_id AS id, count(*)::integer AS helped FROM matching_fund_projects
        WHERE fund_id = ANY ($1::uuid[]) AND matched_minor > 0 GROUP BY fund_id`,
      [fundIds],
    );
    return new Map(rows.map(({ id, helped }) => [id, helped]));
  }

  /** Adds what was reserved, takes away what was released. */
  async addMatched(tx: Tx, moves: readonly (Pair & { addedMinor: number })[]): Promise<void> {
    if (moves.length === 0) return;
    await sql(
      tx,
      `UPDATE matching_fund_projects p SET matched_minor = p.matched_minor + moved.added
         FROM (SELECT fund_id, project_id, sum(added)::bigint AS added
                 FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS one (fund_id, project_id, added)
                GROUP BY fund_id, project_id) AS moved
        WHERE p.fund_id = moved.fund_id AND p.project_id = moved.project_id`,
      [
        moves.map(({ fundId }) => fundId),
        moves.map(({ projectId }) => projectId),
        moves.map(({ addedMinor }) => addedMinor),
      ],
    );
  }
}

function recordOf(row: FundProjectRow): FundProject {
  return {
    ...row,
    capMinor: minorFromSql(row.capMinor),
    matchedMinor: minorFromSql(row.matchedMinor),
  };
}
