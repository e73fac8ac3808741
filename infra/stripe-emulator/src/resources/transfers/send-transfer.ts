import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { belowMinimum, parameterMissing } from '../../errors/parameter-errors.js';
import { refused } from '../../errors/request-errors.js';
import { readCurrency, SETTLEMENT_CURRENCY, showAmount } from '../../money/currencies.js';
import { transfersStatus, type Account } from '../accounts/account-object.js';
import { connectedAccount } from '../accounts/account-state.js';
import { regionOf } from '../accounts/regions.js';
import { addBalanceTransaction } from '../balance/balance-transactions.js';
import { balanceTotals, insufficientFunds } from '../balance/balance.js';
import { settleCharge } from '../balance/settlement.js';
import { receiveTransfer } from './destination-payment.js';
import { transferObject } from './transfer-object.js';

type CreateParams = Stripe.TransferCreateParams;

/** Where the money of a transfer comes from. */
interface Source {
  readonly amount: number;
  readonly charge: Stripe.Charge | null;
  readonly availableOn: number | null;
}

/** @throws Stripe's refusals of a payee, worst first. */
function checkDestination(account: Account): void {
  const country = account.identity?.country ?? '';
  if (regionOf(country) === 'elsewhere')
    throw refused(
      `Funds can't be sent to accounts located in ${country.toUpperCase()} because it's restricted outside of your platform's region. To learn more, see: https://stripe.com/docs/connect/account-capabilities#transfers-cross-border`,
      'transfers_not_allowed',
      'destination',
    );
  if (account.closed || transfersStatus(account) !== 'active')
    throw refused(
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
      'insufficient_capabilities_for_transfer',
    );
}

function sourceOf(emulator: Emulator, params: CreateParams): Source {
  const { source_transaction: id } = params;
  if (id !== undefined) return chargeSource(emulator, id, params.amount);
  if (params.amount === undefined) throw parameterMissing('amount');
  const funds = readCurrency(params.currency) === SETTLEMENT_CURRENCY;
  if (!funds || params.amount > balanceTotals(emulator).available) throw insufficientFunds();
  return { amount: params.amount, charge: null, availableOn: null };
}

/** A transfer may be bound to one charge: then it waits for that charge's money and never exceeds it. */
function chargeSource(emulator: Emulator, id: string, asked: number | undefined): Source {
  emulator.book.refer('charge', id, 'source_transaction');
  settleCharge(emulator, id);
  const charge = emulator.book.get('charge', id);
  const brought = emulator.book.find(
    'balance_transaction',
    idOf(charge.balance_transaction),
  )?.object;
  if (!brought) throw refused(`Charge ${id} has failed.`, undefined, 'source_transaction');
  const sent = emulator.book
    .naming('transfer', 'source_transaction', id)
    .reduce((sum, { amount, amount_reversed: back }) => sum + amount - back, 0);
  const amount = asked ?? brought.amount - sent;
  if (amount > brought.amount - sent)
    throw refused(
      `Transfers using this transaction as a source must not exceed the source amount of ${showAmount(brought.amount, SETTLEMENT_CURRENCY)}. (There is already a transfer using this source, amounting to ${showAmount(sent, SETTLEMENT_CURRENCY)})`,
      undefined,
      'amount',
    );
  return { amount, charge, availableOn: brought.available_on };
}

/** Sends money from the platform's balance to a connected account. */
export function sendTransfer(emulator: Emulator, params: CreateParams): Stripe.Transfer {
  readCurrency(params.currency);
  if (params.amount !== undefined && params.amount < 1) throw belowMinimum('amount', 1);
  checkDestination(connectedAccount(emulator, params.destination, 'destination'));
  const source = sourceOf(emulator, params);
  const transfer = transferObject({
    amount: source.amount,
    destination: params.destination,
    description: params.description ?? null,
    metadata: mergeMetadata(null, params.metadata as Record<string, string> | undefined),
    sourceTransaction: source.charge?.id ?? null,
    transferGroup: params.transfer_group ?? source.charge?.transfer_group ?? null,
    created: emulator.now,
  });
  return book(emulator, transfer, waitsUntil(emulator, source));
}

function waitsUntil(emulator: Emulator, { availableOn }: Source): number | null {
  return availableOn !== null && availableOn > emulator.now ? availableOn : null;
}

function book(
  emulator: Emulator,
  transfer: Stripe.Transfer,
  availableOn: number | null,
): Stripe.Transfer {
  const payment = receiveTransfer(emulator, transfer, availableOn);
  const transaction = addBalanceTransaction(emulator, {
    type: 'transfer',
    source: transfer.id,
    amount: -transfer.amount,
    fees: [],
    exchangeRate: null,
    description: transfer.description,
    availableOn,
  });
  const sent = emulator.book.put('transfer', {
    ...transfer,
    balance_transaction: transaction.id,
    destination_payment: payment,
  });
  emulator.emit('transfer.created', sent);
  return sent;
}
