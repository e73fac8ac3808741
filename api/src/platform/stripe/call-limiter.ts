import { setTimeout as sleep } from 'node:timers/promises';

/** Lets at most so many calls start in any second, in the order they came. */
export class CallLimiter {
  private nextAt = 0;

  constructor(private readonly perSecond: number) {}

  async turn(): Promise<void> {
    const now = performance.now();
    const startAt = Math.max(now, this.nextAt);
    this.nextAt = startAt + 1000 / this.perSecond;
    if (startAt > now + 1) await sleep(startAt - now);
  }
}
