import type { Emulator } from '../emulator.js';
import { settleCharge } from '../resources/balance/settlement.js';

/** Charges whose balance transaction is still to come, in recorded time. */
export class Settlements {
  readonly #emulator: Emulator;
  readonly #waiting = new Map<string, NodeJS.Timeout | null>();

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
    emulator.onUnsettledCharge = (chargeId) => {
      this.#schedule(chargeId);
    };
  }

  get count(): number {
    return this.#waiting.size;
  }

  /** After a restart: what the book says is still unsettled. */
  resume(): void {
    for (const { object } of this.#emulator.book.oldest('charge'))
      if (object.captured && object.balance_transaction === null) this.#schedule(object.id);
  }

  /** By the knob's new value. */
  reconsider(): void {
    for (const chargeId of [...this.#waiting.keys()]) this.#schedule(chargeId);
  }

  /** Settles everything that is not held back, at the present instant. */
  async flush(): Promise<void> {
    if (this.#emulator.knobs.settlementDelayMs === null) return;
    await this.settleNow([...this.#waiting.keys()]);
  }

  async settleNow(chargeIds: readonly string[]): Promise<void> {
    if (!chargeIds.length) return;
    for (const chargeId of chargeIds) this.#forget(chargeId);
    await this.#emulator.step(() => {
      for (const chargeId of chargeIds) settleCharge(this.#emulator, chargeId);
    });
  }

  waiting(): string[] {
    return [...this.#waiting.keys()];
  }

  clear(): void {
    for (const chargeId of [...this.#waiting.keys()]) this.#forget(chargeId);
  }

  #schedule(chargeId: string): void {
    this.#forget(chargeId);
    const delayMs = this.#emulator.knobs.settlementDelayMs;
    const timer =
      delayMs === null ? null : setTimeout(() => void this.settleNow([chargeId]), delayMs);
    this.#waiting.set(chargeId, timer);
  }

  #forget(chargeId: string): void {
    const timer = this.#waiting.get(chargeId);
    if (timer) clearTimeout(timer);
    this.#waiting.delete(chargeId);
  }
}
