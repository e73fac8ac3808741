import type { Stripe } from 'stripe';
import { PLATFORM_ACCOUNT, PLATFORM_COUNTRY } from './platform.js';
import { transfersStatus, type Account } from './account-object.js';

/** How API v1 shows an account of API v2. */
export function accountView(account: Account): Stripe.Account {
  const status = transfersStatus(account);
  const isActive = status === 'active';
  return {
    id: account.id,
    object: 'account',
    business_type: businessType(account),
    capabilities: { transfers: status === 'pending' || isActive ? status : 'inactive' },
    charges_enabled: false,
    ...placeOf(account),
    created: Math.floor(Date.parse(account.created) / 1000),
    details_submitted: status !== null && status !== 'restricted',
    email: account.contact_email ?? null,
    metadata: account.metadata ?? {},
    payouts_enabled: isActive,
    type: account.dashboard === 'express' ? 'express' : 'none',
  };
}

function placeOf(account: Account): Pick<Stripe.Account, 'country' | 'default_currency'> {
  return {
    country: (account.identity?.country ?? PLATFORM_COUNTRY).toUpperCase(),
    default_currency: account.defaults?.currency ?? 'eur',
  };
}

function businessType(account: Account): Stripe.Account.BusinessType | null {
  return account.identity?.entity_type ?? null;
}

/** The platform's own account. */
export function platformView(): Stripe.Account {
  return {
    id: PLATFORM_ACCOUNT,
    object: 'account',
    business_type: 'non_profit',
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    country: PLATFORM_COUNTRY,
    default_currency: 'eur',
    details_submitted: true,
    email: 'platform@example.org',
    payouts_enabled: true,
    type: 'standard',
  };
}
