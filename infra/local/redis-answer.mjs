import { setTimeout as sleep } from 'node:timers/promises';

const START_LIMIT_MS = 15_000;

/**
 * @param {string} url
 * @param {() => boolean} [isRunning]
 * @returns {Promise<string>} what INFO says of the server
 */
export async function waitForAnswer(url, isRunning = () => true) {
  const { Redis: Client } = await import('ioredis');
  const client = new Client(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 2_000,
  });
  client.on('error', () => undefined);
  const until = Date.now() + START_LIMIT_MS;
  try {
    for (;;) {
      try {
        if (client.status !== 'ready') await client.connect();
        return await client.info('server');
      } catch (error) {
        if (!isRunning()) throw new Error('Redis ended while starting.');
        if (Date.now() > until) throw error;
      }
      await sleep(60);
    }
  } finally {
    client.disconnect();
  }
}
