import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ProjectsService } from '../../projects/projects.service.js';

/** Where money of a project can lie before it belongs to somebody else. */
const FUNDS = ['2100', '2110', '2140'];

/** A cancelled project is over when nothing of its money is left with it. */
@Injectable()
export class WindUp {
  constructor(
    private readonly projects: ProjectsService,
    private readonly ledger: LedgerService,
  ) {}

  /** Safe to call again. */
  async whenSharedOut(tx: Tx, projectId: string): Promise<void> {
    const { state } = await this.projects.get(tx, projectId);
    if (state !== 'cancelled') return;
    const accounts = FUNDS.map((code) => ({ code, subjectId: projectId }));
    const balances = await this.ledger.balances(tx, accounts);
    if (balances.every((minor) => minor === 0)) {
      await this.projects.markWoundUp(tx, projectId, SYSTEM);
    }
  }
}
