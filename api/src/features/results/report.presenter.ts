import type { FileView } from '@vatra/shared/files/files.views';
import type { IndicatorView, ReportView } from '@vatra/shared/results/results.views';
import type { TierName } from '@vatra/shared/projects/projects.dto';
import type { Indicator } from './planned-indicators.js';
import type { PhotoRow, ReportRow, ValueRow } from './reports.repository.js';

export interface ReportParts {
  readonly report: ReportRow;
  readonly photos: readonly PhotoRow[];
  readonly files: ReadonlyMap<string, FileView>;
  /** The public reads a report when it has been accepted. */
  readonly isReadable: boolean;
  readonly may: readonly string[];
}

export function reportView(parts: ReportParts): ReportView {
  const { report, may } = parts;
  const acceptedAt = report.state === 'accepted' ? report.decidedAt : null;
  return {
    id: report.id,
    projectId: report.projectId,
    kind: report.kind,
    state: report.state,
    dueAt: report.dueAt.toISOString(),
    submittedAt: report.submittedAt === null ? null : report.submittedAt.toISOString(),
    acceptedAt: acceptedAt === null ? null : acceptedAt.toISOString(),
    ...contentOf(parts),
    reviewReason: report.reviewReason,
    may,
  };
}

function contentOf({ report, photos, files, isReadable }: ReportParts) {
  if (!isReadable) {
    return {
      narrative: null,
      working: null,
      maintenancePaidMinor: null,
      photos: [],
      acceptanceProtocolPath: null,
    };
  }
  const protocol = files.get(report.acceptanceProtocolFileId ?? '');
  return {
    narrative: report.narrative,
    working: report.working,
    maintenancePaidMinor: report.maintenancePaidMinor,
    photos: photos.map((photo) => photoOf(photo, files)),
    acceptanceProtocolPath: protocol?.path ?? null,
  };
}

function photoOf({ fileId, alt }: PhotoRow, files: ReadonlyMap<string, FileView>) {
  const file = files.get(fileId);
  return {
    fileId,
    path: file?.path ?? '',
    alt,
    width: file?.width ?? null,
    height: file?.height ?? null,
    takenAt: file?.capturedAt ?? null,
  };
}

export function indicatorView(
  indicator: Indicator,
  tier: TierName,
  values: readonly (ValueRow & { readonly report: string })[],
): IndicatorView {
  const target = tier === 'minimum' ? indicator.targetMinimum : indicator.targetOptimum;
  return {
    id: indicator.id,
    kind: indicator.kind,
    name: indicator.name,
    unit: indicator.unit,
    baseline: indicator.baseline,
    target,
    values: values
      .filter(({ indicatorId }) => indicatorId === indicator.id)
      .map(({ value, measuredOn, method, report }) => ({ value, measuredOn, method, report })),
  };
}
