import { Injectable } from '@nestjs/common';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Position } from '../../platform/paging/cursor.js';
import type { ProjectRecord } from './project.record.js';
import { PROJECT_COLUMNS, projectOf, type ProjectRow } from './projects.repository.js';

export interface PublicFilter {
  /** tsquery text of folded words. */
  readonly search: string | null;
  readonly placeId: string | null;
  readonly category: string | null;
  readonly state: string | null;
  readonly phase: string | null;
}

export interface Slice {
  readonly after: Position | null;
  readonly limit: number;
}

/** Lists by keyset: each walks an index of its own from where the last page ended. */
@Injectable()
export class ProjectListsRepository {
  /** Projects anyone may see, the newest first. */
  async listPublic(tx: Tx, filter: PublicFilter, slice: Slice): Promise<ProjectRecord[]> {
    const conditions = ['p.published_at IS NOT NULL'];
    const parameters: unknown[] = [];
    const where = (text: (parameter: string) => string, value: unknown) => {
      if (value === null) return;
      parameters.push(value);
      conditions.push(text(`$${String(parameters.length)}`));
    };
    where((p) => `p.words @@ to_tsquery('simple', ${p})`, filter.search);
    where((p) => `p.place_id = ${p}`, filter.placeId);
    where((p) => `p.category = ${p}`, filter.category);
    where((p) => `p.state = ${p}`, filter.state);
    where((p) => `p.phase = ${p}`, filter.phase);
    if (filter.phase === null && filter.state === null) conditions.push(`p.phase <> 'hidden'`);
    if (slice.after !== null) {
      parameters.push(slice.after.at, slice.after.id);
      const [at, id] = [parameters.length - 1, parameters.length];
      conditions.push(`(p.published_at, p.id) < ($${String(at)}, $${String(id)})`);
    }
    parameters.push(slice.limit);
    return this.list(
      tx,
      `${conditions.join(' AND ')} ORDER BY p.published_at DESC, p.id DESC LIMIT $${String(parameters.length)}`,
      parameters,
    );
  }

  /** Projects led by the organisations, the newest first. */
  listOfLeads(tx: Tx, organisationIds: readonly string[], slice: Slice): Promise<ProjectRecord[]> {
    return this.list(
      tx,
      `p.lead_organisation_id = ANY($1::uuid[])
         AND ($2::timestamptz IS NULL OR (p.started_at, p.id) < ($2, $3::uuid))
       ORDER BY p.started_at DESC, p.id DESC LIMIT $4`,
      [organisationIds, slice.after?.at ?? null, slice.after?.id ?? null, slice.limit],
    );
  }

  /** Projects of the organisations in one of the states; for duties. */
  listOfLeadsInStates(
    tx: Tx,
    organisationIds: readonly string[],
    states: readonly string[],
    limit: number,
  ): Promise<ProjectRecord[]> {
    return this.list(
      tx,
      `p.lead_organisation_id = ANY($1::uuid[]) AND p.state = ANY($2::text[])
       ORDER BY p.started_at DESC, p.id DESC LIMIT $3`,
      [organisationIds, states, limit],
    );
  }

  /** Projects of a place that are collecting, the newest first. */
  listCampaigningIn(tx: Tx, placeId: string, limit: number): Promise<ProjectRecord[]> {
    return this.list(
      tx,
      `p.place_id = $1 AND p.state = 'campaigning' ORDER BY p.started_at DESC, p.id DESC LIMIT $2`,
      [placeId, limit],
    );
  }

  /** Submitted projects, the one waiting longest first. */
  listUnderReview(tx: Tx, slice: Slice): Promise<ProjectRecord[]> {
    return this.list(
      tx,
      `p.state = 'submitted'
         AND ($1::timestamptz IS NULL OR (p.submitted_at, p.id) > ($1, $2::uuid))
       ORDER BY p.submitted_at, p.id LIMIT $3`,
      [slice.after?.at ?? null, slice.after?.id ?? null, slice.limit],
    );
  }

  async countByPhase(tx: Tx, placeId: string | null): Promise<Map<string, number>> {
    const rows = await sql<{ phase: string; projects: number }>(
      tx,
      `SELECT phase, count(*)::integer AS projects FROM projects
        WHERE published_at IS NOT NULL AND phase <> 'hidden' AND ($1::uuid IS NULL OR place_id = $1)
        GROUP BY phase`,
      [placeId],
    );
    return new Map(rows.map(({ phase, projects }) => [phase, projects]));
  }

  /** Places that have, or had, a project in public. */
  async countPlaces(tx: Tx): Promise<number> {
    const [row] = await sql<{ places: number }>(
      tx,
      `SELECT count(DISTINCT place_id)::integer AS places FROM projects WHERE published_at IS NOT NULL`,
    );
    return row?.places ?? 0;
  }

  private async list(
    tx: Tx,
    condition: string,
    parameters: readonly unknown[],
  ): Promise<ProjectRecord[]> {
    const rows = await sql<ProjectRow>(
      tx,
      `SELECT ${PROJECT_COLUMNS} FROM projects p WHERE ${condition}`,
      parameters,
    );
    return rows.map(projectOf);
  }
}
