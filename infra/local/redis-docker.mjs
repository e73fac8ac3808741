// The last resort: a Redis container, reachable from this machine only.
import { join } from 'node:path';
import { run } from './command.mjs';
import { waitForAnswer } from './redis-answer.mjs';

const IMAGE = 'redis:7.4-alpine';

/**
 * @param {import('./redis.mjs').RedisOptions} options
 * @param {number} port
 * @returns {Promise<import('./redis.mjs').Redis>}
 */
export async function startRedisContainer({ directory, durable = false, password, tell }, port) {
  const name = `vatra-redis-${port}`;
  tell?.('starting a container');
  await run('docker', [
    ...['run', '--detach', '--rm', '--name', name, '--publish', `127.0.0.1:${port}:6379`],
    ...(durable ? ['--volume', `${join(directory, 'container')}:/data`] : []),
    ...[IMAGE, 'redis-server', '--databases', '64', '--maxmemory-policy', 'noeviction'],
    ...['--appendonly', durable ? 'yes' : 'no', ...(password ? ['--requirepass', password] : [])],
  ]);
  const url = password
    ? `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`
    : `redis://127.0.0.1:${port}`;
  const stop = async () => {
    await run('docker', ['stop', '--time', '8', name]).catch(() => undefined);
  };
  try {
    await waitForAnswer(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, port, pid: null, child: null, from: 'docker', stop };
}
