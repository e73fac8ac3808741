import type { FilePurpose } from '@vatra/shared/files/files.views';
import type { SavedSections } from './project.record.js';

interface FilesFor {
  readonly purpose: FilePurpose;
  readonly fileIds: readonly string[];
}

/** The files the sections name, by what they must be. */
export function sectionFiles({ photos, polls, owner, budget }: SavedSections): FilesFor[] {
  const quotes = (budget?.tiers ?? []).flatMap(({ lines }) =>
    lines.flatMap(({ quoteFileIds }) => quoteFileIds),
  );
  return [
    { purpose: 'photo', fileIds: unique((photos?.photos ?? []).map(({ fileId }) => fileId)) },
    { purpose: 'poll', fileIds: unique((polls?.polls ?? []).map(({ fileId }) => fileId)) },
    {
      purpose: 'document',
      fileIds: unique([...quotes, ...(owner ? [owner.landProofFileId] : [])]),
    },
  ];
}

/** What is shown to everybody once the project is public. */
export function publicFiles({ photos, polls }: SavedSections): string[] {
  return sectionFiles({ ...(photos && { photos }), ...(polls && { polls }) }).flatMap(
    ({ fileIds }) => [...fileIds],
  );
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
