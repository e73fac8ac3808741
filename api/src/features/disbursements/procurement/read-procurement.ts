import { Injectable } from '@nestjs/common';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import type { Tx } from '../../../platform/database/tx.js';
import { FilesService } from '../../files/files.service.js';
import { MilestonesService } from '../../milestones/milestones.service.js';
import { MinutesRepository } from './minutes.repository.js';

/** R74: whose choice was shown, and whose was not. */
@Injectable()
export class ReadProcurement {
  constructor(
    private readonly minutes: MinutesRepository,
    private readonly milestones: MilestonesService,
    private readonly files: FilesService,
  ) {}

  async of(
    tx: Tx,
    projectId: string,
  ): Promise<Pick<AgreementView, 'minutes' | 'suppliersWithoutMinutes'>> {
    const rows = await this.minutes.listOf(tx, projectId);
    return {
      minutes: rows.map(({ supplier, bidders, decidedOn, fileId }) => ({
        ...{ supplier, bidders, decidedOn },
        filePath: this.files.pathOf(fileId),
      })),
      suppliersWithoutMinutes: await this.suppliersWithout(tx, projectId),
    };
  }

  /** Names of those who sent invoices and are named by no minutes. */
  async suppliersWithout(tx: Tx, projectId: string): Promise<string[]> {
    const suppliers = await this.milestones.suppliersOf(tx, projectId);
    const keys = suppliers.map(({ key }) => key);
    const named = await this.minutes.named(tx, projectId, keys);
    return suppliers.filter(({ key }) => !named.has(key)).map(({ name }) => name);
  }
}
