import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { ContributionsRepository } from './contributions.repository.js';

/** How much of what donors brought a project has not been paid out: `heldMinor` of `creditedMinor`. */
export interface UndisbursedPart {
  readonly heldMinor: number;
  readonly creditedMinor: number;
}

/** L9 takes money out for a tranche, L9 and L21 bring it back. */
const TRANCHES = ['L9', 'L21'];

/**
 * Tranches are drawn from all gifts together: each gift of a project is disbursed in the same
 * proportion (ruling 14). Nobody's money was paid out before somebody else's.
 */
@Injectable()
export class ProjectPool {
  constructor(
    private readonly ledger: LedgerService,
    private readonly contributions: ContributionsRepository,
  ) {}

  async of(tx: Tx, projectId: string): Promise<UndisbursedPart> {
    const account = { code: '2100', subjectId: projectId };
    const heldMinor = await this.ledger.balance(tx, account);
    const paidOutMinor = await this.ledger.paidOutBy(tx, account, TRANCHES);
    // Those who left with what was left of their gifts have no part in what the others hold (R78).
    const goneMinor = await this.contributions.spentOf(tx, projectId);
    return { heldMinor, creditedMinor: heldMinor + paidOutMinor - goneMinor };
  }
}
