import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import type {
  BudgetSectionDto,
  FundingItemDto,
  FundingSource,
  ProjectSection,
  TierName,
} from '@vatra/shared/projects/projects.dto';
import type { Actor } from '../../platform/actor.js';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import { budgetOf } from './plan-checks.policy.js';
import type { SavedSections, SectionContents } from './project.record.js';

export interface SectionRow {
  readonly projectId: string;
  readonly section: ProjectSection;
  readonly content: SectionContents[ProjectSection];
  readonly savedAt: Date;
}

@Injectable()
export class SectionsRepository {
  async save<Section extends ProjectSection>(
    tx: Tx,
    key: { readonly projectId: string; readonly section: Section },
    content: SectionContents[Section],
    actor: Actor,
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO project_sections (project_id, section, content, saved_at, saved_by)
       VALUES ($1, $2, $3::jsonb, vatra_now(), $4)
       ON CONFLICT (project_id, section)
       DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at, saved_by = excluded.saved_by`,
      [key.projectId, key.section, JSON.stringify(content), actor.personId],
    );
  }

  /** The sums of each tier, taken from its lines in the transaction that saves them. */
  async saveTiers(tx: Tx, projectId: string, { tiers }: BudgetSectionDto): Promise<void> {
    const budgets = new Map(tiers.map((tier) => [tier.name, budgetOf(tier)]));
    await sqlCount(tx, `DELETE FROM project_tiers WHERE project_id = $1`, [projectId]);
    await sql(
      tx,
      `INSERT INTO project_tiers (project_id, tier, budget_minor)
       SELECT $1, tier, budget FROM unnest($2::text[], $3::bigint[]) AS new_rows (tier, budget)`,
      [projectId, [...budgets.keys()], [...budgets.values()]],
    );
  }

  async saveFunding(tx: Tx, projectId: string, items: readonly FundingItemDto[]): Promise<void> {
    await sqlCount(tx, `DELETE FROM project_funding WHERE project_id = $1`, [projectId]);
    await sql(
      tx,
      `INSERT INTO project_funding (project_id, tier, source, amount_minor)
       SELECT $1, tier, source, sum(amount)
         FROM unnest($2::text[], $3::text[], $4::bigint[]) AS new_rows (tier, source, amount)
        GROUP BY tier, source`,
      [
        projectId,
        items.map(({ tier }) => tier),
        items.map(({ source }) => source),
        items.map(({ amountMinor }) => amountMinor),
      ],
    );
  }

  /** All sections, or only those named. */
  async listOf(
    tx: Tx,
    projectIds: readonly string[],
    sections: readonly ProjectSection[] | null = null,
  ): Promise<SectionRow[]> {
    return sql<SectionRow>(
      tx,
      `SELECT project_id AS "projectId", section, content, saved_at AS "savedAt"
         FROM project_sections
        WHERE project_id = ANY($1::uuid[]) AND ($2::text[] IS NULL OR section = ANY($2::text[]))`,
      [projectIds, sections],
    );
  }

  async contentsOf(tx: Tx, projectId: string): Promise<SavedSections> {
    return savedSections(await this.listOf(tx, [projectId]));
  }

  async fundingPlan(
    tx: Tx,
    projectId: string,
    tier: TierName,
  ): Promise<{ source: FundingSource; amountMinor: number }[]> {
    const rows = await sql<{ source: FundingSource; amountMinor: string }>(
      tx,
      `SELECT source, amount_minor AS "amountMinor" FROM project_funding
        WHERE project_id = $1 AND tier = $2 ORDER BY source`,
      [projectId, tier],
    );
    return rows.map(({ source, amountMinor }) => ({
      source,
      amountMinor: minorFromSql(amountMinor),
    }));
  }
}

export function savedSections(rows: readonly SectionRow[]): SavedSections {
  return Object.fromEntries(rows.map(({ section, content }) => [section, content]));
}

/** The same for several projects at once. */
export function sectionsByProject(rows: readonly SectionRow[]): Map<string, SavedSections> {
  const grouped = new Map<string, SectionRow[]>();
  for (const row of rows) grouped.set(row.projectId, [...(grouped.get(row.projectId) ?? []), row]);
  return new Map([...grouped].map(([id, own]) => [id, savedSections(own)]));
}
