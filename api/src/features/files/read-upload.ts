import { FILE_PURPOSES, type FilePurpose } from '@vatra/shared/files/files.views';
import type { FastifyRequest } from 'fastify';
import { HttpRefusal } from '../../platform/http/app-error.js';
import { UploadRefused } from './files.errors.js';

export interface ReadUpload {
  readonly purpose: FilePurpose;
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Reads one file and its `purpose` out of a form; the order of the two does not matter. Nothing is
 * written to disk before it has been looked at, and the limits of the parser bound the memory.
 *
 * @throws UploadRefused, HttpRefusal http.unsupported-media-type
 */
export async function readUpload(request: FastifyRequest): Promise<ReadUpload> {
  if (!request.isMultipart()) throw new HttpRefusal('http.unsupported-media-type');
  let purpose: unknown;
  let file: { name: string; bytes: Buffer } | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'file') file = { name: part.filename, bytes: await part.toBuffer() };
    else if (part.fieldname === 'purpose') purpose = part.value;
  }
  if (file === undefined || file.bytes.length === 0) throw new UploadRefused('files.no-file');
  if (!isPurpose(purpose)) throw new UploadRefused('files.purpose-unknown');
  return { purpose, ...file };
}

function isPurpose(value: unknown): value is FilePurpose {
  return FILE_PURPOSES.some((purpose) => purpose === value);
}
