import { noSuchObject, noSuchReference } from '../errors/request-errors.js';
import { Index } from './indexes.js';
import { LABELS, PER_ACCOUNT, type Entry, type Hidden, type Kind, type Kinds } from './kinds.js';

export type PutLine = readonly [Kind, object, Hidden];

/** Everything one step changed, as it is written to the journal. */
export interface Changes {
  put: PutLine[];
  gone: [Kind, string][];
}

/**
 * All objects of the account, in memory. Objects are never changed in place: a change replaces the object, so that a
 * snapshot inside an event stays what it was.
 */
export class Book {
  readonly #entries = new Map<Kind, Map<string, Entry>>();
  readonly #order = new Map<Kind, string[]>();
  readonly #index = new Index();
  readonly #dirty = new Map<string, Entry>();
  readonly #gone: [Kind, string][] = [];
  readonly #onDue: (entry: Entry) => void;
  #position = 0;
  /** The connected account whose things are read and written now; null is the platform itself. */
  scope: string | null = null;

  constructor(onDue: (entry: Entry) => void) {
    this.#onDue = onDue;
  }

  find<K extends Kind>(kind: K, id: string): Entry<K> | null {
    return (this.#entries.get(kind)?.get(id) as Entry<K> | undefined) ?? null;
  }

  /** @throws Stripe's 404 for an id in the address. */
  get<K extends Kind>(kind: K, id: string, param = 'id'): Kinds[K] {
    const entry = this.#findInScope(kind, id);
    if (!entry) throw noSuchObject(LABELS[kind], id, param);
    return entry.object;
  }

  /** @throws Stripe's 400 for an id in a parameter. */
  refer<K extends Kind>(kind: K, id: string, param: string): Kinds[K] {
    const entry = this.#findInScope(kind, id);
    if (!entry) throw noSuchReference(LABELS[kind], id, param);
    return entry.object;
  }

  hidden(kind: Kind, id: string): Hidden {
    return this.find(kind, id)?.hidden ?? {};
  }

  #findInScope<K extends Kind>(kind: K, id: string): Entry<K> | null {
    const entry = this.find(kind, id);
    return entry && this.#isInScope(entry) ? entry : null;
  }

  #isInScope({ kind, hidden }: Entry): boolean {
    return !PER_ACCOUNT.has(kind) || (hidden.account ?? null) === this.scope;
  }

  put<K extends Kind>(kind: K, object: Kinds[K], hidden?: Hidden): Kinds[K] {
    const old = this.find(kind, object.id);
    const account = old ? (old.hidden.account ?? null) : this.scope;
    const owned = account !== null && PER_ACCOUNT.has(kind);
    const kept = hidden ?? old?.hidden;
    const entry = this.#store(kind, object, owned ? { ...kept, account } : kept);
    this.#dirty.set(`${kind} ${object.id}`, entry);
    return object;
  }

  /** Replaces the named members; `hidden` members are laid over the old ones. */
  change<K extends Kind>(
    kind: K,
    id: string,
    members: Partial<Kinds[K]>,
    hidden?: Hidden,
  ): Kinds[K] {
    const entry = this.find(kind, id);
    if (!entry) throw new Error(`The book has no ${kind} ${id}.`);
    return this.put(kind, { ...entry.object, ...members }, { ...entry.hidden, ...hidden });
  }

  remove(kind: Kind, id: string): void {
    this.#drop(kind, id);
    this.#dirty.delete(`${kind} ${id}`);
    this.#gone.push([kind, id]);
  }

  /** Newest first. */
  *newest<K extends Kind>(kind: K, before = Infinity): Generator<Entry<K>> {
    const order = this.#order.get(kind) ?? [];
    for (let place = Math.min(order.length, before) - 1; place >= 0; place -= 1) {
      const entry = this.find(kind, order[place] ?? '');
      if (entry && this.#isInScope(entry)) yield entry;
    }
  }

  *oldest<K extends Kind>(kind: K, from = 0): Generator<Entry<K>> {
    const order = this.#order.get(kind) ?? [];
    for (let place = from; place < order.length; place += 1) {
      const entry = this.find(kind, order[place] ?? '');
      if (entry && this.#isInScope(entry)) yield entry;
    }
  }

  /** Of the platform and of every connected account, oldest first. */
  *every<K extends Kind>(kind: K): Generator<Entry<K>> {
    for (const id of this.#order.get(kind) ?? []) {
      const entry = this.find(kind, id);
      if (entry) yield entry;
    }
  }

  /** Runs work in the name of a connected account, or of the platform. Work is synchronous, so nothing else sees it. */
  actingFor<T>(account: string | null, work: () => T): T {
    const before = this.scope;
    this.scope = account;
    try {
      return work();
    } finally {
      this.scope = before;
    }
  }

  /** Place of an object among those of its kind. */
  placeOf(kind: Kind, id: string): number | null {
    const entry = this.find(kind, id);
    if (!entry) return null;
    const order = this.#order.get(kind) ?? [];
    let low = 0;
    let high = order.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.find(kind, order[middle] ?? '');
      if (other && other.position < entry.position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Objects of a kind that name another, oldest first. */
  naming<K extends Kind>(kind: K, member: keyof Kinds[K] & string, id: string): Kinds[K][] {
    return this.#index
      .idsOf(kind, member, id)
      .map((found) => this.find(kind, found)?.object)
      .filter((object) => object !== undefined);
  }

  count(kind: Kind): number {
    return this.#entries.get(kind)?.size ?? 0;
  }

  kinds(): Kind[] {
    return Object.keys(LABELS) as Kind[];
  }

  takeChanges(): Changes | null {
    if (!this.#dirty.size && !this.#gone.length) return null;
    const put = [...this.#dirty.values()].map(({ kind, object, hidden }): PutLine => [
      kind,
      object,
      hidden,
    ]);
    this.#dirty.clear();
    return { put, gone: this.#gone.splice(0) };
  }

  /** Applies what the journal says without writing it again. */
  replay(changes: Partial<Changes>): void {
    for (const [kind, object, hidden] of changes.put ?? [])
      this.#store(kind, object as Kinds[Kind], hidden);
    for (const [kind, id] of changes.gone ?? []) this.#drop(kind, id);
  }

  clear(): void {
    this.#entries.clear();
    this.#order.clear();
    this.#index.clear();
    this.#dirty.clear();
    this.#gone.length = 0;
  }

  #store<K extends Kind>(kind: K, object: Kinds[K], hidden?: Hidden): Entry<K> {
    const entries = this.#entriesOf(kind);
    const old = entries.get(object.id) ?? null;
    const entry: Entry<K> = {
      kind,
      object,
      hidden: hidden ?? old?.hidden ?? {},
      position: old ? old.position : this.#append(kind, object.id),
    };
    this.#index.move(kind, old && old.object, object);
    entries.set(object.id, entry);
    if (entry.hidden.due) this.#onDue(entry);
    return entry;
  }

  #entriesOf(kind: Kind): Map<string, Entry> {
    const entries = this.#entries.get(kind) ?? new Map<string, Entry>();
    this.#entries.set(kind, entries);
    return entries;
  }

  /** Gives back the position of a new object. */
  #append(kind: Kind, id: string): number {
    const order = this.#order.get(kind) ?? [];
    order.push(id);
    this.#order.set(kind, order);
    this.#position += 1;
    return this.#position;
  }

  #drop(kind: Kind, id: string): void {
    const place = this.placeOf(kind, id);
    const entry = this.find(kind, id);
    if (place === null || !entry) return;
    this.#order.get(kind)?.splice(place, 1);
    this.#index.move(kind, entry.object, null);
    this.#entries.get(kind)?.delete(id);
  }
}
