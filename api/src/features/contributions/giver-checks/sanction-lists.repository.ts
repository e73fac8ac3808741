import { Injectable } from '@nestjs/common';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { SanctionName } from './giver-check.record.js';
import { wordsOf } from './giver-need.policy.js';

export interface SanctionList {
  readonly id: string;
  readonly importedAt: Date;
  readonly names: number;
}

const MATCHES_SHOWN_MAX = 5;
const BATCH = 5_000;

@Injectable()
export class SanctionListsRepository {
  async newest(tx: Tx): Promise<SanctionList | null> {
    const [row] = await sql<SanctionList>(
      tx,
      `SELECT id, imported_at AS "importedAt", names FROM sanction_lists
        ORDER BY imported_at DESC, id DESC LIMIT 1`,
      [],
    );
    return row ?? null;
  }

  /** The new list takes the place of the old one; who was compared with that keeps its id. */
  async replace(
    tx: Tx,
    list: { id: string; fileId: string; importedBy: string; importedAt: Date },
    names: readonly SanctionName[],
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO sanction_lists (id, file_id, imported_by, imported_at, names)
       VALUES ($1, $2, $3, $4, $5)`,
      [list.id, list.fileId, list.importedBy, list.importedAt, names.length],
    );
    await sql(tx, 'DELETE FROM sanction_names', []);
    for (let at = 0; at < names.length; at += BATCH) {
      await this.insert(tx, list.id, names.slice(at, at + BATCH));
    }
  }

  /**
   * Entries all of whose words are in the name, or that have all words of the name. One word alone is
   * compared with a whole name only: too many people share a first name.
   */
  async resembling(tx: Tx, listId: string, name: string): Promise<string[]> {
    const words = wordsOf(name);
    const rows = await sql<{ reference: string; name: string }>(
      tx,
      `SELECT DISTINCT reference, name FROM sanction_names
        WHERE list_id = $1
          AND ((words <@ $2::text[] AND (cardinality(words) > 1 OR cardinality($2::text[]) = 1))
            OR (words @> $2::text[] AND cardinality($2::text[]) > 1))
        ORDER BY reference, name LIMIT ${String(MATCHES_SHOWN_MAX)}`,
      [listId, words],
    );
    return rows.map((row) => [row.reference, row.name].filter((part) => part !== '').join(' '));
  }

  private async insert(tx: Tx, listId: string, names: readonly SanctionName[]): Promise<void> {
    const rows = names
      .map((name) => ({ ...name, words: wordsOf(name.name).slice(0, 40) }))
      .filter(({ words }) => words.length > 0);
    await sql(
      tx,
      `INSERT INTO sanction_names (list_id, reference, name, words)
       SELECT $1, reference, name, ARRAY(SELECT jsonb_array_elements_text(words))
         FROM jsonb_to_recordset($2::jsonb) AS row (reference text, name text, words jsonb)`,
      [listId, JSON.stringify(rows)],
    );
  }
}
