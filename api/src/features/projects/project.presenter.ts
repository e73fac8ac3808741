import type { FileView } from '@vatra/shared/files/files.views';
import type { OrganisationCard } from '@vatra/shared/organisations/organisations.views';
import type { PlaceView } from '@vatra/shared/places/places.views';
import {
  PROJECT_SECTIONS,
  type PhotosSectionDto,
  type PollsSectionDto,
  type ProjectSection,
} from '@vatra/shared/projects/projects.dto';
import type {
  PhotoView,
  PollView,
  ProjectRowView,
  SectionStatus,
  StateChangeView,
} from '@vatra/shared/projects/projects.views';
import { sectionProblems, statusOf } from './file-checks.policy.js';
import type { ProjectRecord, SavedSections } from './project.record.js';

type Files = ReadonlyMap<string, FileView>;

export function sectionStatus(
  section: ProjectSection,
  saved: SavedSections,
  savedAt: Date | null,
): SectionStatus {
  return {
    section,
    status: statusOf(section, saved),
    savedAt: savedAt?.toISOString() ?? null,
    problems: sectionProblems(section, saved),
  };
}

export function photoViews(photos: PhotosSectionDto | undefined, files: Files): PhotoView[] {
  return (photos?.photos ?? []).map(({ fileId, alt }) => {
    const file = files.get(fileId);
    return {
      fileId,
      path: file?.path ?? `/files/${fileId}/content`,
      alt,
      width: file?.width ?? null,
      height: file?.height ?? null,
      takenAt: null,
    };
  });
}

export function pollViews(polls: PollsSectionDto | undefined, files: Files): PollView[] {
  return (polls?.polls ?? []).map(({ group, heldOn, answers, inFavour, fileId }) => ({
    group,
    heldOn,
    answers,
    inFavour,
    fileId,
    filePath: files.get(fileId)?.path ?? null,
  }));
}

export function historyView(change: {
  readonly from: string | null;
  readonly to: string;
  readonly at: Date;
  readonly actorRole: string;
  readonly reason: string | null;
}): StateChangeView {
  const { from, to, at, actorRole, reason } = change;
  return { from, to, at: at.toISOString(), actorRole, reason };
}

export function rowView(
  project: ProjectRecord,
  about: {
    readonly lead: OrganisationCard | undefined;
    readonly place: PlaceView | undefined;
    readonly saved: SavedSections;
  },
): ProjectRowView {
  return {
    id: project.id,
    slug: project.slug,
    title: project.title,
    state: project.state,
    leadName: about.lead?.name ?? '',
    placeName: about.place?.name ?? '',
    district: about.place?.district ?? null,
    dueAt: project.state === 'submitted' ? (project.reviewDueAt?.toISOString() ?? null) : null,
    sectionsDone: PROJECT_SECTIONS.filter((section) => statusOf(section, about.saved) === 'done')
      .length,
  };
}
