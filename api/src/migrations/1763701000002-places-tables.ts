import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Villages and towns with the sources of each fact, found by any spelling. */
export class PlacesTables1763701000002 implements MigrationInterface {
  name = 'PlacesTables1763701000002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await q.query(`
      CREATE TABLE places (
        id uuid PRIMARY KEY,
        key text NOT NULL UNIQUE,
        slug text NOT NULL UNIQUE,
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('village', 'town', 'city', 'commune')),
        district text,
        country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
        latitude double precision CHECK (latitude BETWEEN -90 AND 90),
        longitude double precision CHECK (longitude BETWEEN -180 AND 180),
        population integer CHECK (population > 0),
        population_year integer,
        sources jsonb NOT NULL DEFAULT '{}',
        invented boolean NOT NULL,
        search_key text NOT NULL,
        CHECK ((latitude IS NULL) = (longitude IS NULL)),
        CHECK (NOT invented OR latitude IS NULL)
      )`);
    await q.query(`CREATE INDEX places_search_key ON places USING gin (search_key gin_trgm_ops)`);
    await q.query(`CREATE INDEX places_name ON places (name, id)`);
    // How many projects a place has, told by the projects feature above.
    await q.query(`
      CREATE TABLE place_projects (
        place_id uuid PRIMARY KEY,
        open integer NOT NULL CHECK (open >= 0),
        total integer NOT NULL CHECK (total >= open)
      )`);
    await q.query(`GRANT SELECT ON places TO vatra_app`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON place_projects TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE place_projects, places`);
  }
}
