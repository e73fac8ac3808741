import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { newId } from '../../platform/ids/ids.js';
import { searchKey } from './search-key.js';

interface GazetteerPlace {
  readonly key: string;
  readonly slug: string;
  readonly name: string;
  readonly alternativeNames: readonly string[];
  readonly kind: string;
  readonly district: string | null;
  readonly districtSource: string | null;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly pointSource: string | null;
  readonly pointRef: string | null;
  readonly population: number | null;
  readonly populationYear: number | null;
  readonly populationSource: string | null;
  readonly invented: boolean;
}

/** Brings the table of places up to the file beside this module; known places keep their id. */
export async function loadGazetteer(dataSource: DataSource): Promise<number> {
  const file = path.join(import.meta.dirname, 'gazetteer.json');
  const { places } = JSON.parse(readFileSync(file, 'utf8')) as { places: GazetteerPlace[] };
  await dataSource.transaction(async (manager) => {
    for (const place of places) {
      await manager.query(
        `INSERT INTO places (id, key, slug, name, kind, district, country, latitude, longitude,
                population, population_year, sources, invented, search_key)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (key) DO UPDATE
            SET name = excluded.name, kind = excluded.kind, district = excluded.district,
                latitude = excluded.latitude, longitude = excluded.longitude,
                population = excluded.population, population_year = excluded.population_year,
                sources = excluded.sources, search_key = excluded.search_key`,
        parametersOf(place),
      );
    }
  });
  return places.length;
}

function parametersOf(place: GazetteerPlace): unknown[] {
  const { districtSource, pointSource, pointRef, populationSource } = place;
  const names = [place.name, ...place.alternativeNames];
  return [
    newId(),
    place.key,
    place.slug,
    place.name,
    place.kind,
    place.district,
    place.country,
    place.latitude,
    place.longitude,
    place.population,
    place.populationYear,
    { district: districtSource, point: pointSource, pointRef, population: populationSource },
    place.invented,
    names.map(searchKey).join(' '),
  ];
}
