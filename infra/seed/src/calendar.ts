import type { World } from './world.js';

interface Appointment {
  readonly at: Date;
  readonly order: number;
  readonly title: string;
  readonly act: () => Promise<void>;
}

/**
 * What happens when. Stories write their acts down; the calendar lives through them day by day, so
 * that many projects grow side by side as they would in life.
 */
export class Calendar {
  private readonly appointments: Appointment[] = [];

  constructor(private readonly world: World) {}

  put(at: Date, title: string, act: () => Promise<void>): void {
    this.appointments.push({ at, title, act, order: this.appointments.length });
  }

  /** @param report called with how much of the time has been lived through, 0 to 1 */
  async liveThrough(until: Date, report: (share: number, title: string) => void): Promise<void> {
    const start = this.appointments.length;
    for (let done = 0; ; done += 1) {
      const next = this.takeNext();
      if (next === null || next.at > until) break;
      report(done / Math.max(start, done + this.appointments.length), next.title);
      await this.world.moveTo(next.at);
      try {
        await next.act();
      } catch (error) {
        throw new Error(`${next.at.toISOString()} ${next.title}: ${String(error)}`, {
          cause: error,
        });
      }
    }
    await this.world.moveTo(until);
  }

  private takeNext(): Appointment | null {
    this.appointments.sort((a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order);
    return this.appointments.shift() ?? null;
  }
}
