import type { Stripe } from 'stripe';
import { newId, randomText } from '../../book/identifiers.js';
import { contract } from '../../contract/contract.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import {
  invalidUrl,
  notEmulated,
  notOneOf,
  parameterMissing,
} from '../../errors/parameter-errors.js';
import { paramsOf, type Call, type Handlers } from '../operation.js';
import { v2PageOf } from '../v2-pages.js';

type Destination = Stripe.V2.Core.EventDestination;
type CreateParams = Stripe.V2.Core.EventDestinationCreateParams;

const FROM = ['@self', '@accounts'];

function checkUrl(url: string | undefined): void {
  if (url !== undefined && !/^https?:\/\/[^\s/]+/.test(url))
    throw invalidUrl('webhook_endpoint.url');
}

function checkCreate(params: CreateParams): string {
  if (params.type !== 'webhook_endpoint') throw notEmulated([`type=${params.type}`]);
  const url = params.webhook_endpoint?.url;
  if (url === undefined) throw parameterMissing('webhook_endpoint');
  checkUrl(url);
  if (params.events_from?.some((from) => !FROM.includes(from))) throw notOneOf('events_from', FROM);
  const { snapshot_api_version: version } = params;
  if (version !== undefined && version !== contract.apiVersion)
    throw notOneOf('snapshot_api_version', [contract.apiVersion]);
  return url;
}

function create(call: Call): object {
  const { emulator } = call;
  const params = paramsOf<CreateParams>(call);
  const url = checkCreate(params);
  const now = new Date(emulator.clock.nowMs()).toISOString();
  const secret = `whsec_${randomText(32)}`;
  const destination: Destination = {
    id: newId('ed'),
    object: 'v2.core.event_destination',
    created: now,
    description: params.description ?? '',
    enabled_events: params.enabled_events,
    event_payload: params.event_payload,
    events_from: params.events_from ?? ['@self'],
    livemode: false,
    metadata: mergeMetadata(null, params.metadata as Record<string, string> | undefined),
    name: params.name,
    ...(params.event_payload === 'snapshot' && { snapshot_api_version: contract.apiVersion }),
    status: 'enabled',
    type: 'webhook_endpoint',
    updated: now,
    webhook_endpoint: { url },
  };
  emulator.book.put('v2.core.event_destination', destination, { secrets: [secret] });
  return shown(destination, params.include, secret);
}

/** The address is shown to those who ask, the secret to those who ask when they create it. */
function shown(
  { webhook_endpoint: endpoint, ...destination }: Destination,
  include: readonly string[] = [],
  secret?: string,
): Destination {
  const url = include.includes('webhook_endpoint.url') ? endpoint?.url : undefined;
  const signing = include.includes('webhook_endpoint.signing_secret') ? secret : undefined;
  if (url === undefined && signing === undefined) return destination;
  return {
    ...destination,
    webhook_endpoint: { ...(url && { url }), ...(signing && { signing_secret: signing }) },
  };
}

function changed(emulator: Emulator, id: string, members: Partial<Destination>): Destination {
  emulator.book.get('v2.core.event_destination', id);
  const updated = new Date(emulator.clock.nowMs()).toISOString();
  return emulator.book.change('v2.core.event_destination', id, { ...members, updated });
}

function update(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<Stripe.V2.Core.EventDestinationUpdateParams>(call);
  const old = emulator.book.get('v2.core.event_destination', id);
  const url = params.webhook_endpoint?.url;
  checkUrl(url);
  const metadata = params.metadata as Record<string, string> | '' | undefined;
  const destination = changed(emulator, id, {
    ...(params.description !== undefined && { description: params.description }),
    ...(params.enabled_events && { enabled_events: params.enabled_events }),
    ...(params.name !== undefined && { name: params.name }),
    ...(url !== undefined && { webhook_endpoint: { url } }),
    metadata: mergeMetadata(old.metadata ?? null, metadata),
  });
  return shown(destination, params.include);
}

function remove({ emulator, id }: Call): object {
  emulator.book.get('v2.core.event_destination', id);
  emulator.book.remove('v2.core.event_destination', id);
  return { id, object: 'v2.core.event_destination' };
}

function list(call: Call): object {
  const { include } = paramsOf<Stripe.V2.Core.EventDestinationListParams>(call);
  return v2PageOf(call, 'v2.core.event_destination', {
    path: '/v2/core/event_destinations',
    matches: () => true,
    show: (destination) => shown(destination, include),
  });
}

function ping({ emulator, id }: Call): object {
  emulator.book.get('v2.core.event_destination', id);
  const url = `/v2/core/event_destinations/${id}`;
  return emulator.emitThin('v2.core.event_destination.ping', {
    related: { id, type: 'v2.core.event_destination', url },
  });
}

export const eventDestinations: Handlers = {
  'v2.core.eventDestinations.create': {
    honours: [
      'description',
      'enabled_events',
      'event_payload',
      'events_from',
      'include',
      'metadata.*',
      'name',
      'snapshot_api_version',
      'type',
      'webhook_endpoint.url',
    ],
    run: create,
  },
  'v2.core.eventDestinations.retrieve': {
    honours: ['include'],
    run: (call) => {
      const { include } = paramsOf<Stripe.V2.Core.EventDestinationRetrieveParams>(call);
      return shown(call.emulator.book.get('v2.core.event_destination', call.id), include);
    },
  },
  'v2.core.eventDestinations.update': {
    honours: [
      'description',
      'enabled_events',
      'include',
      'metadata',
      'metadata.*',
      'name',
      'webhook_endpoint.url',
    ],
    run: update,
  },
  'v2.core.eventDestinations.list': { honours: ['include', 'limit', 'page'], run: list },
  'v2.core.eventDestinations.del': { honours: [], run: remove },
  'v2.core.eventDestinations.disable': {
    honours: [],
    run: ({ emulator, id }) =>
      shown(
        changed(emulator, id, {
          status: 'disabled',
          status_details: { disabled: { reason: 'user' } },
        }),
      ),
  },
  'v2.core.eventDestinations.enable': {
    honours: [],
    run: ({ emulator, id }) => shown(changed(emulator, id, { status: 'enabled' })),
  },
  'v2.core.eventDestinations.ping': { honours: [], run: ping },
};
