import type { Stripe } from 'stripe';
import { mergeMetadata } from '../../contract/metadata.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';
import { sendTransfer } from './send-transfer.js';

function update(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<Stripe.TransferUpdateParams>(call);
  const { metadata: old } = emulator.book.get('transfer', id);
  const metadata = params.metadata as Record<string, string> | '' | undefined;
  return emulator.changeAndEmit('transfer.updated', 'transfer', id, {
    ...(params.description !== undefined && { description: params.description }),
    metadata: mergeMetadata(old, metadata),
  });
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.TransferListParams>(call);
  return pageOf(call.emulator, 'transfer', params, {
    url: '/v1/transfers',
    matches: (transfer) =>
      (params.destination === undefined || transfer.destination === params.destination) &&
      (params.transfer_group === undefined || transfer.transfer_group === params.transfer_group),
  });
}

export const transfers: Handlers = {
  'transfers.create': {
    honours: [
      'amount',
      'currency',
      'description',
      'destination',
      'expand',
      'metadata.*',
      'source_transaction',
      'transfer_group',
    ],
    run: (call) => sendTransfer(call.emulator, paramsOf<Stripe.TransferCreateParams>(call)),
  },
  'transfers.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('transfer', id),
  },
  'transfers.update': { honours: ['description', 'expand', 'metadata', 'metadata.*'], run: update },
  'transfers.list': { honours: [...LIST, ...CREATED, 'destination', 'transfer_group'], run: list },
};
