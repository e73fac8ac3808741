import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { StripeAccountMissing, StripeAccountNotReady } from '../disbursements.errors.js';
import { KeepPayees } from '../payees/keep-payees.js';
import { ConnectedAccountsRepository } from './connected-accounts.repository.js';

/** An account Stripe has said yes to becomes one that finance decides about (R73). */
@Injectable()
export class OfferAccount {
  constructor(
    private readonly connected: ConnectedAccountsRepository,
    private readonly payees: KeepPayees,
    private readonly organisations: OrganisationsService,
  ) {}

  /** @throws StripeAccountMissing, StripeAccountNotReady, PayeeWaiting, PayeeKnown */
  async offer(tx: Tx, actor: Actor, organisationId: string): Promise<string> {
    await this.payees.requireMayOffer(tx, actor, organisationId);
    const row = await this.connected.newestOf(tx, organisationId);
    if (row === null) throw new StripeAccountMissing();
    const { stripeAccountId, standing, country } = row;
    const isReady = stripeAccountId !== null && standing === 'active';
    if (!isReady) throw new StripeAccountNotReady(standing);
    const { name: holder } = await this.organisations.getCard(tx, organisationId);
    return this.payees.addAtStripe(tx, actor, { organisationId, stripeAccountId, country, holder });
  }
}
