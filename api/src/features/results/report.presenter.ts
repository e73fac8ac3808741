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

export function reportView({ report, photos, files, isReadable, may }: ReportParts): ReportView {
  const protocolId = report.acceptanceProtocolFileId;
  const protocolPath = protocolId === null ? null : (files.get(protocolId)?.path ?? null);
  const isAccepted = report.state === 'accepted';
  return {
    id: report.id,
    projectId: report.projectId,
    kind: report.kind,
    state: report.state,
    dueAt: report.dueAt.toISOString(),
    submittedAt: report.submittedAt?.toISOString() ?? null,
    acceptedAt: isAccepted ? (report.decidedAt?.toISOString() ?? null) : null,
    narrative: isReadable ? report.narrative : null,
    working: isReadable ? report.working : null,
    maintenancePaidMinor: isReadable ? report.maintenancePaidMinor : null,
    photos: isReadable ? photos.map((photo) => photoOf(photo, files)) : [],
    acceptanceProtocolPath: isReadable ? protocolPath : null,
    reviewReason: report.reviewReason,
    may,
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
    takenAt: null,
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
