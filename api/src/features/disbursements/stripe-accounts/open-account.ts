import { Injectable } from '@nestjs/common';
import { takesStripeTransfers } from '@vatra/shared/disbursements/rail-countries';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import {
  Operations,
  type OperationContext,
  type OperationKind,
  type OperationRef,
} from '../../../platform/operations/operations.js';
import { ConnectedAccountsGateway } from '../../../platform/stripe/connected-accounts.gateway.js';
import { noOlderThan } from '../../../platform/stripe/page-window.js';
import type { NewAccount, StripeAccount } from '../../../platform/stripe/stripe.types.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { RailNotOffered, StripeAccountKnown } from '../disbursements.errors.js';
import { KeepPayees } from '../payees/keep-payees.js';
import { ACCOUNT_KEY, KeepStanding } from './keep-standing.js';
import { ConnectedAccountsRepository } from './connected-accounts.repository.js';

/** After these an authority may begin anew. */
const OVER: readonly string[] = ['rejected', 'unsupported', 'closed', 'refused'];

interface OpenRequest extends NewAccount {
  readonly accountId: string;
}

/** The authority chooses the second rail: an account at Stripe is made in its name. */
@Injectable()
export class OpenAccount implements OperationKind<OpenRequest, StripeAccount> {
  readonly name = 'disbursements.open-stripe-account';

  constructor(
    private readonly operations: Operations,
    private readonly database: Database,
    private readonly gateway: ConnectedAccountsGateway,
    private readonly connected: ConnectedAccountsRepository,
    private readonly standing: KeepStanding,
    private readonly payees: KeepPayees,
    private readonly people: AccountsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
  ) {
    operations.register(this);
  }

  /** @returns the operation, for the person who waits. @throws NotALocalAuthority, RailNotOffered, StripeAccountKnown */
  async open(tx: Tx, actor: Actor, organisationId: string): Promise<string> {
    await this.payees.requireMayOffer(tx, actor, organisationId);
    const { country, name } = await this.organisations.getCard(tx, organisationId);
    if (!takesStripeTransfers(country)) throw new RailNotOffered(country);
    const known = await this.connected.newestOf(tx, organisationId);
    if (known !== null && !OVER.includes(known.standing)) throw new StripeAccountKnown();
    const personId = actor.personId ?? '';
    const { email } = await this.people.get(tx, personId);
    const id = newId();
    const startedAt = await this.clock.now(tx);
    const row = { id, organisationId, country, startedBy: personId, startedAt };
    await this.connected.insert(tx, row);
    return this.request(tx, {
      accountId: id,
      displayName: name,
      contactEmail: email,
      country: country.toLowerCase(),
      metadata: { [ACCOUNT_KEY]: id },
    });
  }

  call(request: OpenRequest, { key }: OperationContext): Promise<StripeAccount> {
    return this.gateway.createAccount(request, key);
  }

  /** An event may have told of it already; else Stripe lists what was made since. */
  async ask(
    { accountId: value }: OpenRequest,
    { key, sentSince }: OperationContext,
  ): Promise<StripeAccount | null> {
    const known = await this.database.look((tx) => this.connected.find(tx, value));
    const mark = { key: ACCOUNT_KEY, value };
    const id =
      known?.stripeAccountId ?? (await this.gateway.findAccount(mark, noOlderThan(sentSince)));
    return id === null ? null : this.gateway.finishAccount(id, key);
  }

  apply(tx: Tx, { subjectId }: OperationRef, account: StripeAccount): Promise<void> {
    return this.standing.hear(tx, subjectId, account);
  }

  /** The person may try again; a failure that Stripe keeps leaves at worst an account nobody uses. */
  async refused(tx: Tx, { subjectId }: OperationRef): Promise<void> {
    const row = await this.connected.findForUpdate(tx, subjectId);
    if (row?.standing !== 'making') return;
    const none = { stripeAccountId: null, standing: 'refused', wanted: 0 } as const;
    await this.connected.setStanding(tx, row.id, none);
  }

  private request(tx: Tx, request: OpenRequest): Promise<string> {
    const intent = { subjectId: request.accountId, request, inline: true };
    return this.operations.request<OpenRequest>(tx, this, intent);
  }
}
