import { Injectable } from '@nestjs/common';
import type { Localized } from '@vatra/shared/localized.dto';
import type { PhotoView } from '@vatra/shared/projects/projects.views';
import type { Tx } from '../../platform/database/tx.js';
import { FilesService } from '../files/files.service.js';
import { photoViews } from './project.presenter.js';
import type { SavedSections } from './project.record.js';
import { SectionsRepository, sectionsByProject } from './sections.repository.js';

export interface ProjectCover {
  readonly photo: PhotoView | null;
  /** What is wrong, short enough for a card. */
  readonly need: Localized | null;
}

/** A card shows two or three lines; the page has the rest. */
const NEED_MAX = 160;

/** The face of each project: one read of the sections for the whole list. */
@Injectable()
export class ProjectCovers {
  constructor(
    private readonly sections: SectionsRepository,
    private readonly files: FilesService,
  ) {}

  async of(tx: Tx, ids: readonly string[]): Promise<Map<string, ProjectCover>> {
    const saved = sectionsByProject(await this.sections.listOf(tx, ids, ['photos', 'need']));
    const fileIds = [...saved.values()].flatMap((one) => firstPhoto(one).map((it) => it.fileId));
    const files = await this.files.viewsOf(tx, fileIds);
    return new Map(
      [...saved].map(([id, one]) => [
        id,
        {
          photo: photoViews({ photos: firstPhoto(one) }, files)[0] ?? null,
          need: one.need === undefined ? null : shortened(one.need.problem),
        },
      ]),
    );
  }
}

function firstPhoto({ photos }: SavedSections) {
  return (photos?.photos ?? []).slice(0, 1);
}

function shortened({ ro, en }: Localized): Localized {
  return { ro: shortenedText(ro), en: shortenedText(en) };
}

/** Whole words only. */
export function shortenedText(text: string): string {
  if (text.length <= NEED_MAX) return text;
  const cut = text.slice(0, NEED_MAX);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).replace(/[\s,.;:]+$/, '')} …`;
}
