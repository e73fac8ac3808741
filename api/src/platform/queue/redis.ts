import { Redis } from 'ioredis';

const CONNECT_TIMEOUT_MS = 2_000;

/** A connection that fails fast, for callers that have PostgreSQL to fall back on. */
export function impatientRedis(url: string): Redis {
  return new Redis(url, {
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    lazyConnect: false,
  });
}

/** A connection that waits for Redis to come back, as BullMQ's workers need it. */
export function patientRedis(url: string): Redis {
  return new Redis(url, { connectTimeout: CONNECT_TIMEOUT_MS, maxRetriesPerRequest: null });
}
