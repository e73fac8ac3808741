import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import { afterCommit, type Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Lanes } from '../../platform/queue/lanes.js';
import { StripeGateway } from '../../platform/stripe/stripe.gateway.js';
import { WebhookRejected } from '../../platform/stripe/stripe-webhooks.js';
import type {
  StripeObjectType,
  StripePayout,
  StripeDispute,
  StripeRefund,
} from '../../platform/stripe/stripe.types.js';
import type {
  Counterparty,
  FreshLine,
  ImportOutcome,
  KnownLine,
  LineMatch,
  LineMatcher,
  StatementLineNote,
} from './bank/bank-lines.js';
import { BookPayouts } from './book-payouts.js';
import { fateOf } from './event-rules.js';
import { ImportStatement } from './bank/import-statement.js';
import { InboxRepository } from './inbox.repository.js';
import { StripeAppliers, type Applier } from './stripe-appliers.js';
import { INBOX_LANE } from './stripe-inbox.js';
import { StripeMirrorRepository } from './stripe-mirror.repository.js';
import { SweepBalance, type Reserve } from './sweep-balance.js';

export type {
  Counterparty,
  ImportOutcome,
  KeptLine,
  KnownLine,
  LineMatch,
  LineMatcher,
} from './bank/bank-lines.js';
export type { Applier } from './stripe-appliers.js';

/** What Stripe and the bank tell us, kept once; the features above apply it. */
@Injectable()
export class PaymentsService {
  constructor(
    private readonly database: Database,
    private readonly gateway: StripeGateway,
    private readonly inbox: InboxRepository,
    private readonly mirror: StripeMirrorRepository,
    private readonly appliers: StripeAppliers,
    private readonly statements: ImportStatement,
    private readonly sweep: SweepBalance,
    private readonly lanes: Lanes,
    book: BookPayouts,
  ) {
    this.statements.addMatcher(book);
    this.appliers.add('payout', (tx, payouts) => this.applyPayouts(tx, book, payouts));
  }

  /**
   * Verifies, keeps once, is done (law 5). The worker reads the object again and acts on it.
   *
   * @throws WebhookRejected
   */
  async receive(rawBody: Buffer, signature: string): Promise<void> {
    const { event, signedAt } = this.gateway.readEvent(rawBody, signature);
    const row = { event, fate: fateOf(event), source: 'webhook' as const };
    const outcome = await this.database.look((tx) => this.inbox.keepSigned(tx, row, signedAt));
    if (outcome === 'stale') throw new WebhookRejected('signed more than five minutes from now');
    if (outcome === 'kept' && row.fate === 'received') this.lanes.hint(INBOX_LANE);
  }

  /** Objects of the type are handed over as Stripe has them now, within the inbox's transaction. */
  registerApplier<Type extends StripeObjectType>(type: Type, applier: Applier<Type>): void {
    this.appliers.add(type, applier);
  }

  /** Matchers are asked in the order they registered; the first that knows a line has it. */
  registerLineMatcher(matcher: LineMatcher): void {
    this.statements.addMatcher(matcher);
  }

  /** Has an object read and applied again although no event told us to. */
  async askAgain(tx: Tx, type: StripeObjectType, id: string): Promise<void> {
    const event = {
      id: `ask_${newId()}`,
      type: `${type}.asked`,
      objectType: type,
      objectId: id,
      objectCreatedAt: null,
      apiVersion: null,
      createdAt: new Date(),
      livemode: this.gateway.livemode,
    };
    await this.inbox.keepAll(tx, [{ event, fate: 'received', source: 'resolver' }]);
    afterCommit(tx, () => {
      this.lanes.hint(INBOX_LANE);
    });
  }

  /** Client money has come to Stripe: it will be fetched with the next weekly sweep. */
  async planSweep(tx: Tx): Promise<void> {
    await this.sweep.plan(tx);
  }

  /** The sweep leaves this much at Stripe, because it may have to go back to donors from there. */
  registerReserve(reserve: Reserve): void {
    this.sweep.addReserve(reserve);
  }

  /** What may leave Stripe's balance for another purpose than refunds: less than nothing when they lack. */
  freeAtStripe(tx: Tx): Promise<number> {
    return this.sweep.freeMinor(tx);
  }

  /** Our copy of a refund, when its creator hears of it before any event does. */
  async keepRefund(tx: Tx, refund: StripeRefund): Promise<void> {
    await this.mirror.keep(tx, [refund], new Date());
  }

  /** As `keepRefund`, of a dispute we have answered. */
  async keepDispute(tx: Tx, dispute: StripeDispute): Promise<void> {
    await this.mirror.keep(tx, [dispute], new Date());
  }

  /** Whether the provider's charge has been read, and whether it named a gift. */
  chargeKnown(tx: Tx, chargeId: string): Promise<{ isGift: boolean } | null> {
    return this.mirror.chargeKnown(tx, chargeId);
  }

  /** Refunds and disputes of these charges that we have read, whoever made them. */
  heardOf(
    tx: Tx,
    chargeIds: readonly string[],
  ): Promise<{ type: 'refund' | 'dispute'; id: string }[]> {
    return this.mirror.heardOf(tx, chargeIds);
  }

  /** Keeps each line once and lets the matchers post what it proves, in the caller's transaction. */
  importStatementLines(
    tx: Tx,
    lines: readonly FreshLine[],
    origin: { statementId: string; actor: Actor },
  ): Promise<ImportOutcome> {
    return this.statements.run(tx, lines, origin);
  }

  /** The lines a statement was the first to bring, and whether somebody knows what each is. */
  linesOfStatement(tx: Tx, statementId: string): Promise<StatementLineNote[]> {
    return this.statements.linesOf(tx, statementId);
  }

  /** Booked lines that no matcher knew, newest first. */
  openLines(tx: Tx, limit: number): Promise<KnownLine[]> {
    return this.statements.openLines(tx, limit);
  }

  /** Those of the ids that exist. */
  linesByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, KnownLine>> {
    return this.statements.linesByIds(tx, ids);
  }

  /** Who sent or got the money of a line; null when the bank told no account. */
  counterpartyOf(tx: Tx, lineId: string): Promise<Counterparty | null> {
    return this.statements.counterpartyOf(tx, lineId);
  }

  /** Somebody has said what a line is; false when somebody else had. */
  explainLine(tx: Tx, match: LineMatch): Promise<boolean> {
    return this.statements.explain(tx, match);
  }

  /** What came back to Stripe is fetched again with the next sweep. */
  private async applyPayouts(
    tx: Tx,
    book: BookPayouts,
    payouts: readonly StripePayout[],
  ): Promise<void> {
    await book.bookStatus(
      tx,
      payouts.map(({ id }) => id),
    );
    const isBack = payouts.some(({ status }) => status === 'failed' || status === 'canceled');
    if (isBack) await this.sweep.plan(tx);
  }
}
