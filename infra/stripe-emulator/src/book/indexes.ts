import type { Kind, Kinds } from './kinds.js';

/** The members by which the emulator looks objects up; a list filtered by one of them does not walk the whole book. */
const INDEXED: { readonly [K in Kind]?: readonly (keyof Kinds[K] & string)[] } = {
  balance_transaction: ['source'],
  charge: ['payment_intent'],
  'checkout.session': ['payment_intent'],
  dispute: ['charge', 'payment_intent'],
  invoice_payment: ['invoice'],
  transfer: ['source_transaction'],
  transfer_reversal: ['transfer'],
  payment_method: ['customer'],
  refund: ['charge', 'payment_intent'],
};

export class Index {
  readonly #ids = new Map<string, Set<string>>();

  idsOf(kind: Kind, member: string, value: string): string[] {
    return [...(this.#ids.get(`${kind} ${member} ${value}`) ?? [])];
  }

  /** Keeps the index right when an object appears, changes or goes. */
  move(kind: Kind, before: Kinds[Kind] | null, after: Kinds[Kind] | null): void {
    for (const member of INDEXED[kind] ?? []) {
      const old: unknown = before?.[member as keyof Kinds[Kind]];
      const now: unknown = after?.[member as keyof Kinds[Kind]];
      if (old === now) continue;
      if (before && typeof old === 'string') this.#remove(`${kind} ${member} ${old}`, before.id);
      if (after && typeof now === 'string') this.#add(`${kind} ${member} ${now}`, after.id);
    }
  }

  clear(): void {
    this.#ids.clear();
  }

  #add(key: string, id: string): void {
    const ids = this.#ids.get(key) ?? new Set();
    ids.add(id);
    this.#ids.set(key, ids);
  }

  #remove(key: string, id: string): void {
    const ids = this.#ids.get(key);
    ids?.delete(id);
    if (ids?.size === 0) this.#ids.delete(key);
  }
}
