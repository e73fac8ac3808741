import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { isIban } from '../../../platform/bank/iban.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { PaymentsService } from '../../payments/payments.service.js';
import type { ContributionRecord } from '../contribution.record.js';
import { ACCOUNT_ASKED } from '../contributions.events.js';
import { DonorsRepository } from '../donors.repository.js';
import { TransfersRepository } from '../transfers/transfers.repository.js';
import { ClaimsRepository } from './claims.repository.js';
import { GiveAccount } from './give-account.js';
import { KeepClaims } from './keep-claims.js';

/** What a bank takes as the name of a payee. */
const HOLDER_MIN = 3;
const HOLDER_MAX = 70;

/**
 * A refund of money that came past the provider goes by the bank (ruling 26): a transfer back to the
 * account it came from. Where none is known, as with cash, its donor is asked for one.
 */
@Injectable()
export class OweByBank {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly keeping: KeepClaims,
    private readonly giving: GiveAccount,
    private readonly transfers: TransfersRepository,
    private readonly donors: DonorsRepository,
    private readonly payments: PaymentsService,
    private readonly events: Events,
  ) {
    // What the bank pays need not stay at Stripe, where all that is payable is kept else.
    payments.registerReserve(async (tx) => -(await this.claims.owedByBankMinor(tx)));
  }

  /** Within the transaction of the decision, with the contribution's row locked. */
  async run(
    tx: Tx,
    contribution: ContributionRecord,
    { refundId, amountMinor }: { readonly refundId: string; readonly amountMinor: number },
  ): Promise<void> {
    await this.keeping.open(tx, contribution, { id: refundId, amountMinor, owedIn: '2130' });
    const sender = await this.senderOf(tx, contribution);
    const { id: contributionId, campaignId, projectId } = contribution;
    if (sender !== null) {
      await this.giving.run(tx, contributionId, { refundId, ...sender }, SYSTEM);
      return;
    }
    const fact = { contributionId, campaignId, projectId, refundId, amountMinor };
    await this.events.publish(tx, ACCOUNT_ASKED, fact);
  }

  /** Null when the bank told no account, or nobody to whom it belongs. */
  private async senderOf(
    tx: Tx,
    { id, originId }: ContributionRecord,
  ): Promise<{ iban: string; holder: string } | null> {
    // A gift that moved was paid where it came from.
    const paidId = originId ?? id;
    const lineId = (await this.transfers.listOf(tx, [paidId])).get(paidId)?.bankLineId ?? null;
    const sender = lineId === null ? null : await this.payments.counterpartyOf(tx, lineId);
    if (sender === null || !isIban(sender.iban)) return null;
    const name = sender.name ?? (await this.donors.get(tx, paidId)).donorName ?? '';
    const holder = name.trim().slice(0, HOLDER_MAX);
    return holder.length < HOLDER_MIN ? null : { iban: sender.iban, holder };
  }
}
