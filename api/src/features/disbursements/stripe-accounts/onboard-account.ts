import { Injectable } from '@nestjs/common';
import type { Locale } from '@vatra/shared/localized.dto';
import type { Actor } from '../../../platform/actor.js';
import { Config } from '../../../platform/config/config.js';
import type { Tx } from '../../../platform/database/tx.js';
import {
  Operations,
  type OperationContext,
  type OperationKind,
  type OperationRef,
} from '../../../platform/operations/operations.js';
import { ConnectedAccountsGateway } from '../../../platform/stripe/connected-accounts.gateway.js';
import type { StripeAccountLink } from '../../../platform/stripe/stripe.types.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { StripeAccountMissing, StripeAccountNotReady } from '../disbursements.errors.js';
import { ConnectedAccountsRepository } from './connected-accounts.repository.js';

const MAY_ONBOARD = ['restricted', 'pending', 'active'] as const;

/** Whose account, and the language of the page to come back to. */
interface WayBack {
  readonly organisationId: string;
  readonly locale: Locale;
}

interface LinkRequest extends WayBack {
  readonly stripeAccountId: string;
}

/** Stripe's own page, on which the authority says who it is and names its bank account. */
@Injectable()
export class OnboardAccount implements OperationKind<LinkRequest, StripeAccountLink> {
  readonly name = 'disbursements.onboard-stripe-account';

  constructor(
    private readonly operations: Operations,
    private readonly config: Config,
    private readonly gateway: ConnectedAccountsGateway,
    private readonly connected: ConnectedAccountsRepository,
    private readonly organisations: OrganisationsService,
  ) {
    operations.register(this);
  }

  /** @returns the operation, for the person who waits. @throws StripeAccountMissing, StripeAccountNotReady */
  async onboard(tx: Tx, actor: Actor, { organisationId, locale }: WayBack): Promise<string> {
    this.organisations.requireRole(actor, organisationId, ['la_mayor', 'la_accountant']);
    const known = await this.connected.newestOf(tx, organisationId);
    const row = known === null ? null : await this.connected.findForUpdate(tx, known.id);
    if (row === null) throw new StripeAccountMissing();
    const { id, stripeAccountId, standing } = row;
    const isOpen = MAY_ONBOARD.some((one) => one === standing);
    if (stripeAccountId === null || !isOpen) throw new StripeAccountNotReady(standing);
    const links = row.links + 1;
    await this.connected.setLinks(tx, id, links);
    const request: LinkRequest = { stripeAccountId, organisationId, locale };
    const intent = { subjectId: id, version: links, request, inline: true };
    return this.operations.request(tx, { name: this.name }, intent);
  }

  call({ stripeAccountId, organisationId, locale }: LinkRequest, { key }: OperationContext) {
    const page = `${this.config.publicUrl}/${locale}/authority/organisations/${organisationId}`;
    const urls = { returnUrl: `${page}?stripe=back`, refreshUrl: `${page}?stripe=again` };
    return this.gateway.createLink(stripeAccountId, urls, key);
  }

  apply(tx: Tx, { subjectId }: OperationRef, link: StripeAccountLink): Promise<void> {
    return this.connected.setLink(tx, subjectId, link);
  }

  /** No page; the person sees none and asks again. */
  refused(): Promise<void> {
    return Promise.resolve();
  }
}
