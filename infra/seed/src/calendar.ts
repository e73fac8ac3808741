import type { World } from './world.js';

interface Appointment {
  readonly at: Date;
  readonly order: number;
  readonly title: string;
  readonly act: () => Promise<void>;
  /** What happens to one story: its acts follow each other. Null: nothing else happens meanwhile. */
  readonly story: string | null;
}

/**
 * What happens when. Stories write their acts down; the calendar lives through them day by day, so
 * that many projects grow side by side as they would in life.
 */
export class Calendar {
  private readonly appointments: Appointment[] = [];

  constructor(private readonly world: World) {}

  /** For what touches more than one story, such as the bank, or people whom all of them share. */
  putAlone(at: Date, title: string, act: () => Promise<void>): void {
    this.add({ at, title, act, story: null });
  }

  /** For what one story does without knowing of the others, who live side by side with it. */
  put(story: string, at: Date, title: string, act: () => Promise<void>): void {
    this.add({ at, title: `${story}: ${title}`, act, story });
  }

  /** @param report called with how much of the time has been lived through, 0 to 1 */
  async liveThrough(until: Date, report: (share: number, title: string) => void): Promise<void> {
    const start = this.appointments.length;
    for (let done = 0; ;) {
      const next = this.takeNext();
      if (next === null || next.at > until) break;
      report(done / Math.max(start, done + this.appointments.length), next.title);
      await this.world.moveTo(next.at);
      const rows = this.takeWith(next);
      await Promise.all(rows.map(liveInOrder));
      done += rows.flat().length;
    }
    await this.world.moveTo(until);
  }

  private add(appointment: Omit<Appointment, 'order'>): void {
    this.appointments.push({ ...appointment, order: this.appointments.length });
  }

  /** The first and all that may happen beside it at the same instant, by story. */
  private takeWith(first: Appointment): Appointment[][] {
    if (first.story === null) return [[first]];
    const rows = new Map([[first.story, [first]]]);
    for (;;) {
      const next = this.takeNext();
      if (next === null) break;
      if (next.story === null || next.at.getTime() !== first.at.getTime()) {
        this.appointments.unshift(next);
        break;
      }
      rows.set(next.story, [...(rows.get(next.story) ?? []), next]);
    }
    return [...rows.values()];
  }

  private takeNext(): Appointment | null {
    this.appointments.sort(
      (a, b) =>
        a.at.getTime() - b.at.getTime() ||
        Number(a.story === null) - Number(b.story === null) ||
        a.order - b.order,
    );
    return this.appointments.shift() ?? null;
  }
}

async function liveInOrder(acts: readonly Appointment[]): Promise<void> {
  for (const act of acts) await live(act);
}

async function live({ at, title, act }: Appointment): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw new Error(`${at.toISOString()} ${title}: ${String(error)}`, { cause: error });
  }
}
