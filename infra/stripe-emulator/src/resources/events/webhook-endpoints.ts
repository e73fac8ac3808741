import type { Stripe } from 'stripe';
import { newId, randomText } from '../../book/identifiers.js';
import { contract } from '../../contract/contract.js';
import { mergeMetadata } from '../../contract/metadata.js';
import { invalidUrl, notOneOf } from '../../errors/parameter-errors.js';
import { LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';

export interface EndpointFacts {
  readonly id: string;
  readonly url: string;
  readonly enabledEvents: string[];
  readonly description: string | null;
  readonly metadata: Record<string, string>;
}

export function webhookEndpointObject(
  facts: EndpointFacts,
  created: number,
): Stripe.WebhookEndpoint {
  return {
    id: facts.id,
    object: 'webhook_endpoint',
    api_version: contract.apiVersion,
    application: null,
    created,
    description: facts.description,
    enabled_events: facts.enabledEvents,
    livemode: false,
    metadata: facts.metadata,
    status: 'enabled',
    url: facts.url,
  };
}

function checkUrl(url: string | undefined): void {
  if (url !== undefined && !/^https?:\/\/[^\s/]+/.test(url)) throw invalidUrl('url');
}

function create(call: Call): object {
  const { emulator } = call;
  const params = paramsOf<Stripe.WebhookEndpointCreateParams>(call);
  checkUrl(params.url);
  const { api_version: version } = params;
  if (version !== undefined && version !== contract.apiVersion)
    throw notOneOf('api_version', [contract.apiVersion]);
  const secret = `whsec_${randomText(32)}`;
  const endpoint = webhookEndpointObject(
    {
      id: newId('we'),
      url: params.url,
      enabledEvents: params.enabled_events,
      description: params.description || null,
      metadata: mergeMetadata(null, params.metadata as Record<string, string> | undefined),
    },
    emulator.now,
  );
  emulator.book.put('webhook_endpoint', endpoint, {
    secrets: [secret],
    connect: params.connect === true,
  });
  // Only the answer to the creation shows the secret.
  return { ...endpoint, secret };
}

function update(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<Stripe.WebhookEndpointUpdateParams>(call);
  const old = emulator.book.get('webhook_endpoint', id);
  checkUrl(params.url);
  const metadata = params.metadata as Record<string, string> | '' | undefined;
  return emulator.book.change('webhook_endpoint', id, {
    ...(params.url !== undefined && { url: params.url }),
    ...(params.enabled_events && { enabled_events: params.enabled_events }),
    ...(params.description !== undefined && { description: params.description || null }),
    ...(params.disabled !== undefined && { status: params.disabled ? 'disabled' : 'enabled' }),
    metadata: mergeMetadata(old.metadata, metadata),
  });
}

function remove({ emulator, id }: Call): object {
  emulator.book.get('webhook_endpoint', id);
  emulator.book.remove('webhook_endpoint', id);
  return { id, object: 'webhook_endpoint', deleted: true };
}

export const webhookEndpoints: Handlers = {
  'webhookEndpoints.create': {
    honours: [
      'api_version',
      'connect',
      'description',
      'enabled_events',
      'expand',
      'metadata.*',
      'url',
    ],
    run: create,
  },
  'webhookEndpoints.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('webhook_endpoint', id),
  },
  'webhookEndpoints.update': {
    honours: [
      'description',
      'disabled',
      'enabled_events',
      'expand',
      'metadata',
      'metadata.*',
      'url',
    ],
    run: update,
  },
  'webhookEndpoints.del': { honours: [], run: remove },
  'webhookEndpoints.list': {
    honours: LIST,
    run: (call) =>
      pageOf(call.emulator, 'webhook_endpoint', paramsOf<ListParams>(call), {
        url: '/v1/webhook_endpoints',
        matches: () => true,
      }),
  },
};
