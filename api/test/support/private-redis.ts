import { spawn } from 'node:child_process';
import path from 'node:path';
import { Redis } from 'ioredis';

const RUNNER = path.resolve(import.meta.dirname, '../../../infra/local/services.mjs');
const ADDRESS = /TEST_REDIS_URL='([^']+)'/;

/** A Redis that only this test file uses, so that it may be emptied or taken away. */
export interface PrivateRedis {
  readonly url: string;
  flushAll(): Promise<void>;
  stop(): Promise<void>;
}

/** Started by the local runner, which knows how to find a Redis on any machine; ends with its input. */
export async function startPrivateRedis(): Promise<PrivateRedis> {
  const env = { ...process.env };
  delete env.TEST_REDIS_URL;
  const child = spawn(process.execPath, [RUNNER, 'test'], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = ADDRESS.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => {
      reject(new Error('the private Redis did not start'));
    });
  });
  const client = new Redis(url);
  client.on('error', () => undefined);
  return {
    url,
    flushAll: async () => {
      await client.flushall();
    },
    stop: async () => {
      client.disconnect();
      child.stdin.end();
      await ended;
    },
  };
}
