import type { Due, Kind } from '../book/kinds.js';

export interface DueItem extends Due {
  readonly kind: Kind;
  readonly id: string;
  readonly order: number;
}

function before(a: DueItem, b: DueItem): boolean {
  return a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs;
}

/** A heap by instant, then by order of arrival. Entries may be stale; whoever takes one checks it against the book. */
export class DueQueue {
  readonly #heap: DueItem[] = [];
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  peek(): DueItem | null {
    return this.#heap[0] ?? null;
  }

  push(item: Omit<DueItem, 'order'>): void {
    this.#order += 1;
    this.#heap.push({ ...item, order: this.#order });
    this.#rise(this.#heap.length - 1);
  }

  pop(): DueItem | null {
    const first = this.#heap[0] ?? null;
    const last = this.#heap.pop();
    if (first && last && this.#heap.length) {
      this.#heap[0] = last;
      this.#sink();
    }
    return first;
  }

  /** All of them, in no order. */
  items(): readonly DueItem[] {
    return this.#heap;
  }

  clear(): void {
    this.#heap.length = 0;
  }

  #rise(from: number): void {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#swapIfBefore(place, parent)) return;
      place = parent;
    }
  }

  #sink(): void {
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const child = this.#earlier(left, left + 1);
      if (child === null || !this.#swapIfBefore(child, place)) return;
      place = child;
    }
  }

  #earlier(left: number, right: number): number | null {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (!a) return null;
    return b && before(b, a) ? right : left;
  }

  #swapIfBefore(one: number, other: number): boolean {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (!a || !b || !before(a, b)) return false;
    this.#heap[one] = b;
    this.#heap[other] = a;
    return true;
  }
}
