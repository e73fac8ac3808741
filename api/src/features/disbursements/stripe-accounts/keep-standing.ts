import { Injectable } from '@nestjs/common';
import type { AccountStanding } from '@vatra/shared/disbursements/stripe-rail.views';
import { isUuid } from '@vatra/shared/rules/text.rules';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import type { StripeAccount } from '../../../platform/stripe/stripe.types.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { ASK_ACCOUNT } from '../disbursements.jobs.js';
import { PayeeAccountsRepository } from '../payees/payee-accounts.repository.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { TranchesRepository } from '../tranches/tranches.repository.js';
import { PAYEE_NOT_ABLE } from '../transfers/reserve-transfer.js';
import { TransfersRepository } from '../transfers/transfers.repository.js';
import { ConnectedAccountsRepository } from './connected-accounts.repository.js';

/** What Stripe carries along of ours. */
export const ACCOUNT_KEY = 'connected_account_id';
const ZONE = 'UTC';
const GONE: readonly string[] = ['stripe.resource_missing', 'stripe.account_invalid'];
const BEING_MADE: readonly string[] = ['prepared', 'approved'];

/**
 * Whether an account can receive is Stripe's to say, and Stripe's to take back: events tell of it, and
 * as an event may be lost, it is asked once a day.
 */
@Injectable()
export class KeepStanding {
  constructor(
    private readonly payments: PaymentsService,
    private readonly connected: ConnectedAccountsRepository,
    private readonly payees: PayeeAccountsRepository,
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly transfers: TransfersRepository,
    private readonly checks: CheckTranches,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {
    payments.registerApplier('v2.core.account', async (tx, accounts) => {
      for (const account of accounts) await this.heard(tx, account);
    });
    jobs.on(ASK_ACCOUNT, (tx, id) => this.ask(tx, id));
  }

  /** As Stripe tells of it now. */
  heard(tx: Tx, account: StripeAccount): Promise<void> {
    return this.hear(tx, account.metadata[ACCOUNT_KEY], account);
  }

  /**
   * Stripe refused to send to it. One that Stripe does not know any more was disconnected by its owner
   * and cannot be asked; of any other our copy may be old.
   */
  async doubt(tx: Tx, stripeAccountId: string, code: string): Promise<void> {
    const row = await this.connected.findByStripeId(tx, stripeAccountId);
    if (row === null) return;
    if (!GONE.includes(code)) return this.askNow(tx, stripeAccountId);
    const closed = { stripeAccountId, standing: 'closed', wanted: 0 } as const;
    await this.connected.setStanding(tx, row.id, closed);
    await this.tellPayments(tx, stripeAccountId, 'closed');
  }

  /** An account that carries no mark of ours was made by somebody else, and concerns no payee. */
  async hear(tx: Tx, id: string | undefined, account: StripeAccount): Promise<void> {
    const row = isUuid(id) ? await this.connected.findForUpdate(tx, id) : null;
    if (row === null) return;
    const standing = standingOf(account);
    const wanted = account.wanted.length;
    await this.connected.setStanding(tx, row.id, { stripeAccountId: account.id, standing, wanted });
    if (standing !== row.standing) await this.tellPayments(tx, account.id, standing);
    if (row.standing === 'making') await this.askTomorrow(tx, row.id);
  }

  /** Somebody wants to know now. */
  async askNow(tx: Tx, stripeAccountId: string): Promise<void> {
    await this.payments.askAgain(tx, 'v2.core.account', stripeAccountId);
  }

  private async tellPayments(
    tx: Tx,
    stripeAccountId: string,
    standing: AccountStanding,
  ): Promise<void> {
    const payee = await this.payees.findVerifiedAtStripe(tx, stripeAccountId);
    if (payee === null) return;
    const agreements = await this.agreements.listOfOrganisations(tx, [payee.organisationId]);
    for (const { projectId } of agreements) {
      await this.agreements.findForUpdate(tx, projectId);
      if (standing !== 'active') await this.hold(tx, projectId);
      await this.checks.check(tx, projectId);
    }
  }

  /** What Stripe was asked for already is not held: its answer says what became of it. */
  private async hold(tx: Tx, projectId: string): Promise<void> {
    for (const tranche of await this.tranches.listOf(tx, projectId)) {
      if (!BEING_MADE.includes(tranche.state)) continue;
      if (await this.transfers.isAsked(tx, projectId, tranche.id)) continue;
      await this.checks.hold(tx, tranche, PAYEE_NOT_ABLE);
    }
  }

  private async ask(tx: Tx, id: string): Promise<void> {
    const row = await this.connected.find(tx, id);
    if (row === null || row.stripeAccountId === null || row.standing === 'closed') return;
    await this.askNow(tx, row.stripeAccountId);
    await this.askTomorrow(tx, id);
  }

  private async askTomorrow(tx: Tx, id: string): Promise<void> {
    await this.jobs.schedule(tx, ASK_ACCOUNT, id, addDays(await this.clock.now(tx), 1, ZONE));
  }
}

function standingOf({ isClosed, transfers }: StripeAccount): AccountStanding {
  if (isClosed) return 'closed';
  return transfers ?? 'restricted';
}
