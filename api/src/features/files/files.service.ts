import { Injectable } from '@nestjs/common';
import type { FilePurpose, FileView } from '@vatra/shared/files/files.views';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { FileStore } from '../../platform/files/file-store.js';
import { isImage } from '../../platform/files/media-type.js';
import type { PictureWidth } from '../../platform/files/picture.js';
import { maySeeFile } from './file-access.policy.js';
import { copyKey, originalKey } from './file-keys.js';
import { fileViewOf, pathOfFile, type FileRow } from './file.presenter.js';
import { FileNotUsable, FileUnknown } from './files.errors.js';
import { FilesRepository } from './files.repository.js';

export interface FileContent {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly name: string;
  /** Anybody may see it, now and for ever: caches may keep it. */
  readonly isPublic: boolean;
}

@Injectable()
export class FilesService {
  constructor(
    private readonly database: Database,
    private readonly files: FilesRepository,
    private readonly store: FileStore,
  ) {}

  /**
   * Each id is a file of the purpose, uploaded by the person where that is asked.
   *
   * @throws FileNotUsable
   */
  async requireUsable(
    tx: Tx,
    fileIds: readonly string[],
    needed: { purpose?: FilePurpose; uploadedBy?: string | null } = {},
  ): Promise<void> {
    const wanted = new Set(fileIds);
    const rows = wanted.size === 0 ? [] : await this.files.listByIds(tx, [...wanted]);
    const usable = rows.filter(
      (row) =>
        (needed.purpose === undefined || row.purpose === needed.purpose) &&
        (needed.uploadedBy === undefined || row.uploadedBy === needed.uploadedBy),
    );
    if (usable.length < wanted.size) throw new FileNotUsable(wanted.size - usable.length);
  }

  /** Where the public copy is served, from the root of the web. */
  pathOf(fileId: string): string {
    return pathOfFile(fileId);
  }

  async viewsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, FileView>> {
    const rows = ids.length === 0 ? [] : await this.files.listByIds(tx, ids);
    return new Map(rows.map((row) => [row.id, fileViewOf(row)]));
  }

  /** From now on anybody may open the public copies of these files. */
  async publish(tx: Tx, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.files.publish(tx, ids);
  }

  /** R68: for each file the others with the same bytes or the same picture. */
  async twinsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
    const twins = new Map<string, string[]>();
    for (const { id, twinId } of ids.length === 0 ? [] : await this.files.twinsOf(tx, ids)) {
      twins.set(id, [...(twins.get(id) ?? []), twinId]);
    }
    return twins;
  }

  /**
   * The bytes as they were uploaded, for features that read them (bank statements).
   *
   * @throws FileUnknown
   */
  async originalOf(tx: Tx, fileId: string): Promise<Buffer> {
    const row = await this.files.find(tx, fileId);
    if (row === null) throw new FileUnknown();
    return this.store.get(originalKey(row.id));
  }

  /** @throws FileUnknown, also for a file this person may not see */
  view(actor: Actor, fileId: string): Promise<FileView> {
    return this.database.inTransaction(async (tx) =>
      fileViewOf(await this.requireVisible(tx, actor, fileId)),
    );
  }

  /**
   * Pictures leave as re-encoded copies only, everything else as it came.
   *
   * @throws FileUnknown, also for a file this person may not see
   */
  async content(actor: Actor | null, fileId: string, width: PictureWidth): Promise<FileContent> {
    const row = await this.database.inTransaction((tx) => this.requireVisible(tx, actor, fileId));
    const isPublic = row.publishedAt !== null;
    if (!isImage(row.mediaType)) {
      const bytes = await this.store.get(originalKey(row.id));
      return { bytes, mediaType: row.mediaType, name: row.name, isPublic };
    }
    const bytes = await this.store.get(copyKey(row.id, width));
    return { bytes, mediaType: 'image/webp', name: row.name, isPublic };
  }

  private async requireVisible(tx: Tx, actor: Actor | null, fileId: string): Promise<FileRow> {
    const row = await this.files.find(tx, fileId);
    const facts = row && {
      purpose: row.purpose,
      uploadedBy: row.uploadedBy,
      isPublished: row.publishedAt !== null,
    };
    if (row === null || facts === null || !maySeeFile(facts, actor)) throw new FileUnknown();
    return row;
  }
}
