import { Injectable } from '@nestjs/common';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { FileRow } from './file.presenter.js';

export type NewFile = Omit<FileRow, 'uploadedAt' | 'publishedAt'> & {
  readonly likeness: string | null;
};

const FILE = `id, purpose, name, media_type AS "mediaType", bytes, sha256, width, height,
  captured_at AS "capturedAt", uploaded_by AS "uploadedBy", uploaded_at AS "uploadedAt",
  published_at AS "publishedAt"`;

@Injectable()
export class FilesRepository {
  async find(tx: Tx, id: string): Promise<FileRow | null> {
    const [row] = await this.listByIds(tx, [id]);
    return row ?? null;
  }

  async listByIds(tx: Tx, ids: readonly string[]): Promise<FileRow[]> {
    return sql<FileRow>(tx, `SELECT ${FILE} FROM files WHERE id = ANY($1::uuid[])`, [ids]);
  }

  async findSame(
    tx: Tx,
    same: { uploadedBy: string; purpose: string; sha256: string },
  ): Promise<FileRow | null> {
    const [row] = await sql<FileRow>(
      tx,
      `SELECT ${FILE} FROM files WHERE uploaded_by = $1 AND purpose = $2 AND sha256 = $3`,
      [same.uploadedBy, same.purpose, same.sha256],
    );
    return row ?? null;
  }

  /** Null when the same person has uploaded the same bytes for the same purpose meanwhile. */
  async insert(tx: Tx, file: NewFile): Promise<FileRow | null> {
    const [row] = await sql<FileRow>(
      tx,
      `INSERT INTO files (id, purpose, name, media_type, bytes, sha256, likeness, width, height,
              captured_at, uploaded_by, uploaded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, vatra_now())
       ON CONFLICT (uploaded_by, purpose, sha256) DO NOTHING RETURNING ${FILE}`,
      [
        file.id,
        file.purpose,
        file.name,
        file.mediaType,
        file.bytes,
        file.sha256,
        file.likeness,
        file.width,
        file.height,
        file.capturedAt,
        file.uploadedBy,
      ],
    );
    return row ?? null;
  }

  async publish(tx: Tx, ids: readonly string[]): Promise<void> {
    await sql(
      tx,
      `UPDATE files SET published_at = vatra_now()
        WHERE id = ANY($1::uuid[]) AND published_at IS NULL`,
      [ids],
    );
  }

  async countToday(tx: Tx, personId: string): Promise<number> {
    const [row] = await sql<{ count: number }>(
      tx,
      `SELECT count(*)::int AS count FROM files
        WHERE uploaded_by = $1 AND recorded_at > clock_timestamp() - interval '1 day'`,
      [personId],
    );
    return row?.count ?? 0;
  }

  /** Other uploads with the same bytes, or pictures that look the same. */
  async twinsOf(tx: Tx, ids: readonly string[]): Promise<{ id: string; twinId: string }[]> {
    return sql(
      tx,
      `SELECT f.id, t.id AS "twinId" FROM files f
         JOIN files t ON t.id <> f.id AND (t.sha256 = f.sha256 OR t.likeness = f.likeness)
        WHERE f.id = ANY($1::uuid[]) ORDER BY f.id, t.id LIMIT 1000`,
      [ids],
    );
  }
}
