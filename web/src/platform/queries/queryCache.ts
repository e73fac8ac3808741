import {
  hasInjectionContext,
  inject,
  shallowRef,
  type App,
  type InjectionKey,
  type ShallowRef,
} from 'vue';

/** What a question is known by; equal JSON is the same question. */
export type EntryKey = readonly unknown[];

/** One question to the api with its last answer. */
export interface QueryEntry {
  readonly data: ShallowRef<unknown>;
  readonly error: ShallowRef<unknown>;
  /** When the answer came, 0 when it has to be asked again. */
  answeredAt: number;
  asking: Promise<void> | null;
  /** How the components on the page ask; empty when nobody shows it. */
  readonly askers: Set<() => Promise<void>>;
}

/** Answers kept per application; beyond this the oldest that nobody shows are forgotten. */
const ENTRIES_MAX = 100;

const QUERY_CACHE: InjectionKey<QueryCache> = Symbol('queries');

/**
 * The answers of the api that pages share: asked once on the server and handed to the browser, one
 * request for all who ask at the same time, asked again after something was changed.
 */
export class QueryCache {
  private readonly entries = new Map<string, QueryEntry>();

  install(app: App): void {
    app.provide(QUERY_CACHE, this);
  }

  entryOf(key: EntryKey): QueryEntry {
    const name = JSON.stringify(key);
    const known = this.entries.get(name);
    if (known !== undefined) return known;
    const entry: QueryEntry = {
      data: shallowRef(),
      error: shallowRef(null),
      answeredAt: 0,
      asking: null,
      askers: new Set(),
    };
    this.entries.set(name, entry);
    this.forgetOld();
    return entry;
  }

  /** Every answer is old now; those on the page are asked again at once. */
  async invalidateQueries(about: { readonly key?: EntryKey } = {}): Promise<void> {
    const beginning = about.key === undefined ? '[' : JSON.stringify(about.key).slice(0, -1);
    const touched = [...this.entries].filter(([name]) => name.startsWith(beginning));
    await Promise.all(
      touched.map(([, entry]) => {
        entry.answeredAt = 0;
        const [ask] = entry.askers;
        return ask === undefined ? Promise.resolve() : ask();
      }),
    );
  }

  /** For the browser: what the server has been answered already. */
  serialise(): Record<string, readonly [unknown, unknown]> {
    const answered = [...this.entries].filter(([, { answeredAt }]) => answeredAt > 0);
    return Object.fromEntries(
      answered.map(([name, { data, error }]) => [name, [data.value ?? null, error.value]]),
    );
  }

  hydrate(state: Record<string, readonly [unknown, unknown]>): void {
    for (const [name, [data, error]] of Object.entries(state)) {
      const entry = this.entryOf(JSON.parse(name) as EntryKey);
      entry.data.value = data ?? undefined;
      entry.error.value = error;
      if (error === null) entry.answeredAt = Date.now();
    }
  }

  private forgetOld(): void {
    if (this.entries.size <= ENTRIES_MAX) return;
    const old = [...this.entries].find(([, { askers, asking }]) => askers.size === 0 && !asking);
    if (old !== undefined) this.entries.delete(old[0]);
  }
}

export class QueryCacheMissing extends Error {
  override readonly name = 'QueryCacheMissing';
}

/** @throws QueryCacheMissing outside an application that installed one */
export function useQueryCache(): QueryCache {
  const cache = hasInjectionContext() ? inject(QUERY_CACHE, null) : null;
  if (cache === null) throw new QueryCacheMissing('no query cache is installed');
  return cache;
}
