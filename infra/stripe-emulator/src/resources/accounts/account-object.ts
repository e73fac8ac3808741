import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';
import { leaveOut } from '../../book/leave-out.js';

export type Account = Stripe.V2.Core.Account;
export type Capability =
  Stripe.V2.Core.Account.Configuration.Recipient.Capabilities.StripeBalance.StripeTransfers;
export type CapabilityStatus = Capability['status'];
type CreateParams = Stripe.V2.Core.AccountCreateParams;
type Requirements = NonNullable<Account['requirements']>;

/** Why a capability is as it is, when nobody says otherwise. */
const REASONS: Readonly<Record<CapabilityStatus, Capability['status_details']>> = {
  active: [],
  pending: [{ code: 'requirements_pending_verification', resolution: 'no_resolution' }],
  rejected: [{ code: 'rejected_other', resolution: 'contact_stripe' }],
  restricted: [{ code: 'requirements_past_due', resolution: 'provide_info' }],
  unsupported: [{ code: 'unsupported_country', resolution: 'no_resolution' }],
};

export function capabilityOf(status: CapabilityStatus): Capability {
  return { status, status_details: REASONS[status] };
}

const OPEN_ENTRY: NonNullable<Requirements['entries']>[number] = {
  awaiting_action_from: 'user',
  description: 'identity.business_details.registered_name',
  errors: [],
  impact: {
    restricts_capabilities: [
      {
        capability: 'stripe_balance.stripe_transfers',
        configuration: 'recipient',
        deadline: { status: 'currently_due' },
      },
    ],
  },
  minimum_deadline: { status: 'currently_due' },
  requested_reasons: [{ code: 'routine_onboarding' }],
};

/** An account owes information exactly while its capability is restricted. */
export function requirementsOf(status: CapabilityStatus | null): Requirements {
  if (status !== 'restricted') return { entries: [] };
  return {
    entries: [OPEN_ENTRY],
    summary: { minimum_deadline: { status: 'currently_due' } },
  };
}

export function recipientOf(
  status: CapabilityStatus | null,
): Stripe.V2.Core.Account.Configuration.Recipient {
  if (status === null) return { applied: true };
  const capability = capabilityOf(status);
  return {
    applied: true,
    capabilities: { stripe_balance: { payouts: capability, stripe_transfers: capability } },
  };
}

export interface AccountFacts {
  readonly params: CreateParams;
  /** Null when the account asks for nothing. */
  readonly status: CapabilityStatus | null;
  readonly isRecipient: boolean;
  readonly metadata: Record<string, string>;
  readonly nowMs: number;
}

export function accountObject(facts: AccountFacts): Account {
  const { params, status, isRecipient } = facts;
  const dashboard = params.dashboard ?? 'none';
  return {
    id: newId('acct', 16),
    object: 'v2.core.account',
    applied_configurations: isRecipient ? ['recipient'] : [],
    closed: false,
    configuration: isRecipient ? { recipient: recipientOf(status) } : {},
    ...(params.contact_email && { contact_email: params.contact_email }),
    ...(params.contact_phone && { contact_phone: params.contact_phone }),
    created: new Date(facts.nowMs).toISOString(),
    dashboard,
    defaults: defaultsOf(params, dashboard),
    ...(params.display_name && { display_name: params.display_name }),
    future_requirements: { entries: [] },
    identity: identityOf(params),
    livemode: false,
    metadata: facts.metadata,
    requirements: requirementsOf(status),
  };
}

type Defaults = NonNullable<Account['defaults']>;

function defaultsOf(
  { defaults }: CreateParams,
  dashboard: NonNullable<Account['dashboard']>,
): Defaults {
  return {
    currency: defaults?.currency ?? 'eur',
    ...(defaults?.locales && { locales: defaults.locales }),
    ...(defaults?.profile && { profile: defaults.profile }),
    responsibilities: {
      ...responsibilitiesOf(defaults),
      requirements_collector: dashboard === 'none' ? 'application' : 'stripe',
    },
  };
}

function responsibilitiesOf(
  defaults: CreateParams['defaults'],
): Pick<Defaults['responsibilities'], 'fees_collector' | 'losses_collector'> {
  const asked = defaults?.responsibilities;
  return {
    fees_collector: asked?.fees_collector ?? 'application',
    losses_collector: asked?.losses_collector ?? 'application',
  };
}

function identityOf({ identity }: CreateParams): NonNullable<Account['identity']> {
  const name = identity?.business_details?.registered_name;
  return {
    ...(identity?.country && { country: identity.country.toLowerCase() }),
    ...(identity?.entity_type && { entity_type: identity.entity_type }),
    ...(name && { business_details: { registered_name: name } }),
  };
}

const PARTS = [
  'configuration',
  'defaults',
  'future_requirements',
  'identity',
  'requirements',
] as const;

/** API v2 shows the larger parts only to those who ask for them. */
export function shownAccount(account: Account, include: readonly string[] = []): Account {
  const asked = new Set(include.map((path) => path.split('.', 1)[0]));
  const hidden = PARTS.filter((part) => !asked.has(part));
  return hidden.reduce<Account>((shown, part) => leaveOut(shown, part), account);
}

/** The state of the one capability that lets a platform send money. */
export function transfersStatus(account: Account): CapabilityStatus | null {
  const capabilities = account.configuration?.recipient?.capabilities;
  return capabilities?.stripe_balance?.stripe_transfers?.status ?? null;
}
