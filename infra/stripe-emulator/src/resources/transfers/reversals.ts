import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { belowMinimum } from '../../errors/parameter-errors.js';
import { noSuchObject, refused } from '../../errors/request-errors.js';
import { showAmount } from '../../money/currencies.js';
import { addBalanceTransaction } from '../balance/balance-transactions.js';
import { balanceTotals } from '../balance/balance.js';
import { LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOfList, type ListParams } from '../pages.js';
import { giveBack } from './destination-payment.js';
import { reversalObject, reversalsOf } from './transfer-object.js';

type Transfer = Stripe.Transfer;

function amountOf(transfer: Transfer, asked: number | undefined): number {
  const left = transfer.amount - transfer.amount_reversed;
  if (left === 0) throw refused(`The transfer ${transfer.id} is already fully reversed.`);
  const amount = asked ?? left;
  if (amount < 1) throw belowMinimum('amount', 1);
  if (amount > left)
    throw refused(
      `Transfer reversal amount (${showAmount(amount, transfer.currency)}) is greater than unreversed amount on transfer (${showAmount(left, transfer.currency)})`,
      undefined,
      'amount',
    );
  return amount;
}

/** What the payee has paid out already cannot be taken back by a reversal. */
function checkPayeeFunds(emulator: Emulator, transfer: Transfer, amount: number): void {
  const account = idOf(transfer.destination);
  const totals = emulator.book.actingFor(account, () => balanceTotals(emulator));
  if (amount > totals.available + totals.pending)
    throw refused(
      `The connected account ${account} does not have enough available balance to reverse this transfer.`,
      'balance_insufficient',
      'amount',
    );
}

export function reversalsFor(emulator: Emulator, id: string): Stripe.TransferReversal[] {
  return emulator.book.naming('transfer_reversal', 'transfer', id).reverse();
}

function create(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<Stripe.TransferCreateReversalParams>(call);
  const transfer = emulator.book.get('transfer', id);
  const amount = amountOf(transfer, params.amount);
  checkPayeeFunds(emulator, transfer, amount);
  const metadata = params.metadata as Record<string, string> | undefined;
  const reversal = reversalObject({
    transfer,
    amount,
    metadata: mergeMetadata(null, metadata),
    created: emulator.now,
  });
  const transaction = addBalanceTransaction(emulator, {
    type: 'transfer_refund',
    source: reversal.id,
    amount,
    fees: [],
    exchangeRate: null,
    description: params.description ?? `REFUND FOR TRANSFER (${transfer.id})`,
    availableOn: null,
  });
  const booked = emulator.book.put('transfer_reversal', {
    ...reversal,
    balance_transaction: transaction.id,
    destination_payment_refund: giveBack(emulator, transfer, amount),
  });
  const reversed = transfer.amount_reversed + amount;
  emulator.changeAndEmit('transfer.reversed', 'transfer', id, {
    amount_reversed: reversed,
    reversed: reversed === transfer.amount,
    reversals: reversalsOf(id, reversalsFor(emulator, id)),
  });
  return booked;
}

function reversalOf({ emulator, id, partId }: Call): Stripe.TransferReversal {
  emulator.book.get('transfer', id);
  const reversal = emulator.book.find('transfer_reversal', partId)?.object;
  if (reversal?.transfer !== id) throw noSuchObject('transfer reversal', partId);
  return reversal;
}

function update(call: Call): object {
  const { emulator, id, partId } = call;
  const { metadata: old } = reversalOf(call);
  const { metadata } = paramsOf<Stripe.TransferUpdateReversalParams>(call);
  const change = metadata as Record<string, string> | '' | undefined;
  const changed = emulator.book.change('transfer_reversal', partId, {
    metadata: mergeMetadata(old, change),
  });
  emulator.book.change('transfer', id, {
    reversals: reversalsOf(id, reversalsFor(emulator, id)),
  });
  return changed;
}

function list(call: Call): object {
  const { emulator, id } = call;
  emulator.book.get('transfer', id);
  const url = `/v1/transfers/${id}/reversals`;
  return pageOfList(reversalsFor(emulator, id), paramsOf<ListParams>(call), url);
}

export const reversals: Handlers = {
  'transfers.createReversal': {
    honours: ['amount', 'description', 'expand', 'metadata', 'metadata.*'],
    run: create,
  },
  'transfers.retrieveReversal': { honours: ['expand'], run: reversalOf },
  'transfers.updateReversal': { honours: ['expand', 'metadata', 'metadata.*'], run: update },
  'transfers.listReversals': { honours: LIST, run: list },
};
