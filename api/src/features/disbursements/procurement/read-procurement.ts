import { Injectable } from '@nestjs/common';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import type { Tx } from '../../../platform/database/tx.js';
import { FilesService } from '../../files/files.service.js';
import { MilestonesService } from '../../milestones/milestones.service.js';
import { MinutesRepository } from './minutes.repository.js';
import { SuppliersRepository } from './suppliers.repository.js';

/** R74: whose choice was shown, and whose was not; R57: who they are. */
@Injectable()
export class ReadProcurement {
  constructor(
    private readonly minutes: MinutesRepository,
    private readonly suppliers: SuppliersRepository,
    private readonly milestones: MilestonesService,
    private readonly files: FilesService,
  ) {}

  async of(
    tx: Tx,
    projectId: string,
  ): Promise<
    Pick<AgreementView, 'minutes' | 'suppliersWithoutMinutes' | 'suppliersWithoutNumber'>
  > {
    const rows = await this.minutes.listOf(tx, projectId);
    const numbers = await this.suppliers.numbersOf(tx, projectId);
    const invoiced = await this.milestones.suppliersOf(tx, projectId);
    const chosen = rows.map(({ supplierKey: key, supplier: name }) => ({ key, name }));
    const unnumbered = [...chosen, ...invoiced].filter(({ key }) => !numbers.has(key));
    return {
      minutes: rows.map(({ supplier, supplierKey, bidders, decidedOn, fileId }) => ({
        ...{ supplier, bidders, decidedOn },
        registerNumber: numbers.get(supplierKey) ?? null,
        filePath: this.files.pathOf(fileId),
      })),
      suppliersWithoutMinutes: await this.suppliersWithout(tx, projectId),
      suppliersWithoutNumber: [...new Map(unnumbered.map(({ key, name }) => [key, name])).values()],
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
