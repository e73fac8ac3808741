import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids/ids.js';
import { FilesService } from '../../files/files.service.js';
import { ContributionInvalid } from '../contributions.errors.js';
import { readSanctionCsv, SanctionListInvalid } from './sanction-csv.policy.js';
import { SanctionListsRepository } from './sanction-lists.repository.js';
import type { SanctionName } from './giver-check.record.js';

/** R43: finance brings the list that is published; nothing is asked of anybody outside. */
@Injectable()
export class ImportSanctions {
  constructor(
    private readonly database: Database,
    private readonly lists: SanctionListsRepository,
    private readonly files: FilesService,
    private readonly clock: Clock,
  ) {}

  /** @throws ContributionInvalid, FileNotUsable */
  async run(actor: Actor, fileId: string): Promise<void> {
    const importedBy = actor.personId ?? '';
    const content = await this.database.inTransaction(async (tx) => {
      const own = { purpose: 'sanction-list', uploadedBy: importedBy } as const;
      await this.files.requireUsable(tx, [fileId], own);
      return this.files.originalOf(tx, fileId);
    });
    const names = read(content.toString('utf8'));
    await this.database.inTransaction(async (tx) => {
      const list = { id: newId(), fileId, importedBy, importedAt: await this.clock.now(tx) };
      await this.lists.replace(tx, list, names);
    });
  }
}

/** @throws ContributionInvalid */
function read(text: string): SanctionName[] {
  try {
    return readSanctionCsv(text);
  } catch (error) {
    if (!(error instanceof SanctionListInvalid)) throw error;
    throw new ContributionInvalid('contributions.sanction-list-unreadable', '/fileId');
  }
}
