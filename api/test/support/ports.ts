import { createServer } from 'node:net';
import { threadId } from 'node:worker_threads';

/**
 * Below the ports that connections go out from, and for each thread its own: between looking and
 * listening nobody takes one by chance.
 */
const FIRST = 20_000;
const SLICE = 100;
const SLICES = 120;

let tried = 0;

/** A port of 127.0.0.1 on which nobody listens. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < SLICE; tries += 1) {
    const port = FIRST + (threadId % SLICES) * SLICE + (tried++ % SLICE);
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
