import { createServer } from 'node:net';

const HIGHEST_PORT = 65_535;
const ATTEMPTS_MAX = 200;

/**
 * @param {number} port 0 asks the system for any free port
 * @returns {Promise<number | null>} the port that was free, or null
 */
export function probePort(port) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const free = typeof address === 'object' && address ? address.port : null;
      server.close(() => done(free));
    });
  });
}

/**
 * The wanted port, or the next free one above it, leaving out those already promised to somebody.
 *
 * @param {number} wanted
 * @param {Set<number>} [promised]
 * @param {(port: number) => Promise<number | null>} [probe]
 */
export async function nextFreePort(wanted, promised = new Set(), probe = probePort) {
  const last = Math.min(wanted + ATTEMPTS_MAX, HIGHEST_PORT);
  for (let port = wanted; port <= last; port += 1) {
    if (promised.has(port)) continue;
    // Promised before it is tried: two parts that look at the same time must not find the same port.
    promised.add(port);
    if (await probe(port)) return port;
  }
  throw new Error(`No free port between ${wanted} and ${last}.`);
}

/**
 * Everybody whose wish is free gets it first; only then do the others look further, so that one taken
 * port does not push all the rest along.
 *
 * @template {Record<string, number>} T
 * @param {T} wanted
 * @param {readonly string[]} leftOut names whose port is settled elsewhere
 * @param {Set<number>} promised
 * @param {(port: number) => Promise<number | null>} [probe]
 * @returns {Promise<T>}
 */
export async function choosePortsFor(wanted, leftOut, promised, probe = probePort) {
  const names = Object.keys(wanted).filter((name) => !leftOut.includes(name));
  /** @type {Record<string, number>} */
  const chosen = { ...wanted };
  const unlucky = [];
  for (const name of names) {
    const port = /** @type {number} */ (wanted[name]);
    const isFree = !promised.has(port) && (await probe(port)) !== null;
    promised.add(port);
    if (!isFree) unlucky.push(name);
  }
  for (const name of unlucky) {
    chosen[name] = await nextFreePort(/** @type {number} */ (wanted[name]), promised, probe);
  }
  return /** @type {T} */ (chosen);
}

export async function anyFreePort() {
  const port = await probePort(0);
  if (!port) throw new Error('The system gave no free port.');
  return port;
}
