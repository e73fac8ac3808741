import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { FinishRefund } from '../refunds/finish-refund.js';
import { RefundsRepository } from '../refunds/refunds.repository.js';
import { SendRefund } from '../refunds/send-refund.js';

/**
 * A refund was decided and the donor's bank was faster: the provider sends nothing back while the bank
 * claims the payment. It must reach the donor once, by the refund or by the bank.
 */
@Injectable()
export class UnsentRefunds {
  constructor(
    private readonly refunds: RefundsRepository,
    private readonly sending: SendRefund,
    private readonly finishing: FinishRefund,
  ) {}

  /** What is owed for the payment and was not asked for, in euro cents. */
  async owedMinor(tx: Tx, chargeId: string | null): Promise<number> {
    const unsent = await this.of(tx, chargeId);
    return unsent.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  }

  /** The dispute is over and the donor is still owed: the provider is asked again. */
  async resume(tx: Tx, chargeId: string | null): Promise<void> {
    for (const { id, heldAt } of await this.of(tx, chargeId)) {
      if (heldAt !== null) await this.sending.resume(tx, id);
    }
  }

  /** The dispute was lost, and its entry has settled what was owed. */
  async close(tx: Tx, chargeId: string | null, disputeId: string): Promise<void> {
    for (const { id } of await this.of(tx, chargeId)) {
      await this.finishing.lostIn(tx, id, disputeId);
    }
  }

  private of(tx: Tx, chargeId: string | null) {
    return chargeId === null ? [] : this.refunds.unsentOfCharge(tx, chargeId);
  }
}
