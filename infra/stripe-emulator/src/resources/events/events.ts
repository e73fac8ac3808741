import type { Stripe } from 'stripe';
import type { Emulator } from '../../emulator.js';
import { exclusiveParameters, tooManyItems } from '../../errors/parameter-errors.js';
import { noSuchObject } from '../../errors/request-errors.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';

const TYPES_MAX = 20;

/** `charge.*` stands for every type that begins with it. */
function isType(type: string, asked: string): boolean {
  return asked.endsWith('*') ? type.startsWith(asked.slice(0, -1)) : type === asked;
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.EventListParams>(call);
  if (params.type !== undefined && params.types !== undefined)
    throw exclusiveParameters('type', 'types');
  if ((params.types?.length ?? 0) > TYPES_MAX) throw tooManyItems('types', TYPES_MAX);
  const asked = params.types ?? (params.type === undefined ? null : [params.type]);
  const { delivery_success: delivered } = params;
  const since = oldestKept(call.emulator);
  return pageOf(call.emulator, 'event', params, {
    url: '/v1/events',
    matches: (event) =>
      event.created >= since &&
      (asked === null || asked.some((type) => isType(event.type, type))) &&
      (delivered === undefined || (event.pending_webhooks === 0) === delivered),
  });
}

/** Stripe shows events for thirty days. */
function oldestKept({ now, knobs }: Emulator): number {
  return now - knobs.eventsKeptDays * 86_400;
}

function retrieve(emulator: Emulator, id: string): Stripe.Event {
  const event = emulator.book.get('event', id);
  if (event.created < oldestKept(emulator)) throw noSuchObject('event', id);
  return event;
}

export const events: Handlers = {
  'events.retrieve': {
    honours: ['expand'],
    forAccounts: true,
    run: ({ emulator, id }) => retrieve(emulator, id),
  },
  'events.list': {
    honours: [...LIST, ...CREATED, 'delivery_success', 'type', 'types'],
    forAccounts: true,
    run: list,
  },
};
