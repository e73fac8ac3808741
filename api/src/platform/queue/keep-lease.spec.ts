import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { keepingLease, LEASE_SECONDS, LeaseOver, requireLease } from './keep-lease.js';

const LONG_MS = LEASE_SECONDS * 5_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

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

  it('that ran out lets nothing be sent, until it is held again', async () => {
    let renew = () => Promise.reject<boolean>(new Error('away'));
    const seen: string[] = [];
    const trySending = () => {
      try {
        requireLease();
        seen.push('sent');
      } catch (error) {
        seen.push(error instanceof LeaseOver ? 'kept back' : String(error));
      }
    };
    const working = keepingLease(
      () => renew(),
      async () => {
        trySending();
        await sleep(LEASE_SECONDS * 1_000);
        trySending();
        renew = () => Promise.resolve(true);
        await sleep(2_000);
        trySending();
        renew = () => Promise.resolve(false);
        await sleep(LEASE_SECONDS * 1_000);
        trySending();
      },
    );
    await jest.advanceTimersByTimeAsync(LONG_MS);
    await working;
    expect(seen).toEqual(['sent', 'kept back', 'sent', 'kept back']);
  });

  it('counts from when it was asked for: its holder may have slept since', async () => {
    const since = performance.now() - LEASE_SECONDS * 1_000;
    const work = () => Promise.resolve().then(requireLease);
    await expect(keepingLease(() => Promise.resolve(), work, since)).rejects.toThrow(LeaseOver);
  });

  it('holds nobody up who works without one, or goes on after it', async () => {
    requireLease();
    let later: Promise<void> = Promise.resolve();
    await keepingLease(
      () => Promise.resolve(),
      () => {
        later = sleep(LONG_MS).then(requireLease);
        return Promise.resolve();
      },
    );
    await jest.advanceTimersByTimeAsync(LONG_MS);
    await expect(later).resolves.toBeUndefined();
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
