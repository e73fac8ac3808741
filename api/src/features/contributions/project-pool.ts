import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { LedgerService } from '../ledger/ledger.service.js';
import type { ContributionRecord } from './contribution.record.js';
import { GiftMoneyRepository } from './gift-money.repository.js';
import { sharesOf } from './share-outs/share-out.policy.js';

/**
 * Tranches are drawn from all gifts together: each gift of a project is disbursed in the same
 * proportion (ruling 14). Nobody's money was paid out before somebody else's.
 */
@Injectable()
export class ProjectPool {
  constructor(
    private readonly ledger: LedgerService,
    private readonly money: GiftMoneyRepository,
  ) {}

  /** What is still held of one gift. Of several, ask for `heldOfEach` once. */
  async heldOf(
    tx: Tx,
    { id, projectId }: Pick<ContributionRecord, 'id' | 'projectId'>,
  ): Promise<number> {
    return (await this.heldOfEach(tx, projectId)).get(id) ?? 0;
  }

  /**
   * By gift, what it would have back were all shared out now (R81): the same cents as then, so that
   * all of it together is what the project holds. Gifts that have nothing any more are left out.
   */
  async heldOfEach(tx: Tx, projectId: string): Promise<Map<string, number>> {
    const heldMinor = await this.ledger.balance(tx, { code: '2100', subjectId: projectId });
    const shares = sharesOf(heldMinor, await this.money.poolOf(tx, projectId));
    return new Map(shares.map(({ id, shareMinor }) => [id, shareMinor]));
  }
}
