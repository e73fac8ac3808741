import type { Stripe } from 'stripe';
import { randomText } from '../../book/identifiers.js';
import { leaveOut } from '../../book/leave-out.js';
import type { AccountLink } from '../../book/kinds.js';
import type { Emulator } from '../../emulator.js';
import { invalidUrl, notEmulated, parameterMissing } from '../../errors/parameter-errors.js';
import { refused } from '../../errors/request-errors.js';
import { paramsOf, type Call, type Handlers } from '../operation.js';
import { setCapability } from './account-state.js';

type CreateParams = Stripe.V2.Core.AccountLinkCreateParams;
export type OnboardingEnd = 'complete' | 'incomplete' | 'reject';

const LIFETIME_MS = 5 * 60_000;

function checkUrl(url: string | undefined, param: string): void {
  if (url !== undefined && !/^https?:\/\/[^\s/]+/.test(url)) throw invalidUrl(param);
}

function create(call: Call): object {
  const { emulator } = call;
  const { account, use_case: useCase } = paramsOf<CreateParams>(call);
  const found = emulator.book.refer('v2.core.account', account, 'account');
  if (found.closed) throw refused(`Account ${account} has been closed.`, undefined, 'account');
  const { type, account_onboarding: onboarding } = useCase;
  if (type !== 'account_onboarding') throw notEmulated([`use_case.type=${type}`]);
  if (!onboarding) throw parameterMissing('use_case.account_onboarding');
  checkUrl(onboarding.refresh_url, 'use_case.account_onboarding.refresh_url');
  checkUrl(onboarding.return_url, 'use_case.account_onboarding.return_url');
  const nowMs = emulator.clock.nowMs();
  const id = randomText(32);
  const link: AccountLink = {
    id,
    object: 'v2.core.account_link',
    account,
    created: new Date(nowMs).toISOString(),
    expires_at: new Date(nowMs + LIFETIME_MS).toISOString(),
    livemode: false,
    url: `${emulator.publicUrl}/onboarding/${id}`,
    use_case: { type, account_onboarding: onboarding },
  };
  emulator.book.put('v2.core.account_link', link);
  return leaveOut(link, 'id');
}

/** Opens a link once; null when somebody has opened it before, or its five minutes are over. */
export function openLink(emulator: Emulator, link: AccountLink): string | null {
  const { visit } = emulator.book.hidden('v2.core.account_link', link.id);
  if (visit !== undefined || emulator.clock.nowMs() >= Date.parse(link.expires_at)) return null;
  const token = randomText(24);
  emulator.book.change('v2.core.account_link', link.id, {}, { visit: token });
  return token;
}

/** The payee leaves the pages: with everything said, before it was, or turned away. */
export function endOnboarding(emulator: Emulator, link: AccountLink, end: OnboardingEnd): void {
  emulator.book.change('v2.core.account_link', link.id, {}, { done: true });
  const { configuration } = emulator.book.get('v2.core.account', link.account);
  const asked = configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers;
  if (asked && asked.status !== 'unsupported' && end !== 'incomplete')
    setCapability(emulator, link.account, end === 'complete' ? 'active' : 'rejected');
  emulator.emitThin('v2.core.account_link.returned', {
    related: null,
    data: {
      account_id: link.account,
      configurations: ['recipient'],
      use_case: link.use_case.type,
    },
  });
}

export const accountLinks: Handlers = {
  'v2.core.accountLinks.create': {
    honours: [
      'account',
      'use_case.account_onboarding.collection_options.*',
      'use_case.account_onboarding.refresh_url',
      'use_case.account_onboarding.return_url',
      'use_case.type',
    ],
    run: create,
  },
};
