import type { World } from './world.js';

interface Appointment {
  readonly at: Date;
  readonly order: number;
  readonly title: string;
  readonly act: () => Promise<void>;
  /** Has nothing to do with what others of its kind do at the same instant. */
  readonly isApart: boolean;
}

/**
 * What happens when. Stories write their acts down; the calendar lives through them day by day, so
 * that many projects grow side by side as they would in life.
 */
export class Calendar {
  private readonly appointments: Appointment[] = [];

  constructor(private readonly world: World) {}

  put(at: Date, title: string, act: () => Promise<void>): void {
    this.add({ at, title, act, isApart: false });
  }

  /** For what many do at the same instant without knowing of each other: it is done side by side. */
  putApart(at: Date, title: string, act: () => Promise<void>): void {
    this.add({ at, title, act, isApart: true });
  }

  /** @param report called with how much of the time has been lived through, 0 to 1 */
  async liveThrough(until: Date, report: (share: number, title: string) => void): Promise<void> {
    const start = this.appointments.length;
    for (let done = 0; ; done += 1) {
      const next = this.takeNext();
      if (next === null || next.at > until) break;
      report(done / Math.max(start, done + this.appointments.length), next.title);
      await this.world.moveTo(next.at);
      await Promise.all([next, ...this.takeApartWith(next)].map(live));
    }
    await this.world.moveTo(until);
  }

  private add(appointment: Omit<Appointment, 'order'>): void {
    this.appointments.push({ ...appointment, order: this.appointments.length });
  }

  private takeApartWith(first: Appointment): Appointment[] {
    if (!first.isApart) return [];
    const together: Appointment[] = [];
    for (;;) {
      const next = this.takeNext();
      if (next?.isApart === true && next.at.getTime() === first.at.getTime()) together.push(next);
      else {
        if (next !== null) this.appointments.unshift(next);
        return together;
      }
    }
  }

  private takeNext(): Appointment | null {
    this.appointments.sort(
      (a, b) =>
        a.at.getTime() - b.at.getTime() ||
        Number(b.isApart) - Number(a.isApart) ||
        a.order - b.order,
    );
    return this.appointments.shift() ?? null;
  }
}

async function live({ at, title, act }: Appointment): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw new Error(`${at.toISOString()} ${title}: ${String(error)}`, { cause: error });
  }
}
