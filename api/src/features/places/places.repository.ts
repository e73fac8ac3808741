import { Injectable } from '@nestjs/common';
import type { PlaceView } from '@vatra/shared/places/places.views';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';

export type PlaceRow = Omit<PlaceView, 'names'>;

export interface PlaceSearch {
  readonly key: string;
  readonly district: string | null;
  /** Id of the last place of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

const PLACE = `id, slug, name, kind, district, country, latitude, longitude, population,
               population_year AS "populationYear", invented`;

@Injectable()
export class PlacesRepository {
  async find(tx: Tx, id: string): Promise<PlaceRow | null> {
    const [row] = await sql<PlaceRow>(tx, `SELECT ${PLACE} FROM places WHERE id = $1`, [id]);
    return row ?? null;
  }

  async findBySlug(tx: Tx, slug: string): Promise<PlaceRow | null> {
    const [row] = await sql<PlaceRow>(tx, `SELECT ${PLACE} FROM places WHERE slug = $1`, [slug]);
    return row ?? null;
  }

  async listByIds(tx: Tx, ids: readonly string[]): Promise<PlaceRow[]> {
    return sql<PlaceRow>(tx, `SELECT ${PLACE} FROM places WHERE id = ANY($1::uuid[])`, [ids]);
  }

  /** By any part of the name in the form of `searchKey`, which knows no wildcards. */
  async search(
    tx: Tx,
    search: PlaceSearch,
  ): Promise<(PlaceRow & { projectsOpen: number; projectsTotal: number })[]> {
    return sql(
      tx,
      `SELECT ${PLACE}, coalesce(pp.open, 0) AS "projectsOpen", coalesce(pp.total, 0) AS "projectsTotal"
         FROM places LEFT JOIN place_projects pp ON pp.place_id = places.id
        WHERE ($1 = '' OR search_key LIKE '%' || $1 || '%')
          AND ($2::text IS NULL OR district = $2)
          AND ($3::uuid IS NULL
               OR (name, id) > (SELECT l.name, l.id FROM places l WHERE l.id = $3))
        ORDER BY name, id LIMIT $4`,
      [search.key, search.district, search.after, search.limit],
    );
  }

  async districts(tx: Tx): Promise<{ district: string; places: number }[]> {
    return sql(
      tx,
      `SELECT district, count(*)::int AS places FROM places
        WHERE district IS NOT NULL GROUP BY district ORDER BY district`,
    );
  }

  async putProjects(
    tx: Tx,
    placeId: string,
    counts: { readonly open: number; readonly total: number },
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO place_projects (place_id, open, total) VALUES ($1, $2, $3)
       ON CONFLICT (place_id) DO UPDATE SET open = excluded.open, total = excluded.total`,
      [placeId, counts.open, counts.total],
    );
  }
}
