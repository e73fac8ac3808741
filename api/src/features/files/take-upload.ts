import { Injectable } from '@nestjs/common';
import type { FilePurpose, FileView } from '@vatra/shared/files/files.views';
import { createHash } from 'node:crypto';
import { Database } from '../../platform/database/database.js';
import { FileStore } from '../../platform/files/file-store.js';
import {
  EXTENSION_OF,
  isImage,
  sniffMediaType,
  type MediaType,
} from '../../platform/files/media-type.js';
import { PictureUnreadable, readPicture, type Picture } from '../../platform/files/picture.js';
import { newId } from '../../platform/ids/ids.js';
import { fileViewOf, type FileRow } from './file.presenter.js';
import { copyKey, originalKey } from './file-keys.js';
import { UploadQuotaReached, UploadRefused } from './files.errors.js';
import { FilesRepository, type NewFile } from './files.repository.js';

const UPLOADS_PER_DAY = 600;
const NAME_LENGTH_MAX = 120;
const PICTURES: readonly MediaType[] = ['image/jpeg', 'image/png', 'image/webp'];
const PAPERS: readonly MediaType[] = [...PICTURES, 'application/pdf'];

/** What each purpose accepts, by content. */
const ACCEPTED: Readonly<Record<FilePurpose, readonly MediaType[]>> = {
  photo: PICTURES,
  invoice: PAPERS,
  document: PAPERS,
  'council-decision': PAPERS,
  poll: PAPERS,
  'bank-letter': PAPERS,
  'bank-statement': ['application/xml'],
  'sanction-list': ['text/csv'],
  'deposit-slip': PAPERS,
  agreement: PAPERS,
  'organisation-paper': PAPERS,
  // What banks can open.
  'dispute-evidence': ['image/jpeg', 'image/png', 'application/pdf'],
};

export interface Upload {
  readonly purpose: FilePurpose;
  readonly name: string;
  readonly bytes: Buffer;
  readonly uploadedBy: string;
}

@Injectable()
export class TakeUpload {
  constructor(
    private readonly database: Database,
    private readonly files: FilesRepository,
    private readonly store: FileStore,
  ) {}

  /**
   * Looks at the bytes, stores them and their public copies, then the row: a row never lacks bytes.
   * The same bytes from the same person for the same purpose are the same file.
   *
   * @throws UploadRefused, UploadQuotaReached
   */
  async take(upload: Upload): Promise<FileView> {
    const mediaType = sniffMediaType(upload.bytes);
    if (mediaType === null || !ACCEPTED[upload.purpose].includes(mediaType)) {
      throw new UploadRefused('files.type-not-accepted');
    }
    const sha256 = createHash('sha256').update(upload.bytes).digest('hex');
    const known = await this.findKnown({ ...upload, sha256 });
    if (known !== null) return fileViewOf(known);
    const picture = isImage(mediaType) ? await pictureOf(upload.bytes) : null;
    const file = newFile(upload, { mediaType, sha256, picture });
    await this.keepBytes(file, upload.bytes, picture);
    return fileViewOf(await this.keepRow(file));
  }

  private findKnown(same: {
    uploadedBy: string;
    purpose: string;
    sha256: string;
  }): Promise<FileRow | null> {
    return this.database.inTransaction(async (tx) => {
      const known = await this.files.findSame(tx, same);
      const isFull = (await this.files.countToday(tx, same.uploadedBy)) >= UPLOADS_PER_DAY;
      if (known === null && isFull) throw new UploadQuotaReached();
      return known;
    });
  }

  private async keepBytes(file: NewFile, bytes: Buffer, picture: Picture | null): Promise<void> {
    await this.store.put(originalKey(file.id), bytes, file.mediaType);
    for (const [width, copy] of picture?.copies ?? []) {
      await this.store.put(copyKey(file.id, width), copy, 'image/webp');
    }
  }

  private keepRow(file: NewFile): Promise<FileRow> {
    return this.database.inTransaction(async (tx) => {
      const row = (await this.files.insert(tx, file)) ?? (await this.files.findSame(tx, file));
      if (row === null) throw new Error('The file row vanished between two statements');
      return row;
    });
  }
}

function newFile(
  upload: Upload,
  found: { mediaType: MediaType; sha256: string; picture: Picture | null },
): NewFile {
  const { mediaType, sha256, picture } = found;
  return {
    id: newId(),
    purpose: upload.purpose,
    name: plainName(upload.name, mediaType),
    mediaType,
    bytes: upload.bytes.length,
    sha256,
    likeness: picture?.likeness ?? null,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
    capturedAt: picture?.takenAt ?? null,
    uploadedBy: upload.uploadedBy,
  };
}

/** The person's own word for the file, with the ending its content deserves. */
function plainName(name: string, mediaType: MediaType): string {
  const stem = name
    .normalize('NFC')
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]*$/, '')
    .replace(/[\p{C}"<>|*?:]/gu, '')
    .trim()
    .slice(0, NAME_LENGTH_MAX);
  return `${stem === '' ? 'file' : stem}.${EXTENSION_OF[mediaType]}`;
}

async function pictureOf(bytes: Buffer): Promise<Picture> {
  try {
    return await readPicture(bytes);
  } catch (error) {
    throw error instanceof PictureUnreadable ? new UploadRefused('files.unreadable') : error;
  }
}
