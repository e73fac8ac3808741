import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { LedgerService, type Posting } from '../ledger/ledger.service.js';
import { StripeAppliers } from './stripe-appliers.js';
import { SweepBalance } from './sweep-balance.js';
import { SweepsRepository, type PayoutRow } from './sweeps.repository.js';

const AT_PROVIDER = { code: '1010' };
/** Gone from the bank to Stripe, and not yet shown there. */
const TO_STRIPE = { code: '1070' };

/**
 * L5 the other way: money from our bank is on Stripe's balance when Stripe says so, whoever set it
 * going and whether or not the bank has shown it yet.
 */
@Injectable()
export class BookTopUps {
  constructor(
    private readonly ledger: LedgerService,
    private readonly sweeps: SweepsRepository,
    private readonly sweep: SweepBalance,
    appliers: StripeAppliers,
  ) {
    appliers.add('topup', async (tx, topUps) => {
      const ids = topUps.map(({ id }) => id);
      for (const row of await this.sweeps.topUpsForUpdate(tx, ids)) await this.book(tx, row);
    });
  }

  private async book(tx: Tx, topUp: PayoutRow): Promise<void> {
    if (topUp.status !== 'succeeded' && topUp.status !== 'reversed') return;
    await this.postOnce(tx, arrived(topUp));
    if (topUp.status === 'reversed') await this.postOnce(tx, takenBack(topUp));
    // What no payment needs after all is fetched again.
    await this.sweep.plan(tx);
  }

  private async postOnce(tx: Tx, posting: Posting): Promise<void> {
    if ((await this.ledger.findPosted(tx, posting.purposeKey)) === null) {
      await this.ledger.post(tx, posting);
    }
  }
}

function arrived({ id, bookId, amountMinor }: PayoutRow): Posting {
  return {
    kind: 'L5',
    purposeKey: `L5:top-up:${id}`,
    subject: { kind: 'stripe_top_up', id: bookId },
    lines: [
      { account: AT_PROVIDER, debitMinor: amountMinor },
      { account: TO_STRIPE, creditMinor: amountMinor },
    ],
  };
}

/** Stripe has sent it back to the bank after all. */
function takenBack({ id, bookId, amountMinor }: PayoutRow): Posting {
  return {
    kind: 'L5',
    purposeKey: `L5:top-up-reversed:${id}`,
    subject: { kind: 'stripe_top_up', id: bookId },
    lines: [
      { account: TO_STRIPE, debitMinor: amountMinor },
      { account: AT_PROVIDER, creditMinor: amountMinor },
    ],
  };
}
