import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was uploaded, by whom and for what; the bytes lie in the file store under the id. */
export class FilesTables1763701000003 implements MigrationInterface {
  name = 'FilesTables1763701000003';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE TABLE files (
        id uuid PRIMARY KEY,
        purpose text NOT NULL,
        name text NOT NULL,
        media_type text NOT NULL,
        bytes integer NOT NULL CHECK (bytes > 0),
        sha256 text NOT NULL CHECK (length(sha256) = 64),
        likeness text CHECK (length(likeness) = 16),
        width integer,
        height integer,
        captured_at timestamptz,
        uploaded_by uuid NOT NULL,
        uploaded_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        published_at timestamptz,
        UNIQUE (uploaded_by, purpose, sha256)
      )`);
    await q.query(`CREATE INDEX files_sha256 ON files (sha256)`);
    await q.query(`CREATE INDEX files_likeness ON files (likeness) WHERE likeness IS NOT NULL`);
    await q.query(`CREATE INDEX files_uploader ON files (uploaded_by, recorded_at)`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON files TO vatra_app`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE files`);
  }
}
