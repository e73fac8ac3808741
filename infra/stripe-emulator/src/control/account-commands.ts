import type { Emulator } from '../emulator.js';
import {
  closeAccount,
  connectedAccount,
  deauthorizeAccount,
  setCapability,
} from '../resources/accounts/account-state.js';
import { failPayout } from '../resources/balance/payouts.js';
import { ControlError, type ControlRoute } from './control-route.js';
import { checkNames, oneOf, textOf } from './read-fields.js';

type Body = Readonly<Record<string, unknown>>;

/** What Stripe, a payee or the payee's bank does to a connected account. */
export function accountCommands(emulator: Emulator): Readonly<Record<string, ControlRoute>> {
  const step = (work: () => object): Promise<object> => emulator.step(work);
  return {
    'POST /_emu/accounts/capability': (body) => step(() => capability(emulator, body)),
    'POST /_emu/accounts/close': (body) =>
      step(() => closeAccount(emulator, accountIn(emulator, body, []), true)),
    'POST /_emu/accounts/deauthorize': (body) =>
      step(() => deauthorizeAccount(emulator, accountIn(emulator, body, []))),
    'POST /_emu/payouts/fail': (body) => step(() => failPayoutOf(emulator, body)),
  };
}

function accountIn(emulator: Emulator, body: Body, others: readonly string[]): string {
  checkNames(body, ['account', ...others]);
  return connectedAccount(emulator, textOf(body, 'account'), 'account').id;
}

function capability(emulator: Emulator, body: Body): object {
  const id = accountIn(emulator, body, ['status']);
  const states = ['active', 'pending', 'rejected', 'restricted', 'unsupported'] as const;
  return setCapability(emulator, id, oneOf('status', body['status'], states));
}

function failPayoutOf(emulator: Emulator, body: Body): object {
  checkNames(body, ['payout']);
  const id = textOf(body, 'payout');
  const entry = emulator.book.find('payout', id);
  if (!entry) throw new ControlError(404, `There is no payout ${id}.`);
  return emulator.book.actingFor(entry.hidden.account ?? null, () => failPayout(emulator, id));
}
