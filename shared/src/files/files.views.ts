export const FILE_PURPOSES = [
  'photo',
  'invoice',
  'document',
  'council-decision',
  'poll',
  'bank-letter',
  'bank-statement',
  'sanction-list',
  'deposit-slip',
  'agreement',
  'organisation-paper',
  'dispute-evidence',
] as const;
export type FilePurpose = (typeof FILE_PURPOSES)[number];

/** Purposes whose public copy anyone may open; the others need a right to the thing they belong to. */
export const PUBLIC_FILE_PURPOSES: readonly FilePurpose[] = [
  'photo',
  'invoice',
  'document',
  'council-decision',
  'poll',
];

export const FILE_BYTES_MAX = 12 * 1024 * 1024;

export interface FileView {
  readonly id: string;
  readonly purpose: FilePurpose;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly uploadedAt: string;
  /** When the camera says the picture was taken, if it says so. */
  readonly capturedAt?: string | null;
  /** Path of the public copy (photos re-encoded, without position), null when not public. */
  readonly path: string | null;
}
