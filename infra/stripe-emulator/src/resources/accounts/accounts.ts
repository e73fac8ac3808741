import type { Stripe } from 'stripe';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { parameterMissing } from '../../errors/parameter-errors.js';
import { noSuchObject } from '../../errors/request-errors.js';
import { invalidRequest } from '../../errors/stripe-failure.js';
import { checkEmail } from '../customers/customers.js';
import { paramsOf, type Call, type Handlers } from '../operation.js';
import { v2PageOf } from '../v2-pages.js';
import {
  accountObject,
  shownAccount,
  type Account,
  type CapabilityStatus,
} from './account-object.js';
import { closeAccount, setCapability, tellAccount, tellNewAccount } from './account-state.js';
import { accountView, platformView } from './account-view.js';
import { regionOf } from './regions.js';

type CreateParams = Stripe.V2.Core.AccountCreateParams;
type UpdateParams = Stripe.V2.Core.AccountUpdateParams;

const REQUESTED = 'configuration.recipient.capabilities.stripe_balance.stripe_transfers.requested';
const HONOURED = [
  REQUESTED,
  'contact_email',
  'contact_phone',
  'dashboard',
  'defaults.currency',
  'defaults.locales',
  'defaults.profile.*',
  'defaults.responsibilities.*',
  'display_name',
  'identity.business_details.registered_name',
  'identity.country',
  'identity.entity_type',
  'include',
  'metadata',
  'metadata.*',
];

function accountOf(emulator: Emulator, id: string): Account {
  const entry = emulator.book.find('v2.core.account', id);
  if (!entry || entry.hidden['deauthorized']) throw noSuchObject('account', id);
  return entry.object;
}

/** Null when nothing is asked for; otherwise what Stripe says before anybody has been identified. */
function firstStatus(params: CreateParams): CapabilityStatus | null {
  const recipient = params.configuration?.recipient;
  if (!recipient?.capabilities?.stripe_balance?.stripe_transfers?.requested) return null;
  const country = params.identity?.country ?? '';
  return regionOf(country) === 'by_approval' ? 'unsupported' : 'restricted';
}

function checkCreate(params: CreateParams): void {
  checkEmail(params.contact_email, 'contact_email');
  const country = params.identity?.country;
  if (country !== undefined && regionOf(country) === null)
    throw invalidRequest(
      `Country '${country}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'. A full list of country codes is available at https://stripe.com/docs/api/accounts/create#create_account-country`,
      {
        param: 'identity.country',
      },
    );
  if (!params.configuration?.recipient) return;
  if (params.contact_email === undefined) throw parameterMissing('contact_email');
  if (country === undefined) throw parameterMissing('identity.country');
}

function create(call: Call): object {
  const { emulator } = call;
  const params = paramsOf<CreateParams>(call);
  checkCreate(params);
  const account = accountObject({
    params,
    status: firstStatus(params),
    isRecipient: params.configuration?.recipient !== undefined,
    metadata: mergeMetadata(null, params.metadata as Record<string, string> | undefined),
    nowMs: emulator.clock.nowMs(),
  });
  emulator.book.put('v2.core.account', account);
  tellNewAccount(emulator, account.id);
  return shownAccount(account, params.include);
}

function changedIdentity(account: Account, { identity }: UpdateParams): Partial<Account> {
  if (!identity) return {};
  const { country } = identity;
  if (country !== undefined && country.toLowerCase() !== account.identity?.country)
    throw invalidRequest('The country of an account cannot be changed once it has been set.', {
      param: 'identity.country',
    });
  const name = identity.business_details?.registered_name;
  return {
    identity: {
      ...account.identity,
      ...(identity.entity_type && { entity_type: identity.entity_type }),
      ...(name && { business_details: { registered_name: name } }),
    },
  };
}

function update(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<UpdateParams>(call);
  const account = accountOf(emulator, id);
  if (account.closed) throw invalidRequest(`Account ${id} has been closed.`);
  checkEmail(params.contact_email, 'contact_email');
  const metadata = params.metadata as Record<string, string> | '' | undefined;
  const identity = changedIdentity(account, params);
  emulator.book.change('v2.core.account', id, {
    ...(params.contact_email !== undefined && { contact_email: params.contact_email }),
    ...(params.contact_phone !== undefined && { contact_phone: params.contact_phone }),
    ...(params.dashboard !== undefined && { dashboard: params.dashboard }),
    ...(params.display_name !== undefined && { display_name: params.display_name }),
    ...identity,
    metadata: mergeMetadata(account.metadata ?? null, metadata),
  });
  askCapability(emulator, account, params);
  tellAccount(emulator, id, identity.identity ? ['', '[identity]'] : ['']);
  return shownAccount(accountOf(emulator, id), params.include);
}

function askCapability(emulator: Emulator, account: Account, params: UpdateParams): void {
  const asked = params.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers;
  if (!asked) return;
  const has = account.configuration?.recipient?.capabilities !== undefined;
  emulator.book.change('v2.core.account', account.id, { applied_configurations: ['recipient'] });
  if (asked.requested === false) setCapability(emulator, account.id, null);
  else if (!has) setCapability(emulator, account.id, 'restricted');
}

function list(call: Call): object {
  const params = paramsOf<Stripe.V2.Core.AccountListParams>(call);
  const wanted = params.applied_configurations;
  return v2PageOf(call, 'v2.core.account', {
    path: '/v2/core/accounts',
    matches: (account) =>
      !call.emulator.book.hidden('v2.core.account', account.id)['deauthorized'] &&
      (account.closed ?? false) === (params.closed ?? false) &&
      (!wanted || wanted.every((name) => account.applied_configurations.includes(name))),
    show: (account) => shownAccount(account),
  });
}

export const accounts: Handlers = {
  'v2.core.accounts.create': { honours: HONOURED, run: create },
  'v2.core.accounts.retrieve': {
    honours: ['include'],
    run: (call) => {
      const { include } = paramsOf<Stripe.V2.Core.AccountRetrieveParams>(call);
      return shownAccount(accountOf(call.emulator, call.id), include);
    },
  },
  'v2.core.accounts.update': { honours: HONOURED, run: update },
  'v2.core.accounts.list': {
    honours: ['applied_configurations', 'closed', 'limit', 'page'],
    run: list,
  },
  'v2.core.accounts.close': {
    honours: ['applied_configurations'],
    run: ({ emulator, id }) =>
      shownAccount(closeAccount(emulator, accountOf(emulator, id).id, false)),
  },
  'accounts.retrieve': {
    honours: ['expand'],
    forAccounts: true,
    run: ({ emulator, id }) => accountView(accountOf(emulator, id)),
  },
  'accounts.retrieveCurrent': {
    honours: ['expand'],
    forAccounts: true,
    run: ({ emulator }) => {
      const { scope } = emulator.book;
      return scope === null ? platformView() : accountView(accountOf(emulator, scope));
    },
  },
};
