import type { Stripe } from 'stripe';
import { paramsOf, type Call, type Handlers } from '../operation.js';
import { isInRange } from '../pages.js';
import { v2PageOf } from '../v2-pages.js';

function list(call: Call): object {
  const params = paramsOf<Stripe.V2.Core.EventListParams>(call);
  return v2PageOf(call, 'v2.core.event', {
    path: '/v2/core/events',
    matches: (event) =>
      (params.object_id === undefined || event.related_object?.id === params.object_id) &&
      (params.types === undefined || params.types.includes(event.type)) &&
      isInRange(Date.parse(event.created) / 1000, params.created),
    show: (event) => event,
  });
}

export const v2Events: Handlers = {
  'v2.core.events.retrieve': {
    honours: [],
    run: ({ emulator, id }) => emulator.book.get('v2.core.event', id),
  },
  'v2.core.events.list': {
    honours: ['created.*', 'limit', 'object_id', 'page', 'types'],
    run: list,
  },
};
