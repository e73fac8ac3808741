import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { FilesService } from '../files/files.service.js';
import { EvidenceRepository } from './evidence.repository.js';

/** R68: pictures that were shown before as evidence, byte for byte or scaled and saved again. */
@Injectable()
export class FindRepeats {
  constructor(
    private readonly files: FilesService,
    private readonly evidence: EvidenceRepository,
  ) {}

  /** The earlier file of each picture that is not new, by picture. */
  async of(tx: Tx, fileIds: readonly string[]): Promise<Map<string, string>> {
    const twins = await this.files.twinsOf(tx, fileIds);
    const candidates = new Map(fileIds.map((id) => [id, [id, ...(twins.get(id) ?? [])]]));
    const shown = await this.evidence.shownBefore(tx, [...candidates.values()].flat());
    const repeats = new Map<string, string>();
    for (const [id, likes] of candidates) {
      const earlier = likes.find((like) => shown.has(like));
      if (earlier !== undefined) repeats.set(id, earlier);
    }
    return repeats;
  }
}
