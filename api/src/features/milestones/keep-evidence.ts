import { Injectable } from '@nestjs/common';
import type { EvidencePhotoDto, OtherEvidenceDto } from '@vatra/shared/milestones/milestones.dto';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { FilesService } from '../files/files.service.js';
import { EvidenceRepository, type EvidenceRow } from './evidence.repository.js';
import { FindRepeats } from './find-repeats.js';
import type { VerificationRow } from './verifications.repository.js';
import { VerificationsRepository } from './verifications.repository.js';
import { AnswersRefused } from './milestones.errors.js';

interface Shown {
  readonly milestoneId: string;
  readonly attempt: number;
  readonly photos: readonly EvidencePhotoDto[];
  readonly papers: readonly OtherEvidenceDto[];
}

/** Pictures and papers of a report, and the verifier's own: whose they are, and whether they are new. */
@Injectable()
export class KeepEvidence {
  constructor(
    private readonly evidence: EvidenceRepository,
    private readonly verifications: VerificationsRepository,
    private readonly files: FilesService,
    private readonly repeats: FindRepeats,
  ) {}

  async keep(tx: Tx, actor: Actor, shown: Shown): Promise<void> {
    const { milestoneId, attempt, photos, papers } = shown;
    const uploadedBy = actor.personId;
    const photoIds = photos.map(({ fileId }) => fileId);
    const paperIds = papers.map(({ fileId }) => fileId);
    await this.files.requireUsable(tx, photoIds, { purpose: 'photo', uploadedBy });
    await this.files.requireUsable(tx, paperIds, { purpose: 'document', uploadedBy });
    const items = eachFileOnce([
      ...photos.map((photo) => ({ ...photo, kind: 'photo' as const })),
      ...papers.map((paper) => ({ ...paper, alt: null })),
    ]);
    const views = await this.files.viewsOf(tx, [...photoIds, ...paperIds]);
    const repeats = await this.repeats.of(tx, photoIds);
    const rows = items.map(({ fileId, kind, alt }, position): EvidenceRow => {
      const sha256 = views.get(fileId)?.sha256 ?? '';
      const repeatsFileId = repeats.get(fileId) ?? null;
      return { milestoneId, attempt, fileId, kind, position, alt, sha256, repeatsFileId };
    });
    await this.evidence.add(tx, rows);
    await this.files.publish(tx, [...photoIds, ...paperIds]);
  }

  /**
   * R67: the verifier's own pictures, not those of the report and not somebody else's.
   *
   * @throws AnswersRefused
   */
  async keepOwnPhotos(
    tx: Tx,
    actor: Actor,
    verification: VerificationRow,
    photoIds: readonly string[],
  ): Promise<void> {
    const ids = [...new Set(photoIds)];
    await this.files.requireUsable(tx, ids, { purpose: 'photo', uploadedBy: actor.personId });
    const views = await this.files.viewsOf(tx, ids);
    const rows = ids.map((fileId, position) => ({
      verificationId: verification.id,
      position,
      fileId,
      sha256: views.get(fileId)?.sha256 ?? '',
    }));
    // Alike is allowed: two people may stand in the same spot. The same bytes are not.
    const hashes = rows.map(({ sha256 }) => sha256);
    if (await this.evidence.wasShown(tx, hashes)) {
      throw new AnswersRefused('milestones.photo-not-own', '/photoIds');
    }
    await this.verifications.addPhotos(tx, rows);
    await this.files.publish(tx, ids);
  }
}

function eachFileOnce<Item extends { readonly fileId: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.fileId, item])).values()];
}
