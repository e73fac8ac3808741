import type { Emulator } from '../emulator.js';
import { DUE_ACTS, TELLS_BALANCE, tellBalance } from '../resources/due-acts.js';
import type { DueItem } from './due-queue.js';

const TIMER_MAX_MS = 2 ** 31 - 1;

/** Does what falls due, in order, when virtual time passes by itself and when it is moved. */
export class DueRunner {
  readonly #emulator: Emulator;
  #timer: NodeJS.Timeout | null = null;
  #working = false;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
    emulator.onDueChanged = () => {
      this.#arm();
    };
  }

  /** Moves virtual time forward and does everything due on the way, each thing at its own instant. Resolves to how many. */
  async moveTo(targetMs: number): Promise<number> {
    const count = await this.#work(targetMs);
    this.#emulator.clock.moveTo(targetMs);
    await this.#emulator.journal.append(
      JSON.stringify({ offsetMs: this.#emulator.clock.offsetMs }),
    );
    this.#arm();
    return count;
  }

  /** Whether something is due at this very moment and not yet done. */
  get isBehind(): boolean {
    const next = this.#nextInstant();
    return this.#working || (next !== null && next <= this.#emulator.clock.nowMs());
  }

  /** When something next falls due that is told to somebody; money that becomes available is not worth a step. */
  nextToldMs(): number | null {
    const { due, book } = this.#emulator;
    const told = due
      .items()
      .filter(({ kind, id, act, atMs }) => {
        const current = book.find(kind, id)?.hidden.due;
        return act !== TELLS_BALANCE && current?.act === act && current.atMs === atMs;
      })
      .map(({ atMs }) => atMs);
    return told.length ? Math.min(...told) : null;
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #work(untilMs: number): Promise<number> {
    const commits: Promise<void>[] = [];
    let count = 0;
    this.#working = true;
    try {
      for (
        let next = this.#nextInstant();
        next !== null && next <= untilMs;
        next = this.#nextInstant()
      ) {
        this.#emulator.clock.standAt(next);
        const { result, commit } = this.#emulator.run(() => this.#runInstant(next));
        count += result;
        commits.push(commit());
      }
    } finally {
      this.#working = false;
      this.#emulator.clock.runOn();
    }
    await Promise.all(commits);
    return count;
  }

  #runInstant(instantMs: number): number {
    let count = 0;
    const told = new Set<string | null>();
    for (let item = this.#take(instantMs); item; item = this.#take(instantMs)) {
      const account = this.#emulator.book.find(item.kind, item.id)?.hidden.account ?? null;
      this.#actFor(account, item);
      if (item.act === TELLS_BALANCE) told.add(account);
      count += 1;
    }
    for (const account of told)
      this.#emulator.book.actingFor(account, () => {
        tellBalance(this.#emulator);
      });
    return count;
  }

  #actFor(account: string | null, { act, id }: DueItem): void {
    this.#emulator.book.actingFor(account, () => DUE_ACTS[act]?.(this.#emulator, id));
  }

  #take(instantMs: number): DueItem | null {
    const next = this.#nextInstant();
    return next !== null && next <= instantMs ? this.#emulator.due.pop() : null;
  }

  /** Drops entries that the book has since overtaken. */
  #nextInstant(): number | null {
    const { due, book } = this.#emulator;
    for (let item = due.peek(); item; item = due.peek()) {
      const current = book.find(item.kind, item.id)?.hidden.due;
      if (current?.atMs === item.atMs && current.act === item.act) return item.atMs;
      due.pop();
    }
    return null;
  }

  #arm(): void {
    if (this.#working) return;
    this.stop();
    const next = this.#nextInstant();
    if (next === null) return;
    const waitMs = Math.max(0, next - this.#emulator.clock.nowMs());
    this.#timer = setTimeout(() => void this.#tick(), Math.min(waitMs + 1, TIMER_MAX_MS));
  }

  async #tick(): Promise<void> {
    await this.#work(this.#emulator.clock.nowMs());
    this.#arm();
  }
}
