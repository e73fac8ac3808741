import { setTimeout as sleep } from 'node:timers/promises';

const START_LIMIT_MS = 15_000;
const CONNECT_LIMIT_MS = 2_000;
const POLL_MS = 60;

/**
 * @param {string} url
 * @param {() => boolean} [isRunning]
 * @returns {Promise<string>} what INFO says of the server
 */
export async function waitForAnswer(url, isRunning = () => true) {
  const until = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      return await askForInfo(url);
    } catch (error) {
      if (!isRunning()) throw new Error('Redis ended while starting.', { cause: error });
      if (Date.now() > until) throw error;
    }
    await sleep(POLL_MS);
  }
}

/** @param {string} url */
async function askForInfo(url) {
  const { Redis: Client } = await import('ioredis');
  const client = new Client(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: CONNECT_LIMIT_MS,
  });
  // Told to the caller by the call that failed; without a listener the library prints it as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.info('server');
  } finally {
    client.disconnect();
  }
}
