import { Injectable } from '@nestjs/common';
import type { PayeeAccountView } from '@vatra/shared/disbursements/disbursements.views';
import type { Locale } from '@vatra/shared/localized.dto';
import type { StripeRailView } from '@vatra/shared/disbursements/stripe-rail.views';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Operations } from '../../../platform/operations/operations.js';
import { StripeAccountMissing } from '../disbursements.errors.js';
import { ReadPayees } from '../payees/read-payees.js';
import { ConnectedAccountsRepository } from './connected-accounts.repository.js';
import { KeepStanding } from './keep-standing.js';
import { OfferAccount } from './offer-account.js';
import { OnboardAccount } from './onboard-account.js';
import { OpenAccount } from './open-account.js';
import { ReadStripeRail } from './read-stripe-rail.js';

/** How long a person waits for Stripe; past it a worker goes on and the page asks again. */
const STRIPE_WAIT_MS = 5_000;

/** The second rail, as its people use it. */
@Injectable()
export class StripeRailService {
  constructor(
    private readonly database: Database,
    private readonly operations: Operations,
    private readonly connected: ConnectedAccountsRepository,
    private readonly opening: OpenAccount,
    private readonly onboarding: OnboardAccount,
    private readonly standing: KeepStanding,
    private readonly reading: ReadStripeRail,
    private readonly offering: OfferAccount,
    private readonly readPayees: ReadPayees,
  ) {}

  of(actor: Actor, organisationId: string): Promise<StripeRailView> {
    return this.database.inTransaction((tx) => this.reading.of(tx, actor, organisationId));
  }

  open(actor: Actor, organisationId: string): Promise<StripeRailView> {
    return this.andWait(actor, organisationId, (tx) =>
      this.opening.open(tx, actor, organisationId),
    );
  }

  onboard(actor: Actor, organisationId: string, locale: Locale): Promise<StripeRailView> {
    return this.andWait(actor, organisationId, (tx) =>
      this.onboarding.onboard(tx, actor, { organisationId, locale }),
    );
  }

  /** Has Stripe asked; the answer comes by the inbox a moment later. */
  ask(actor: Actor, organisationId: string): Promise<StripeRailView> {
    return this.database.inTransaction(async (tx) => {
      const view = await this.reading.of(tx, actor, organisationId);
      const row = await this.connected.newestOf(tx, organisationId);
      if (row === null) throw new StripeAccountMissing();
      if (row.stripeAccountId !== null) await this.standing.askNow(tx, row.stripeAccountId);
      return view;
    });
  }

  offer(actor: Actor, organisationId: string): Promise<PayeeAccountView> {
    return this.database.inTransaction(async (tx) =>
      this.readPayees.get(tx, await this.offering.offer(tx, actor, organisationId)),
    );
  }

  private async andWait(
    actor: Actor,
    organisationId: string,
    verb: (tx: Tx) => Promise<string>,
  ): Promise<StripeRailView> {
    await this.operations.runNow(await this.database.inTransaction(verb), STRIPE_WAIT_MS);
    return this.of(actor, organisationId);
  }
}
