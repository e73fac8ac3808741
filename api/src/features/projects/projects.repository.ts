import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import type { ProjectState } from '@vatra/shared/projects/project.states';
import type { TierName } from '@vatra/shared/projects/projects.dto';
import type { TierTotals } from '@vatra/shared/projects/projects.views';
import type { Actor } from '../../platform/actor.js';
import { sql } from '../../platform/database/manager.js';
import {
  historyOf,
  moveState,
  recordBirth,
  type StateChange,
} from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import type { ProjectRecord } from './project.record.js';
import { ProjectMissing } from './projects.errors.js';

export type ProjectRow = Omit<ProjectRecord, 'title' | 'tiers'> & {
  readonly titleRo: string;
  readonly titleEn: string;
  readonly tiers: readonly { tier: TierName; budget: string; campaign: string }[] | null;
};

export const PROJECT_COLUMNS = `p.id, p.slug, p.state, p.lead_organisation_id AS "leadOrganisationId",
  p.place_id AS "placeId", p.category, p.title_ro AS "titleRo", p.title_en AS "titleEn", p.country, p.zone,
  p.started_at AS "startedAt", p.submitted_at AS "submittedAt", p.review_due_at AS "reviewDueAt",
  p.review_rounds AS "reviewRounds", p.review_reason AS "reviewReason", p.relaunches,
  p.failed_plan_digest AS "failedPlanDigest", p.published_at AS "publishedAt",
  (SELECT json_agg(json_build_object('tier', t.tier, 'budget', t.budget_minor::text, 'campaign',
            (SELECT coalesce(sum(f.amount_minor), 0)::text FROM project_funding f
              WHERE f.project_id = t.project_id AND f.tier = t.tier
                AND f.source IN ('platform_contributions', 'matching'))) ORDER BY t.tier)
     FROM project_tiers t WHERE t.project_id = p.id) AS tiers`;

export interface NewProject {
  readonly id: string;
  readonly slug: string;
  readonly leadOrganisationId: string;
  readonly placeId: string;
  readonly category: string;
  readonly title: { readonly ro: string; readonly en: string };
  readonly country: string;
  readonly zone: string;
  readonly words: readonly string[];
}

@Injectable()
export class ProjectsRepository {
  async insert(tx: Tx, project: NewProject, actor: Actor): Promise<void> {
    await sql(tx, `INSERT INTO project_keys (id) VALUES ($1)`, [project.id]);
    await sql(
      tx,
      `INSERT INTO projects (id, slug, lead_organisation_id, place_id, category, title_ro, title_en, country,
              zone, started_by, started_at, words)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, vatra_now(), array_to_tsvector($11::text[]))`,
      [
        project.id,
        project.slug,
        project.leadOrganisationId,
        project.placeId,
        project.category,
        project.title.ro,
        project.title.en,
        project.country,
        project.zone,
        actor.personId,
        project.words,
      ],
    );
    await recordBirth(tx, { machine: 'project', id: project.id, state: 'draft', actor });
  }

  /** @throws ProjectMissing */
  async get(tx: Tx, id: string): Promise<ProjectRecord> {
    return this.one(tx, 'p.id = $1', id);
  }

  /** @throws ProjectMissing */
  async getForUpdate(tx: Tx, id: string): Promise<ProjectRecord> {
    await sql(tx, `SELECT 1 FROM projects WHERE id = $1 FOR UPDATE`, [id]);
    return this.get(tx, id);
  }

  /** @throws ProjectMissing */
  getBySlug(tx: Tx, slug: string): Promise<ProjectRecord> {
    return this.one(tx, 'p.slug = $1', slug);
  }

  async listByIds(tx: Tx, ids: readonly string[]): Promise<ProjectRecord[]> {
    const rows = await sql<ProjectRow>(
      tx,
      `SELECT ${PROJECT_COLUMNS} FROM projects p WHERE p.id = ANY($1::uuid[])`,
      [ids],
    );
    return rows.map(projectOf);
  }

  async move(
    tx: Tx,
    project: Pick<ProjectRecord, 'id' | 'state'>,
    to: ProjectState,
    by: { readonly actor: Actor; readonly reason?: string },
  ): Promise<void> {
    await moveState(tx, { machine: 'project', id: project.id, from: project.state, to, ...by });
  }

  async setTitle(
    tx: Tx,
    id: string,
    title: { readonly ro: string; readonly en: string },
    words: readonly string[],
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE projects SET title_ro = $2, title_en = $3, words = array_to_tsvector($4::text[]) WHERE id = $1`,
      [id, title.ro, title.en, words],
    );
  }

  async setSubmitted(tx: Tx, id: string, reviewDueAt: Date): Promise<void> {
    await sql(
      tx,
      `UPDATE projects SET submitted_at = vatra_now(), review_due_at = $2 WHERE id = $1`,
      [id, reviewDueAt],
    );
  }

  async setReviewed(
    tx: Tx,
    id: string,
    review: {
      readonly reason: string;
      readonly isNewRound: boolean;
      readonly isPublished: boolean;
    },
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE projects SET review_reason = $2, review_due_at = NULL,
              review_rounds = review_rounds + CASE WHEN $3 THEN 1 ELSE 0 END,
              published_at = CASE WHEN $4 THEN coalesce(published_at, vatra_now()) ELSE published_at END
        WHERE id = $1`,
      [id, review.reason, review.isNewRound, review.isPublished],
    );
  }

  /** A new try of an unfunded project starts with a fresh count of review rounds. */
  async setRelaunched(tx: Tx, id: string, failedPlanDigest: string): Promise<void> {
    await sql(
      tx,
      `UPDATE projects SET relaunches = relaunches + 1, failed_plan_digest = $2, review_rounds = 0,
              review_reason = NULL, submitted_at = NULL
        WHERE id = $1`,
      [id, failedPlanDigest],
    );
  }

  history(tx: Tx, id: string): Promise<StateChange[]> {
    return historyOf(tx, 'project', id);
  }

  private async one(tx: Tx, condition: string, value: string): Promise<ProjectRecord> {
    const [row] = await sql<ProjectRow>(
      tx,
      `SELECT ${PROJECT_COLUMNS} FROM projects p WHERE ${condition}`,
      [value],
    );
    if (row === undefined) throw new ProjectMissing();
    return projectOf(row);
  }
}

export function projectOf({ titleRo, titleEn, tiers, ...row }: ProjectRow): ProjectRecord {
  return { ...row, title: { ro: titleRo, en: titleEn }, tiers: (tiers ?? []).map(tierOf) };
}

function tierOf(row: { tier: TierName; budget: string; campaign: string }): TierTotals {
  return {
    tier: row.tier,
    budgetMinor: minorFromSql(row.budget),
    campaignMinor: minorFromSql(row.campaign),
  };
}
