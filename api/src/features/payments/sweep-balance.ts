import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import {
  Operations,
  type OperationContext,
  type OperationKind,
  type OperationRef,
} from '../../platform/operations/operations.js';
import { defineJob, Jobs } from '../../platform/outbox/jobs.js';
import { noOlderThan } from '../../platform/stripe/page-window.js';
import { StripeGateway } from '../../platform/stripe/stripe.gateway.js';
import type { StripePayout } from '../../platform/stripe/stripe.types.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { BookPayouts } from './book-payouts.js';
import { StripeMirrorRepository } from './stripe-mirror.repository.js';
import { SweepsRepository } from './sweeps.repository.js';

const SWEEP = defineJob('payments.sweep-balance');
const CURRENCY = 'EUR';
/** Stripe pays out no less. */
const PAYOUT_MINOR_MIN = 100;

interface PayoutRequest {
  readonly sweepId: string;
  readonly amountMinor: number;
}

/** How much must stay at Stripe for a reason a higher feature knows. */
export type Reserve = (tx: Tx) => Promise<number>;

/**
 * Once a week client money leaves Stripe for the client-money account, well before Stripe's holding
 * limit (L5). Reading the balance and paying out are two operations: the amount is written down
 * between them, so that every attempt of the payout asks for the same.
 */
@Injectable()
export class SweepBalance {
  private readonly reserves: Reserve[] = [];
  private readonly readBalance: OperationKind<object, number>;
  private readonly createPayout: OperationKind<PayoutRequest, StripePayout>;

  constructor(
    private readonly sweeps: SweepsRepository,
    private readonly ledger: LedgerService,
    private readonly mirror: StripeMirrorRepository,
    private readonly book: BookPayouts,
    private readonly gateway: StripeGateway,
    private readonly operations: Operations,
    private readonly jobs: Jobs,
  ) {
    this.readBalance = {
      name: 'payments.read-balance',
      call: () => this.gateway.availableMinor(CURRENCY),
      apply: (tx, operation, available) => this.decide(tx, operation.subjectId, available),
      refused: (tx, operation, refusal) => this.giveUp(tx, operation, refusal),
    };
    this.createPayout = {
      name: 'payments.create-payout',
      call: (request, context) => this.send(request, context),
      ask: (request, context) => this.find(request, context),
      apply: (tx, operation, payout) => this.sent(tx, operation.subjectId, payout),
      refused: (tx, operation, refusal) => this.giveUp(tx, operation, refusal),
    };
    this.operations.register(this.readBalance);
    this.operations.register(this.createPayout);
    this.jobs.on(SWEEP, (tx, sweepId) => this.start(tx, sweepId));
  }

  /** Money somebody may still have back stays where refunds are paid from. */
  addReserve(reserve: Reserve): void {
    this.reserves.push(reserve);
  }

  /** What lies at Stripe and is neither owed to donors nor kept back for a reason. */
  async freeMinor(tx: Tx): Promise<number> {
    const [atStripe = 0, payable = 0] = await this.ledger.balances(tx, [
      { code: '1010' },
      { code: '2130' },
    ]);
    let free = atStripe - payable;
    for (const reserve of this.reserves) free -= await reserve(tx);
    return free;
  }

  /** Makes sure that the money now at Stripe will be fetched next Monday. */
  async plan(tx: Tx): Promise<void> {
    const sweep = await this.sweeps.planNext(tx);
    if (sweep !== null) await this.jobs.schedule(tx, SWEEP, sweep.id, sweep.dueAt);
  }

  private async start(tx: Tx, sweepId: string): Promise<void> {
    const sweep = await this.sweeps.getForUpdate(tx, sweepId);
    if (sweep?.state !== 'planned') return;
    await this.sweeps.mark(tx, sweepId, { state: 'asked' });
    await this.operations.request(tx, this.readBalance, { subjectId: sweepId, request: {} });
  }

  /** Only client money moves; tips stay where the fees are taken from. */
  private async decide(tx: Tx, sweepId: string, availableMinor: number): Promise<void> {
    const [atStripe = 0] = await this.ledger.balances(tx, [{ code: '1010' }]);
    const due = await this.ledger.clientMoneyNotAtBank(tx);
    const amountMinor = Math.min(availableMinor, await this.freeMinor(tx), due);
    if (atStripe > 0) await this.plan(tx);
    if (amountMinor < PAYOUT_MINOR_MIN) {
      await this.sweeps.mark(tx, sweepId, { state: 'nothing' });
      return;
    }
    await this.sweeps.mark(tx, sweepId, { state: 'asked', amountMinor });
    const request = { sweepId, amountMinor };
    await this.operations.request(tx, this.createPayout, { subjectId: sweepId, request });
  }

  private send({ sweepId, amountMinor }: PayoutRequest, { key, operationId }: OperationContext) {
    const metadata = { sweep_id: sweepId, operation_id: operationId };
    return this.gateway.createPayout({ amountMinor, currency: CURRENCY, metadata }, key);
  }

  private find(
    { sweepId }: PayoutRequest,
    { sentSince }: OperationContext,
  ): Promise<StripePayout | null> {
    return this.gateway.findPayout(
      { from: noOlderThan(sentSince) },
      ({ metadata }) => metadata.sweep_id === sweepId,
    );
  }

  private async sent(tx: Tx, sweepId: string, payout: StripePayout): Promise<void> {
    await this.mirror.keep(tx, [payout], new Date());
    await this.sweeps.mark(tx, sweepId, { state: 'sent', payoutId: payout.id });
    await this.book.bookStatus(tx, [payout.id]);
  }

  private async giveUp(
    tx: Tx,
    { subjectId }: OperationRef,
    refusal: { code: string; message: string },
  ): Promise<void> {
    await this.sweeps.mark(tx, subjectId, { state: 'refused', note: refusal.code });
    await this.plan(tx);
  }
}
