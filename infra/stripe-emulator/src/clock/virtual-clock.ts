/**
 * Virtual time is recorded time plus an offset. While things that fell due are being worked off the clock stands at
 * their instant, so that each of them happens at its own time and not at the end of the jump.
 */
export class VirtualClock {
  offsetMs = 0;
  #stoodMs: number | null = null;

  nowMs(): number {
    return this.#stoodMs ?? Date.now() + this.offsetMs;
  }

  /** Seconds since the epoch, as Stripe writes instants. */
  now(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  /** Whether things that fell due are being worked off right now. */
  get isStanding(): boolean {
    return this.#stoodMs !== null;
  }

  standAt(instantMs: number): void {
    this.#stoodMs = instantMs;
  }

  runOn(): void {
    this.#stoodMs = null;
  }

  moveTo(instantMs: number): void {
    this.offsetMs = instantMs - Date.now();
    this.#stoodMs = null;
  }
}
