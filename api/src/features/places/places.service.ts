import { Injectable } from '@nestjs/common';
import { PAGE_SIZE, type Page } from '@vatra/shared/paging.dto';
import type { PlaceSearchQuery } from '@vatra/shared/places/places.dto';
import type { PlaceView, PlaceWithCountsView } from '@vatra/shared/places/places.views';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { idCursor } from '../../platform/paging/id-cursor.js';
import { PlaceUnknown } from './places.errors.js';
import { PlacesRepository, type PlaceRow } from './places.repository.js';
import { searchKey } from './search-key.js';

@Injectable()
export class PlacesService {
  constructor(
    private readonly database: Database,
    private readonly places: PlacesRepository,
  ) {}

  /** @throws PlaceUnknown */
  async get(tx: Tx, id: string): Promise<PlaceView> {
    return required(await this.places.find(tx, id));
  }

  /** @throws PlaceUnknown */
  async getBySlug(tx: Tx, slug: string): Promise<PlaceView> {
    return required(await this.places.findBySlug(tx, slug));
  }

  /** Those of the ids that exist. */
  async listByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, PlaceView>> {
    const rows = ids.length === 0 ? [] : await this.places.listByIds(tx, ids);
    return new Map(rows.map((row) => [row.id, viewOf(row)]));
  }

  /** Facts are pushed down (ruling 32): how many projects of a place are open, and all of them. */
  async recordProjects(
    tx: Tx,
    placeId: string,
    counts: { readonly open: number; readonly total: number },
  ): Promise<void> {
    await this.places.putProjects(tx, placeId, counts);
  }

  /** The ledger account of a place's hometown fund (ruling 33). */
  hometownFundAccount(placeId: string): { code: '2150'; subjectId: string } {
    return { code: '2150', subjectId: placeId };
  }

  /** Public page of a place, by its slug. */
  bySlug(slug: string): Promise<PlaceView> {
    return this.database.inTransaction((tx) => this.getBySlug(tx, slug));
  }

  search({
    query = '',
    district,
    cursor,
    limit = PAGE_SIZE,
  }: PlaceSearchQuery): Promise<Page<PlaceWithCountsView>> {
    return this.database.inTransaction(async (tx) => {
      const rows = await this.places.search(tx, {
        key: searchKey(query),
        district: district ?? null,
        after: idCursor(cursor),
        limit: limit + 1,
      });
      const items = rows.slice(0, limit).map((row) => ({
        ...viewOf(row),
        projectsOpen: row.projectsOpen,
        projectsTotal: row.projectsTotal,
      }));
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    });
  }

  districts(): Promise<{ district: string; places: number }[]> {
    return this.database.inTransaction((tx) => this.places.districts(tx));
  }
}

function required(row: PlaceRow | null): PlaceView {
  if (row === null) throw new PlaceUnknown();
  return viewOf(row);
}

function viewOf(row: PlaceRow): PlaceView {
  const { id, slug, name, kind, district, country, latitude, longitude } = row;
  const { population, populationYear, invented } = row;
  const names = { ro: name, en: name };
  return {
    ...{ id, slug, name, names, kind, district, country, latitude, longitude },
    ...{ population, populationYear, invented },
  };
}
