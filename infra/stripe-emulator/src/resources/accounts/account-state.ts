import type { Emulator } from '../../emulator.js';
import { noSuchReference } from '../../errors/request-errors.js';
import { refused } from '../../errors/request-errors.js';
import { balanceTotals } from '../balance/balance.js';
import { accountView } from './account-view.js';
import {
  recipientOf,
  requirementsOf,
  transfersStatus,
  type Account,
  type CapabilityStatus,
} from './account-object.js';

type Configured = '' | '[configuration.recipient]' | '[identity]' | '[requirements]' | '[defaults]';

function subjectOf(id: string): { id: string; type: string; url: string } {
  return { id, type: 'v2.core.account', url: `/v2/core/accounts/${id}` };
}

/** Tells the platform what has changed about an account: thin, and as the older event of its own account object. */
export function tellAccount(emulator: Emulator, id: string, parts: readonly Configured[]): void {
  for (const part of parts)
    emulator.emitThin(`v2.core.account${part}.updated`, { related: subjectOf(id) });
  tellView(emulator, id);
}

export function tellNewAccount(emulator: Emulator, id: string): void {
  emulator.emitThin('v2.core.account.created', { related: subjectOf(id) });
}

function tellView(emulator: Emulator, id: string): void {
  const view = accountView(emulator.book.get('v2.core.account', id));
  emulator.book.actingFor(id, () => {
    emulator.emit('account.updated', view);
  });
}

/** An account that is still connected. */
export function connectedAccount(emulator: Emulator, id: string, param: string): Account {
  const entry = emulator.book.find('v2.core.account', id);
  if (!entry || entry.hidden['deauthorized']) throw noSuchReference('destination', id, param);
  return entry.object;
}

/** Stripe gives or takes the capability to receive money. */
export function setCapability(
  emulator: Emulator,
  id: string,
  status: CapabilityStatus | null,
): Account {
  const before = emulator.book.get('v2.core.account', id);
  if (transfersStatus(before) === status) return before;
  const account = emulator.book.change('v2.core.account', id, {
    configuration: { ...before.configuration, recipient: recipientOf(status) },
    requirements: requirementsOf(status),
  });
  for (const capability of ['stripe_balance.payouts', 'stripe_balance.stripe_transfers'])
    emulator.emitThin('v2.core.account[configuration.recipient].capability_status_updated', {
      related: subjectOf(id),
      data: { updated_capability: capability },
    });
  tellAccount(emulator, id, ['[requirements]']);
  return account;
}

/** Closed for good: by the platform, or by Stripe. */
export function closeAccount(emulator: Emulator, id: string, force: boolean): Account {
  const account = emulator.book.get('v2.core.account', id);
  if (account.closed) throw refused(`Account ${id} has already been closed.`);
  const totals = emulator.book.actingFor(id, () => balanceTotals(emulator));
  if (!force && totals.available + totals.pending !== 0)
    throw refused(`Account ${id} cannot be closed while its balance is not zero.`);
  const closed = emulator.book.change('v2.core.account', id, {
    applied_configurations: [],
    closed: true,
    configuration: {},
    requirements: requirementsOf(null),
  });
  emulator.emitThin('v2.core.account.closed', { related: subjectOf(id) });
  tellView(emulator, id);
  return closed;
}

/** The account's owner has cut the connection: the platform can neither see it nor send to it any more. */
export function deauthorizeAccount(emulator: Emulator, id: string): Account {
  const account = emulator.book.change('v2.core.account', id, {}, { deauthorized: true });
  emulator.book.actingFor(id, () => {
    emulator.emit('account.application.deauthorized', {
      id: 'ca_emulatedapplication',
      object: 'application',
      name: 'Stripe emulator',
    });
  });
  return account;
}
