import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { LedgerService, type AccountRef } from '../ledger/ledger.service.js';
import { PaymentsService } from '../payments/payments.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { heldOf, type ContributionRecord } from './contribution.record.js';
import { PaymentMismatch } from './contributions.errors.js';
import { ContributionsRepository } from './contributions.repository.js';
import { GiftMoneyRepository } from './gift-money.repository.js';
import { ProjectPool } from './project-pool.js';

/** What the provider tells of a charge, brought to the contribution whose money it is about. */
export interface Paid {
  readonly paid: ContributionRecord;
  /** Itself, or the contribution its donor moved it to (R50). */
  readonly holder: ContributionRecord;
}

/** Where the money of a gift lies now, and how much of it is still there. */
@Injectable()
export class GiftMoney {
  constructor(
    private readonly money: GiftMoneyRepository,
    private readonly contributions: ContributionsRepository,
    private readonly payments: PaymentsService,
    private readonly projects: ProjectsService,
    private readonly ledger: LedgerService,
    private readonly pool: ProjectPool,
  ) {}

  /**
   * Locked; null as long as the charge is not booked: it is read again, and tells of this then.
   *
   * @throws PaymentMismatch when the charge was never for a gift
   */
  async behind(
    tx: Tx,
    chargeId: string,
    what: { kind: 'refund' | 'dispute'; id: string },
  ): Promise<Paid | null> {
    const paidId = await this.money.paidBy(tx, chargeId);
    if (paidId === null) {
      const known = await this.payments.chargeKnown(tx, chargeId);
      if (known?.isGift === false) throw new PaymentMismatch(what.kind, what.id);
      await this.payments.askAgain(tx, 'charge', chargeId);
      return null;
    }
    const paid = await this.contributions.findForUpdate(tx, paidId);
    if (paid === null || paid.settled === null) return null;
    const movedId = await this.money.movedTo(tx, paidId);
    const moved = movedId === null ? null : await this.contributions.findForUpdate(tx, movedId);
    return { paid, holder: moved ?? paid };
  }

  async accountOf(tx: Tx, { settled, projectId }: ContributionRecord): Promise<AccountRef> {
    const code = settled?.fund ?? '2100';
    if (code !== '2150') return { code, subjectId: projectId };
    const { placeId } = await this.projects.get(tx, projectId);
    return { code, subjectId: placeId };
  }

  /** What of the gift has been neither paid out nor spent (ruling 14). */
  async heldOf(tx: Tx, contribution: ContributionRecord): Promise<number> {
    const { settled } = contribution;
    if (settled === null) return 0;
    if (settled.fund === '2100') return this.pool.heldOf(tx, contribution);
    const balanceMinor = await this.ledger.balance(tx, await this.accountOf(tx, contribution));
    return Math.max(0, Math.min(heldOf(settled), balanceMinor));
  }
}
