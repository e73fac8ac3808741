import { Injectable } from '@nestjs/common';
import type { TrancheHold } from '@vatra/shared/disbursements/tranche-holds';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { SEND_TRANSFER_AGAIN } from '../disbursements.jobs.js';
import { KeepStanding } from '../stripe-accounts/keep-standing.js';
import { OrderRefill } from '../refills/order-refill.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { OpenTranche } from '../tranches/open-tranche.js';
import { BALANCE_SHORT, PAYEE_NOT_ABLE, ReserveTransfer } from './reserve-transfer.js';
import { TransfersRepository, type TransferRow } from './transfers.repository.js';
import { hoursUntilNextTry } from './try-again.policy.js';

const MS_PER_HOUR = 3_600_000;
/** Money on its way from the bank wakes what waits for it; this is for news that was lost. */
const HOURS_ON_THE_WAY = 24;
const NOT_ENOUGH: readonly string[] = [BALANCE_SHORT, 'stripe.balance_insufficient'];
/** What the tranche itself lacks; every other no is about the account. */
const OF_TRANCHE: readonly string[] = ['content-changed', 'money-not-held'];

/** Nothing was sent: what was set aside goes back, and the payment waits or is held. */
@Injectable()
export class RestTransfer {
  constructor(
    private readonly opener: OpenTranche,
    private readonly transfers: TransfersRepository,
    private readonly reserving: ReserveTransfer,
    private readonly standing: KeepStanding,
    private readonly checks: CheckTranches,
    private readonly refills: OrderRefill,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  async rest(tx: Tx, { id, trancheId, projectId }: TransferRow, code: string): Promise<void> {
    const { tranche } = await this.opener.forUpdate(tx, trancheId);
    const row = await this.transfers.find(tx, id);
    if (row === null || row.step === 'made') return;
    await this.reserving.release(tx, row, code);
    if (NOT_ENOUGH.includes(code)) return this.wait(tx, row);
    await this.transfers.setResting(tx, id, { step: 'refused', reason: code });
    const reason = OF_TRANCHE.includes(code) ? (code as TrancheHold) : PAYEE_NOT_ABLE;
    if (tranche.state === 'approved' && tranche.attempt === row.attempt) {
      await this.checks.hold(tx, tranche, reason);
    }
    if (reason === PAYEE_NOT_ABLE) await this.standing.doubt(tx, row.accountId, code);
    await this.checks.check(tx, projectId);
  }

  /** What was approved stays approved: what is missing at Stripe is sent there from the bank. */
  private async wait(tx: Tx, row: TransferRow): Promise<void> {
    await this.transfers.setResting(tx, row.id, { step: 'waiting', reason: 'balance' });
    const isOnTheWay = await this.refills.whenShort(tx);
    const hours = isOnTheWay ? HOURS_ON_THE_WAY : hoursUntilNextTry(row.tries);
    const at = new Date((await this.clock.now(tx)).getTime() + hours * MS_PER_HOUR);
    await this.jobs.schedule(tx, SEND_TRANSFER_AGAIN, row.id, at);
  }
}
