import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { expectAnswer } from './expect-answer.js';
import { allListed, findListed } from './find-listed.js';
import { findMarkedAccount, type Mark } from './find-marked-account.js';
import { accountOf, payoutOf, reversalOf, transferOf } from './stripe-objects.js';
import { connectedPayoutId } from './stripe-webhooks.js';
import { listing, paging, StripeGateway } from './stripe.gateway.js';
import type {
  NewAccount,
  NewPayout,
  NewTransfer,
  StripeAccount,
  StripeAccountLink,
  StripeConnectedPayout,
  StripePage,
  StripePayout,
  StripeReversal,
  StripeTransfer,
  Window,
} from './stripe.types.js';

const INCLUDE: ('configuration.recipient' | 'requirements')[] = [
  'configuration.recipient',
  'requirements',
];

/** Accounts of those we pay, the transfers to them, and their own payouts to their banks. */
@Injectable()
export class ConnectedAccountsGateway {
  constructor(private readonly stripe: StripeGateway) {}

  /**
   * An account that can only receive: we answer for fees and losses, Stripe asks the questions. Its
   * payouts are ours to order, so that each of them carries one payment and proves its arrival.
   */
  createAccount(account: NewAccount, key: string): Promise<StripeAccount> {
    return this.stripe.call(async (sdk) => {
      const made = await sdk.v2.core.accounts.create(
        {
          display_name: account.displayName,
          contact_email: account.contactEmail,
          identity: { country: account.country, entity_type: 'government_entity' },
          dashboard: 'none',
          configuration: {
            recipient: {
              capabilities: { stripe_balance: { stripe_transfers: { requested: true } } },
            },
          },
          defaults: {
            currency: 'eur',
            responsibilities: { fees_collector: 'application', losses_collector: 'application' },
          },
          metadata: account.metadata,
          include: INCLUDE,
        },
        { idempotencyKey: key },
      );
      this.stripe.answer(made, { metadata: account.metadata });
      await payOutByHand(sdk, made.id, key);
      return accountOf(made);
    });
  }

  /** Which of the accounts made since then carries the mark; null when none does. */
  findAccount(mark: Mark, since: Date): Promise<string | null> {
    return this.stripe.call((sdk) =>
      findMarkedAccount(
        sdk.v2.core.accounts.list({ limit: 100, applied_configurations: ['recipient'] }),
        mark,
        since,
      ),
    );
  }

  /** Of an account that was made: an earlier attempt may not have come further than that. */
  finishAccount(id: string, key: string): Promise<StripeAccount> {
    return this.stripe.call(async (sdk) => {
      await payOutByHand(sdk, id, key);
      return this.accountNow(sdk, id);
    });
  }

  getAccount(id: string): Promise<StripeAccount> {
    return this.stripe.call((sdk) => this.accountNow(sdk, id));
  }

  createLink(
    accountId: string,
    urls: { readonly returnUrl: string; readonly refreshUrl: string },
    key: string,
  ): Promise<StripeAccountLink> {
    return this.stripe.call(async (sdk) => {
      const { url, expires_at: expiresAt } = await sdk.v2.core.accountLinks.create(
        {
          account: accountId,
          use_case: {
            type: 'account_onboarding',
            account_onboarding: {
              return_url: urls.returnUrl,
              refresh_url: urls.refreshUrl,
            },
          },
        },
        { idempotencyKey: key },
      );
      return { url, expiresAt };
    });
  }

  createTransfer(transfer: NewTransfer, key: string): Promise<StripeTransfer> {
    const { amountMinor, currency, accountId, transferGroup, metadata } = transfer;
    const params = {
      amount: amountMinor,
      currency: currency.toLowerCase(),
      destination: accountId,
      transfer_group: transferGroup,
      metadata,
    };
    return this.stripe.call(async (sdk) =>
      transferOf(
        this.stripe.answer(await sdk.transfers.create(params, { idempotencyKey: key }), params),
      ),
    );
  }

  async getTransfer(id: string): Promise<StripeTransfer> {
    return this.whole(
      await this.stripe.call(async (sdk) =>
        transferOf(this.stripe.answer(await sdk.transfers.retrieve(id), { id })),
      ),
    );
  }

  async listTransfers(window: Window, after?: string): Promise<StripePage<StripeTransfer>> {
    const { items, hasMore } = await this.stripe.page(
      (sdk) => sdk.transfers.list(listing(window, after)),
      transferOf,
    );
    return { items: await Promise.all(items.map((transfer) => this.whole(transfer))), hasMore };
  }

  /** The newest one sent under the group that is meant. */
  findTransfer(
    group: string,
    isMeant: (transfer: StripeTransfer) => boolean,
  ): Promise<StripeTransfer | null> {
    return findListed(
      (after) =>
        this.stripe.page(
          (sdk) => sdk.transfers.list({ transfer_group: group, ...paging(after) }),
          transferOf,
        ),
      isMeant,
    );
  }

  /** The transfer as it is afterwards. */
  async reverseTransfer(
    transferId: string,
    reversal: { readonly amountMinor: number; readonly metadata: Record<string, string> },
    key: string,
  ): Promise<StripeTransfer> {
    const params = { amount: reversal.amountMinor, metadata: reversal.metadata };
    await this.stripe.call(async (sdk) => {
      const made = await sdk.transfers.createReversal(transferId, params, { idempotencyKey: key });
      expectAnswer(made, { ...params, transfer: transferId });
    });
    return this.getTransfer(transferId);
  }

  /** Whether the mark is on one of the transfer's reversals; those made by hand carry none of ours. */
  async hasReversal(transferId: string, { key, value }: Mark): Promise<boolean> {
    const list = (after?: string) => this.listReversals(transferId, after);
    return (await findListed(list, ({ metadata }) => metadata[key] === value)) !== null;
  }

  createPayout(accountId: string, payout: NewPayout, key: string): Promise<StripeConnectedPayout> {
    const { amountMinor, currency, metadata } = payout;
    const params = { amount: amountMinor, currency: currency.toLowerCase(), metadata };
    const options = { stripeAccount: accountId, idempotencyKey: key };
    return this.stripe.call(async (sdk) =>
      connected(
        accountId,
        payoutOf(this.stripe.answer(await sdk.payouts.create(params, options), params)),
      ),
    );
  }

  /** @param id of account and payout, as events name it */
  getPayout(id: string): Promise<StripeConnectedPayout> {
    const [accountId = '', payoutId = ''] = id.split('/');
    return this.stripe.call(async (sdk) =>
      connected(
        accountId,
        payoutOf(
          this.stripe.answer(
            await sdk.payouts.retrieve(payoutId, {}, { stripeAccount: accountId }),
            { id: payoutId },
          ),
        ),
      ),
    );
  }

  /** The newest one of the account that is meant. */
  findPayout(
    accountId: string,
    isMeant: (payout: StripeConnectedPayout) => boolean,
  ): Promise<StripeConnectedPayout | null> {
    return findListed(
      (after) =>
        this.stripe.page(
          (sdk) => sdk.payouts.list(paging(after), { stripeAccount: accountId }),
          (payout) => connected(accountId, payoutOf(payout)),
        ),
      isMeant,
    );
  }

  /** A transfer tells its newest ten reversals alone: the others are asked for. */
  private async whole(transfer: StripeTransfer): Promise<StripeTransfer> {
    const toldMinor = transfer.reversals.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    if (toldMinor === transfer.reversedMinor) return transfer;
    const reversals = await allListed((after) => this.listReversals(transfer.id, after));
    return { ...transfer, reversals };
  }

  private listReversals(transferId: string, after?: string): Promise<StripePage<StripeReversal>> {
    const params = paging(after);
    return this.stripe.page((sdk) => sdk.transfers.listReversals(transferId, params), reversalOf);
  }

  private async accountNow(sdk: Stripe, id: string): Promise<StripeAccount> {
    const told = await sdk.v2.core.accounts.retrieve(id, { include: INCLUDE });
    return accountOf(this.stripe.answer(told, { id }));
  }
}

function connected(accountId: string, payout: StripePayout): StripeConnectedPayout {
  const id = connectedPayoutId(accountId, payout.id);
  return { ...payout, type: 'connected_payout', id, payoutId: payout.id, accountId };
}

async function payOutByHand(sdk: Stripe, stripeAccount: string, key: string): Promise<void> {
  const payouts = { schedule: { interval: 'manual' as const } };
  const options = { stripeAccount, idempotencyKey: `${key}-manual` };
  await sdk.balanceSettings.update({ payments: { payouts } }, options);
}
