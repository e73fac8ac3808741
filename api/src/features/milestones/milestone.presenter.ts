import type { FileView } from '@vatra/shared/files/files.views';
import type { Localized } from '@vatra/shared/localized.dto';
import type {
  InvoiceView,
  MilestoneView,
  VerificationView,
} from '@vatra/shared/milestones/milestones.views';
import type { PhotoView } from '@vatra/shared/projects/projects.views';
import type { EvidenceRow, InvoiceRow } from './evidence.repository.js';
import type { MilestoneRow } from './milestones.repository.js';
import type { PhotoRow, VerificationRow } from './verifications.repository.js';

const MS_PER_DAY = 86_400_000;
const NO_WORDS: Localized = { ro: '', en: '' };

/** Everything that was read about one milestone, before it is put into words of the contract. */
export interface MilestoneParts {
  readonly milestone: MilestoneRow;
  readonly narrative: string | null;
  readonly evidence: readonly EvidenceRow[];
  readonly invoices: readonly InvoiceRow[];
  readonly verifications: readonly VerificationRow[];
  readonly photos: readonly PhotoRow[];
  readonly files: ReadonlyMap<string, FileView>;
  readonly inDoubt: boolean;
  readonly now: Date;
  readonly may: readonly string[];
}

export function milestoneView(parts: MilestoneParts): MilestoneView {
  const { milestone, evidence, files } = parts;
  const photos = evidence.filter(({ kind }) => kind === 'photo');
  const papers = evidence.filter(({ kind }) => kind !== 'photo');
  return {
    id: milestone.id,
    projectId: milestone.projectId,
    kind: milestone.kind,
    number: milestone.number,
    title: milestone.title,
    criteria: milestone.criteria,
    evidenceRequired: milestone.evidenceRequired,
    state: milestone.state,
    dueAt: milestone.dueAt.toISOString(),
    daysLate: daysLate(milestone, parts.now),
    reworkDueAt: milestone.reworkDueAt?.toISOString() ?? null,
    reportedAt: milestone.reportedAt?.toISOString() ?? null,
    verifiedAt: milestone.verifiedAt?.toISOString() ?? null,
    narrative: parts.narrative,
    photos: photos.map((photo) => photoView(files, photo.fileId, photo.alt)),
    repeatedPhotoIds: photos.flatMap((photo) =>
      photo.repeatsFileId === null ? [] : [photo.fileId],
    ),
    invoices: parts.invoices.map((invoice) => invoiceView(files, invoice)),
    papers: papers.map(({ kind, fileId }) => ({ kind, filePath: pathOf(files, fileId) })),
    verifications: parts.verifications.map((row) => verificationView(row, parts)),
    verifiersNeeded: milestone.verifiersNeeded,
    inDoubt: parts.inDoubt,
    may: parts.may,
  };
}

export function invoiceView(
  files: ReadonlyMap<string, FileView>,
  { supplier, number, date, amountMinor, fileId }: InvoiceRow,
): InvoiceView {
  return { supplier, number, date, amountMinor, filePath: pathOf(files, fileId) };
}

export function photoView(
  files: ReadonlyMap<string, FileView>,
  fileId: string,
  alt: Localized | null,
): PhotoView {
  const file = files.get(fileId);
  return {
    fileId,
    path: file?.path ?? '',
    alt: alt ?? NO_WORDS,
    width: file?.width ?? null,
    height: file?.height ?? null,
    takenAt: file?.capturedAt ?? null,
  };
}

function verificationView(row: VerificationRow, parts: MilestoneParts): VerificationView {
  const photos = parts.photos.filter(({ verificationId }) => verificationId === row.id);
  return {
    id: row.id,
    role: row.role,
    state: row.state,
    visitDate: row.visitDate,
    result: row.result,
    note: row.note,
    photos: photos.map(({ fileId }) => photoView(parts.files, fileId, null)),
  };
}

function daysLate({ state, dueAt, reworkDueAt }: MilestoneRow, now: Date): number {
  const isOwed = state === 'planned' || state === 'overdue' || state === 'rework';
  if (!isOwed) return 0;
  const due = state === 'rework' ? (reworkDueAt ?? dueAt) : dueAt;
  return Math.max(0, Math.floor((now.getTime() - due.getTime()) / MS_PER_DAY));
}

function pathOf(files: ReadonlyMap<string, FileView>, fileId: string): string | null {
  return files.get(fileId)?.path ?? null;
}
