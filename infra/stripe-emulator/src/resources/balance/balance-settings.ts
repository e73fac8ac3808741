import type { Stripe } from 'stripe';
import { leaveOut } from '../../book/leave-out.js';
import type { KeptSettings } from '../../book/kinds.js';
import type { Emulator } from '../../emulator.js';
import { notEmulated } from '../../errors/parameter-errors.js';
import { PLATFORM_ACCOUNT } from '../accounts/platform.js';
import { paramsOf, type Call, type Handlers } from '../operation.js';

function settingsObject(id: string, delayDays: number): KeptSettings {
  return {
    id,
    object: 'balance_settings',
    payments: {
      debit_negative_balances: null,
      payouts: {
        automatic_transfer_rules_by_currency: null,
        minimum_balance_by_currency: null,
        schedule: { interval: 'manual' },
        statement_descriptor: null,
        status: 'enabled',
      },
      settlement_timing: { delay_days: delayDays, start_of_day: null },
    },
  };
}

function kept(emulator: Emulator): KeptSettings {
  const id = emulator.book.scope ?? PLATFORM_ACCOUNT;
  const found = emulator.book.find('balance_settings', id)?.object;
  return found ?? settingsObject(id, emulator.knobs.availableAfterDays);
}

function shown(settings: KeptSettings): Stripe.BalanceSettings {
  return leaveOut(settings, 'id');
}

type Change = NonNullable<Stripe.BalanceSettingsUpdateParams['payments']>;

function checkInterval(change: Change | undefined): void {
  const interval = change?.payouts?.schedule?.interval;
  if (interval !== undefined && interval !== 'manual')
    throw notEmulated([`payments.payouts.schedule.interval=${interval}`]);
}

function changed(
  old: Stripe.BalanceSettings.Payments,
  change: Change | undefined,
): Stripe.BalanceSettings.Payments {
  const debits = change?.debit_negative_balances;
  const descriptor = change?.payouts?.statement_descriptor;
  return {
    ...old,
    ...(debits !== undefined && { debit_negative_balances: debits }),
    payouts: old.payouts && {
      ...old.payouts,
      ...(descriptor !== undefined && { statement_descriptor: descriptor }),
    },
  };
}

function update(call: Call): object {
  const { emulator } = call;
  const { payments: change } = paramsOf<Stripe.BalanceSettingsUpdateParams>(call);
  checkInterval(change);
  const old = kept(emulator);
  const settings = { ...old, payments: changed(old.payments, change) };
  emulator.book.put('balance_settings', settings);
  emulator.emit('balance_settings.updated', shown(settings), shown(old));
  return shown(settings);
}

export const balanceSettings: Handlers = {
  'balanceSettings.retrieve': {
    honours: ['expand'],
    forAccounts: true,
    run: ({ emulator }) => shown(kept(emulator)),
  },
  'balanceSettings.update': {
    honours: [
      'expand',
      'payments.debit_negative_balances',
      'payments.payouts.schedule.interval',
      'payments.payouts.statement_descriptor',
    ],
    forAccounts: true,
    run: update,
  },
};
