import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { LedgerService } from '../ledger/ledger.service.js';
import type { ContributionRecord } from './contribution.record.js';
import { GiftMoneyRepository } from './gift-money.repository.js';
import { sharesOf } from './share-outs/share-out.policy.js';

/** Before every id: of two with the same claim on a cent it is the gift in question that has it. */
const ITSELF = '';

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

  /** What is still held of one gift: the same as it would have back, were all shared out now (R81). */
  async heldOf(
    tx: Tx,
    { id, projectId }: Pick<ContributionRecord, 'id' | 'projectId'>,
  ): Promise<number> {
    const heldMinor = await this.ledger.balance(tx, { code: '2100', subjectId: projectId });
    const parts = await this.money.poolAround(tx, projectId, id);
    const named = parts.map((part) => (part.id === id ? { ...part, id: ITSELF } : part));
    const share = sharesOf(heldMinor, named).find((part) => part.id === ITSELF);
    return Math.max(0, Math.min(share?.shareMinor ?? 0, heldMinor));
  }
}
