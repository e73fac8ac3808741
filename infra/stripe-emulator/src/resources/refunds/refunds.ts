import type { Stripe } from 'stripe';
import { mergeMetadata } from '../../contract/metadata.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';
import { makeRefund } from './make-refund.js';
import { cancelRefund } from './refund-outcome.js';

function update(call: Call): object {
  const { emulator, id } = call;
  const { metadata: old } = emulator.book.get('refund', id);
  const { metadata } = paramsOf<Stripe.RefundUpdateParams>(call);
  const change = metadata as Record<string, string> | '' | undefined;
  return emulator.changeAndEmit('refund.updated', 'refund', id, {
    metadata: mergeMetadata(old, change),
  });
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.RefundListParams>(call);
  return pageOf(call.emulator, 'refund', params, {
    url: '/v1/refunds',
    matches: (refund) =>
      (params.charge === undefined || refund.charge === params.charge) &&
      (params.payment_intent === undefined || refund.payment_intent === params.payment_intent),
  });
}

export const refunds: Handlers = {
  'refunds.create': {
    honours: ['amount', 'charge', 'expand', 'metadata', 'metadata.*', 'payment_intent', 'reason'],
    run: (call) => makeRefund(call.emulator, paramsOf<Stripe.RefundCreateParams>(call)),
  },
  'refunds.retrieve': {
    honours: ['expand'],
    forAccounts: true,
    run: ({ emulator, id }) => emulator.book.get('refund', id),
  },
  'refunds.update': { honours: ['expand', 'metadata', 'metadata.*'], run: update },
  'refunds.cancel': {
    honours: ['expand'],
    run: ({ emulator, id }) => cancelRefund(emulator, id),
  },
  'refunds.list': {
    honours: [...LIST, ...CREATED, 'charge', 'payment_intent'],
    forAccounts: true,
    run: list,
  },
};
