import { setTimeout as sleep } from 'node:timers/promises';
import type { ClockMoveView, ClockView } from '@vatra/shared/clock/clock.views';
import { Browser } from './browser.js';
import { Random } from './random.js';

export interface Addresses {
  readonly api: string;
  readonly origin: string;
  readonly emulator: string;
  readonly bank: string;
}

export const DAY_MS = 24 * 60 * 60 * 1000;
const POLL_MS = 8;
/** No move is done sooner. */
const FIRST_LOOK_MS = 25;
/** Of the emulator when nobody has changed it. */
const SETTLEMENT_DELAY_MS = 50;
const HOUR_MS = 60 * 60 * 1000;

/** What every story shares: where things are, the date, the row of random numbers. */
export class World {
  readonly visitor: Browser;
  movedTimes = 0;
  /** Where the last move led. */
  private reached: Date | null = null;

  constructor(
    readonly addresses: Addresses,
    readonly random: Random,
    /** The real present: the last day of the demonstration. */
    readonly today: Date,
    readonly adminEmail: string,
  ) {
    this.visitor = this.browser();
  }

  browser(): Browser {
    return new Browser(this.addresses.api, this.addresses.origin);
  }

  /** An instant so many days before (negative) or after today, at nine in the morning UTC. */
  day(offset: number, hour = 9): Date {
    const date = new Date(this.today.getTime() + offset * DAY_MS);
    date.setUTCHours(hour, 0, 0, 0);
    return date;
  }

  dayText(offset: number): string {
    return this.day(offset).toISOString().slice(0, 10);
  }

  async now(): Promise<Date> {
    return new Date((await this.visitor.get<ClockView>('/clock')).now);
  }

  /**
   * Before the story: the provider's exchange rates count from its first day, so that it is the same
   * whenever it is told, and charges come with their fees, so that it is told faster.
   */
  startProvider(firstDay: Date): Promise<void> {
    const exchangeRateFirstDay = Math.floor(firstDay.getTime() / DAY_MS);
    return this.turnKnobs({ exchangeRateFirstDay, settlementDelayMs: 0 });
  }

  /** After it: fees are known a moment after the charge again, as in life. */
  leaveProvider(): Promise<void> {
    return this.turnKnobs({ settlementDelayMs: SETTLEMENT_DELAY_MS });
  }

  /** Lives through the time up to the instant; nothing happens when it is not later than now. */
  async moveTo(instant: Date, allowBack = false): Promise<void> {
    if (!allowBack && !(await this.isLater(instant))) return;
    const move = await this.visitor.post<ClockMoveView>('/clock/moves', {
      to: instant.toISOString(),
    });
    this.movedTimes += 1;
    this.reached = instant;
    await sleep(FIRST_LOOK_MS);
    for (;;) {
      const state = await this.visitor.get<ClockMoveView>(`/clock/moves/${move.id}`);
      if (state.state === 'done') return;
      if (state.state === 'failed') throw new Error(`the clock stopped: ${state.problem ?? ''}`);
      await sleep(POLL_MS);
    }
  }

  /** Only what lies close to the last move may have gone by while the demonstration was made. */
  private async isLater(instant: Date): Promise<boolean> {
    if (this.reached !== null && instant.getTime() - this.reached.getTime() > HOUR_MS) return true;
    return (await this.now()) < instant;
  }

  /** A second passes, in which everything that was set off comes to its end. */
  async letSettle(): Promise<void> {
    await this.moveTo(new Date((await this.now()).getTime() + 1_000));
  }

  private async turnKnobs(knobs: object): Promise<void> {
    const response = await fetch(new URL('/_emu/knobs', this.addresses.emulator), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(knobs),
    });
    if (!response.ok) throw new Error(`the provider's knobs stay: ${await response.text()}`);
  }

  /** Waits for something that jobs bring about; the seed never changes it itself. */
  async until<Found>(what: string, look: () => Promise<Found | null>): Promise<Found> {
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
      const found = await look();
      if (found !== null) return found;
      await sleep(POLL_MS);
    }
    throw new Error(`waited in vain for: ${what}`);
  }
}
