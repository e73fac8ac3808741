import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ProjectsService } from '../../projects/projects.service.js';

/** Where money of a project can lie before it belongs to somebody else. */
const FUNDS = ['2100', '2110', '2140'];

/** A cancelled project is over when nothing of its money is left with it. */
@Injectable()
export class WindUp {
  constructor(
    private readonly projects: ProjectsService,
    private readonly contributions: ContributionsService,
    private readonly ledger: LedgerService,
  ) {}

  /** After a share-out, and after a dispute that held money up beyond it. Safe to call again. */
  async whenNothingIsLeft(tx: Tx, projectId: string): Promise<void> {
    const { state } = await this.projects.get(tx, projectId);
    if (state !== 'cancelled') return;
    if ((await this.contributions.askedOf(tx, projectId)) !== null) return;
    const accounts = FUNDS.map((code) => ({ code, subjectId: projectId }));
    const balances = await this.ledger.balances(tx, accounts);
    if (balances.every((minor) => minor === 0)) {
      await this.projects.markWoundUp(tx, projectId, SYSTEM);
    }
  }
}
