import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { keepingLease, LEASE_SECONDS } from './keep-lease.js';

const LONG_MS = LEASE_SECONDS * 5_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Work that takes a while, and how often its lease was renewed meanwhile. */
async function workFor(ms: number, renew: () => Promise<void>) {
  let renewals = 0;
  const working = keepingLease(
    () => {
      renewals += 1;
      return renew();
    },
    () => new Promise<string>((done) => setTimeout(done, ms, 'done')),
  );
  await jest.advanceTimersByTimeAsync(ms);
  return { result: await working, renewals: () => renewals };
}

describe('a lease', () => {
  it('is renewed several times before it would run out, for as long as the work goes on', async () => {
    const { result, renewals } = await workFor(LONG_MS, () => Promise.resolve());
    expect(result).toBe('done');
    expect(renewals()).toBeGreaterThanOrEqual((LONG_MS / 1_000 / LEASE_SECONDS) * 3);
    const atTheEnd = renewals();
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(renewals()).toBe(atTheEnd);
  });

  it('that could not be renewed is tried again, and the work knows nothing of it', async () => {
    const { result, renewals } = await workFor(LONG_MS, () => Promise.reject(new Error('away')));
    expect([result, renewals() > 1]).toEqual(['done', true]);
  });

  it('is not asked for twice at a time when PostgreSQL is slow', async () => {
    const never = () => new Promise<void>(() => undefined);
    expect((await workFor(LONG_MS, never)).renewals()).toBe(1);
  });

  it('ends with work that fails', async () => {
    let renewals = 0;
    const failing = keepingLease(
      () => Promise.resolve(void (renewals += 1)),
      () => Promise.reject(new Error('broken')),
    );
    await expect(failing).rejects.toThrow('broken');
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(renewals).toBe(0);
  });
});
