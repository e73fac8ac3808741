import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { TranchesRepository, type TrancheRow } from '../tranches/tranches.repository.js';
import { TransfersRepository } from '../transfers/transfers.repository.js';

const BEING_MADE = ['prepared', 'approved'];
const UNPAID = ['planned', 'conditions_met', 'on_hold', 'failed', ...BEING_MADE];

/** The part of a grant that is still to be paid, and the money there is for it. */
@Injectable()
export class UnpaidGrant {
  constructor(
    private readonly tranchesOf: TranchesRepository,
    private readonly transfers: TransfersRepository,
    private readonly ledger: LedgerService,
    private readonly contributions: ContributionsService,
  ) {}

  /** What Stripe was asked to send has left the funds already. */
  async tranches(tx: Tx, projectId: string): Promise<TrancheRow[]> {
    const unpaid: TrancheRow[] = [];
    for (const tranche of await this.tranchesOf.listOf(tx, projectId)) {
      if (!UNPAID.includes(tranche.state)) continue;
      if (!(await this.transfers.isAsked(tx, projectId, tranche.id))) unpaid.push(tranche);
    }
    return unpaid;
  }

  /** What rests in disputes may come back: it counts until it is lost. */
  async leftMinor(tx: Tx, projectId: string): Promise<number> {
    const funds = ['2100', '2110'].map((code) => ({ code, subjectId: projectId }));
    const [giftsMinor = 0, matchingMinor = 0] = await this.ledger.balances(tx, funds);
    const restingMinor = await this.contributions.restingMinor(tx, projectId);
    return giftsMinor + matchingMinor + restingMinor;
  }
}

/** Somebody has signed for its amount, or is about to. */
export function isBeingMade({ state }: Pick<TrancheRow, 'state'>): boolean {
  return BEING_MADE.includes(state);
}

export function sumOf(tranches: readonly Pick<TrancheRow, 'amountMinor'>[]): number {
  return tranches.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
