import {
  PUBLIC_FILE_PURPOSES,
  type FilePurpose,
  type FileView,
} from '@vatra/shared/files/files.views';
import { API_BASE } from '@vatra/shared/policy/policy';
import type { MediaType } from '../../platform/files/media-type.js';

export interface FileRow {
  readonly id: string;
  readonly purpose: FilePurpose;
  readonly name: string;
  readonly mediaType: MediaType;
  readonly bytes: number;
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly capturedAt: Date | null;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  readonly publishedAt: Date | null;
}

export function pathOfFile(id: string): string {
  return `${API_BASE}/files/${id}/content`;
}

export function fileViewOf(row: FileRow): FileView {
  const { id, purpose, name, mediaType, bytes, sha256, width, height } = row;
  const isPublic = PUBLIC_FILE_PURPOSES.includes(purpose);
  return {
    ...{ id, purpose, name, mediaType, bytes, sha256, width, height },
    uploadedAt: row.uploadedAt.toISOString(),
    capturedAt: row.capturedAt?.toISOString() ?? null,
    path: isPublic ? pathOfFile(id) : null,
  };
}
