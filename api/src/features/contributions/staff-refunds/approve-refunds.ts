import { Injectable } from '@nestjs/common';
import type { ApproveRefundsDto } from '@vatra/shared/contributions/refund-batches.dto';
import type { Actor } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import type { ContributionRecord } from '../contribution.record.js';
import { ContributionsRepository } from '../contributions.repository.js';
import type { BatchItem, BatchRecord } from './batch.record.js';
import { BatchesRepository } from './batches.repository.js';
import { CarryOutRefunds } from './carry-out-refunds.js';
import { KeepDistance } from './keep-distance.js';
import {
  ApprovedAlready,
  BatchClosed,
  BatchMissing,
  PreparedByYou,
  RefundsChanged,
} from './staff-refunds.errors.js';

/** The checker's step (ruling 37): somebody else, with a fresh code, approves what was prepared. */
@Injectable()
export class ApproveRefunds {
  constructor(
    private readonly batches: BatchesRepository,
    private readonly contributions: ContributionsRepository,
    private readonly carrying: CarryOutRefunds,
    private readonly distance: KeepDistance,
    private readonly accounts: AccountsService,
  ) {}

  /**
   * With the last approval needed every refund of the batch is decided, each a row with its own key.
   *
   * @throws BatchMissing, BatchClosed, PreparedByYou, ApprovedAlready, RefundsChanged, NoDistance, and
   *   what is wrong with the code
   */
  async approve(tx: Tx, actor: Actor, id: string, dto: ApproveRefundsDto): Promise<void> {
    const batch = await this.lock(tx, id);
    if (batch.preparedBy === actor.personId) throw new PreparedByYou();
    const items = (await this.batches.itemsOf(tx, [id])).get(id) ?? [];
    const gifts = await this.giftsOf(tx, items);
    for (const gift of gifts.values()) await this.distance.require(tx, gift, actor);
    if (dto.contentHash !== batch.contentHash) throw new RefundsChanged('');
    const before = (await this.batches.approvalsOf(tx, [id])).get(id) ?? [];
    const personId = actor.personId ?? '';
    if (before.includes(personId)) throw new ApprovedAlready();
    const isLast = before.length + 1 >= batch.approvalsNeeded;
    const now = isLast ? await this.carrying.compare(tx, items, gifts) : null;
    // Last, so that a refused approval does not use up the code.
    await this.accounts.verifySecondFactor(tx, personId, dto.code);
    await this.batches.addApproval(tx, { batchId: id, personId, contentHash: batch.contentHash });
    if (now !== null) await this.carrying.carryOut(tx, actor, id, now);
  }

  /** @throws BatchMissing, BatchClosed */
  async cancel(tx: Tx, actor: Actor, id: string, reason: string): Promise<void> {
    await this.lock(tx, id);
    await this.batches.setClosed(tx, id, reason);
    const move = { machine: 'refund_batch', id, from: 'prepared', to: 'cancelled' } as const;
    await moveState(tx, { ...move, actor, reason });
  }

  private async lock(tx: Tx, id: string): Promise<BatchRecord> {
    const batch = await this.batches.findForUpdate(tx, id);
    if (batch === null) throw new BatchMissing();
    if (batch.state !== 'prepared') throw new BatchClosed(batch.state);
    return batch;
  }

  private async giftsOf(
    tx: Tx,
    items: readonly BatchItem[],
  ): Promise<Map<string, ContributionRecord>> {
    const rows = await this.contributions.lockMany(
      tx,
      items.map(({ contributionId }) => contributionId),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
