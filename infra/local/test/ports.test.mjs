import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { choosePortsFor, nextFreePort, probePort } from '../ports.mjs';

/** @param {number[]} taken */
const probeWithout = (taken) => async (/** @type {number} */ port) =>
  taken.includes(port) ? null : port;

describe('the choice of a port', () => {
  it('takes the wanted one, or the next that is neither in use nor promised', async () => {
    assert.equal(await nextFreePort(4300, new Set(), probeWithout([])), 4300);
    assert.equal(await nextFreePort(4300, new Set([4301]), probeWithout([4300])), 4302);
  });

  it('never gives one port to two who ask at the same time', async () => {
    const promised = new Set([4330]);
    const slow = (/** @type {number} */ port) =>
      new Promise((done) => setTimeout(() => done(port), 5));
    const ask = () => nextFreePort(4330, promised, /** @type {any} */ (slow));
    const given = await Promise.all([ask(), ask(), ask()]);
    assert.equal(new Set(given).size, 3);
  });

  it('gives up at the end of the range', async () => {
    await assert.rejects(() => nextFreePort(65_535, new Set(), async () => null), /No free port/);
  });

  it('moves only the part whose port is taken', async () => {
    const wanted = { web: 4300, api: 4301, postgres: 4330 };
    const ports = await choosePortsFor(wanted, ['postgres'], new Set(), probeWithout([4300]));
    assert.deepEqual(ports, { web: 4302, api: 4301, postgres: 4330 });
  });

  it('sees a port another process listens on', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    assert.equal(await probePort(port), null);
    server.close();
    await once(server, 'close');
    assert.equal(await probePort(port), port);
  });
});
