import type { Emulator } from '../../emulator.js';
import { webhookEndpointObject } from './webhook-endpoints.js';

export interface FixedEndpoint {
  /** Keeps its id, so that a restart does not add another. */
  readonly id: string;
  readonly events: readonly string[];
  readonly url: string;
  readonly secrets: readonly string[];
  /** Hears of connected accounts instead of the platform itself. */
  readonly connect: boolean;
  /** Gets the thin events of API v2 instead of snapshots. */
  readonly thin: boolean;
}

/** The ids an environment may use, so that what an earlier start registered can be forgotten. */
export const FIXED_IDS = ['we_environment', 'we_environment_connect', 'we_environment_thin'];

/** Registers the endpoints of the environment, and forgets those of an earlier start that are no longer named. */
export function registerFixedEndpoints(emulator: Emulator, fixed: readonly FixedEndpoint[]): void {
  for (const id of FIXED_IDS)
    if (!fixed.some((endpoint) => endpoint.id === id) && emulator.book.find('webhook_endpoint', id))
      emulator.book.remove('webhook_endpoint', id);
  for (const endpoint of fixed) register(emulator, endpoint);
}

function register(
  emulator: Emulator,
  { id, url, events, secrets, connect, thin }: FixedEndpoint,
): void {
  const old = emulator.book.find('webhook_endpoint', id);
  const endpoint = webhookEndpointObject(
    {
      id,
      url,
      enabledEvents: [...events],
      description: 'Set by the environment',
      metadata: {},
    },
    old?.object.created ?? emulator.now,
  );
  emulator.book.put('webhook_endpoint', endpoint, {
    secrets,
    connect,
    payload: thin ? 'thin' : 'snapshot',
  });
}
