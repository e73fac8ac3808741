/**
 * How long work may be silent before somebody else takes it over. Short, because this is what a
 * donor waits for when a process dies; work that takes longer says every now and then that it goes on.
 */
export const LEASE_SECONDS = 6;
const RENEW_EVERY_MS = 1_500;

/**
 * Runs the work and renews its lease meanwhile. A renewal that fails is no failure of the work: the
 * lease's token decides at the end whose answer counts.
 */
export async function keepingLease<T>(
  renew: () => Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  let renewing = false;
  const timer = setInterval(() => {
    if (renewing) return;
    renewing = true;
    renew()
      .catch(() => undefined)
      .finally(() => (renewing = false));
  }, RENEW_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
