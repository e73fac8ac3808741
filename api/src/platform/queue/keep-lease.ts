import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * How long work may be silent before somebody else takes it over. Short, because this is what a
 * donor waits for when a process dies; work that takes longer says every now and then that it goes on.
 */
export const LEASE_SECONDS = 6;
const RENEW_EVERY_MS = 1_500;

/** Somebody else may have the work by now. */
export class LeaseOver extends Error {
  override readonly name = 'LeaseOver';
}

interface Lease {
  /** By the clock that a sleeping process does not stop. Null: the work is done. */
  overAt: number | null;
}

const leases = new AsyncLocalStorage<Lease>();

/**
 * Runs the work and renews its lease meanwhile. A renewal that fails is no failure of the work: the
 * lease's token decides at the end whose answer counts.
 *
 * @param renew resolves to false when somebody else has the lease
 * @param since when the lease was asked for, by `performance.now()`
 */
export async function keepingLease<T>(
  renew: () => Promise<unknown>,
  work: () => Promise<T>,
  since = performance.now(),
): Promise<T> {
  const lease: Lease = { overAt: endOf(since) };
  let renewing = false;
  const timer = setInterval(() => {
    if (renewing) return;
    renewing = true;
    const asked = performance.now();
    renew()
      .then((held) => {
        if (held !== false) lease.overAt = endOf(asked);
      })
      .catch(() => undefined)
      .finally(() => (renewing = false));
  }, RENEW_EVERY_MS);
  try {
    return await leases.run(lease, work);
  } finally {
    clearInterval(timer);
    // What the work has set going and does not wait for is on its own.
    lease.overAt = null;
  }
}

/**
 * Right before something is sent outside. A process that slept past its lease would send what another
 * has sent in its place, at a time when nobody reckons with it any more (decision 0057).
 * @throws LeaseOver; work without a lease passes
 */
export function requireLease(): void {
  const overAt = leases.getStore()?.overAt ?? null;
  if (overAt !== null && performance.now() >= overAt) {
    throw new LeaseOver('slept past the lease: nothing was sent');
  }
}

function endOf(since: number): number {
  return since + LEASE_SECONDS * 1_000;
}
