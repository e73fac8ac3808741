import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import type { ReviewScoresDto } from '@vatra/shared/projects/project-review.dto';
import type { ReadinessFact, ReadinessView } from '@vatra/shared/projects/projects.views';
import { roleForHistory, type Actor } from '../../platform/actor.js';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';

export interface NewReview {
  readonly projectId: string;
  readonly round: number;
  readonly reviewerId: string;
  readonly decision: 'accept' | 'request_changes' | 'reject' | 'recuse';
  readonly reason: string;
  readonly scores: ReviewScoresDto | null;
}

export interface Cofinancing {
  readonly committedMinor: number;
  readonly evidencedMinor: number;
}

/** What others have decided or told about a project: reviews, readiness, the authority's money. */
@Injectable()
export class ProjectFactsRepository {
  async insertReview(tx: Tx, review: NewReview): Promise<void> {
    await sql(
      tx,
      `INSERT INTO project_reviews (id, project_id, round, reviewer_id, decision, reason, scores, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, vatra_now())`,
      [
        newId(),
        review.projectId,
        review.round,
        review.reviewerId,
        review.decision,
        review.reason,
        review.scores === null ? null : JSON.stringify(review.scores),
      ],
    );
  }

  async hasReviewed(tx: Tx, projectId: string, personId: string): Promise<boolean> {
    return this.exists(tx, projectId, personId, `decision <> 'recuse'`);
  }

  async isRecused(tx: Tx, projectId: string, personId: string): Promise<boolean> {
    return this.exists(tx, projectId, personId, `decision = 'recuse'`);
  }

  /** Of the given projects, those from which the person has stepped back. */
  async recusedFrom(tx: Tx, projectIds: readonly string[], personId: string): Promise<Set<string>> {
    const rows = await sql<{ id: string }>(
      tx,
      `SELECT project_id AS id FROM project_reviews
        WHERE project_id = ANY($1::uuid[]) AND reviewer_id = $2 AND decision = 'recuse'`,
      [projectIds, personId],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async setReadiness(
    tx: Tx,
    projectId: string,
    fact: { readonly name: ReadinessFact; readonly met: boolean },
    actor: Actor,
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO project_readiness (project_id, fact, met, at, told_by)
       VALUES ($1, $2, $3, vatra_now(), $4)
       ON CONFLICT (project_id, fact) DO UPDATE
         SET met = excluded.met, told_by = excluded.told_by,
             at = CASE WHEN project_readiness.met = excluded.met THEN project_readiness.at
                       ELSE excluded.at END`,
      [projectId, fact.name, fact.met, roleForHistory(actor)],
    );
  }

  async readinessOf(tx: Tx, projectId: string): Promise<ReadinessView[]> {
    const rows = await sql<{ fact: ReadinessFact; met: boolean; at: Date }>(
      tx,
      `SELECT fact, met, at FROM project_readiness WHERE project_id = $1`,
      [projectId],
    );
    return rows.map(({ fact, met, at }) => ({ fact, met, at: at.toISOString() }));
  }

  async setCofinancing(tx: Tx, projectId: string, sums: Cofinancing): Promise<void> {
    await sql(
      tx,
      `INSERT INTO project_cofinancing (project_id, committed_minor, evidenced_minor) VALUES ($1, $2, $3)
       ON CONFLICT (project_id) DO UPDATE
         SET committed_minor = excluded.committed_minor, evidenced_minor = excluded.evidenced_minor`,
      [projectId, sums.committedMinor, sums.evidencedMinor],
    );
  }

  async cofinancingOf(tx: Tx, projectIds: readonly string[]): Promise<Map<string, Cofinancing>> {
    const rows = await sql<{ id: string; committed: string; evidenced: string }>(
      tx,
      `SELECT project_id AS id, committed_minor AS committed, evidenced_minor AS evidenced
         FROM project_cofinancing WHERE project_id = ANY($1::uuid[])`,
      [projectIds],
    );
    return new Map(
      rows.map(({ id, committed, evidenced }) => [
        id,
        { committedMinor: minorFromSql(committed), evidencedMinor: minorFromSql(evidenced) },
      ]),
    );
  }

  private async exists(
    tx: Tx,
    projectId: string,
    personId: string,
    condition: string,
  ): Promise<boolean> {
    const [row] = await sql<{ found: boolean }>(
      tx,
      `SELECT EXISTS (SELECT 1 FROM project_reviews
                       WHERE project_id = $1 AND reviewer_id = $2 AND ${condition}) AS found`,
      [projectId, personId],
    );
    return row?.found ?? false;
  }
}
