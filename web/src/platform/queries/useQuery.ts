import {
  computed,
  onMounted,
  onScopeDispose,
  onServerPrefetch,
  watch,
  type ComputedRef,
} from 'vue';
import { useQueryCache, type EntryKey, type QueryEntry } from './queryCache';

export interface QueryOptions<Data> {
  readonly key: EntryKey | (() => EntryKey);
  readonly query: (context: { readonly signal: AbortSignal }) => Promise<Data>;
  /** For this long an answer is not asked for again when a page shows it anew. */
  readonly staleTime?: number;
  readonly enabled?: () => boolean;
}

export interface Query<Data> {
  readonly data: ComputedRef<Data | undefined>;
  readonly error: ComputedRef<unknown>;
  /** Asks when the answer is old. */
  readonly refresh: () => Promise<void>;
  /** Asks in any case. */
  readonly refetch: () => Promise<void>;
}

const STALE_MS = 5_000;
const ANSWER_MS = 20_000;

/** A question of this component: asked on the server, when it is shown, and when its key changes. */
export function useQuery<Data>(options: QueryOptions<Data>): Query<Data> {
  const cache = useQueryCache();
  const { key, query, staleTime = STALE_MS, enabled = () => true } = options;
  const entry = computed(() => cache.entryOf(typeof key === 'function' ? key() : key));

  const refetch = () => ask(entry.value, query);
  const isOld = () => Date.now() - entry.value.answeredAt >= staleTime;
  const refresh = () => (enabled() && isOld() ? refetch() : Promise.resolve());

  onServerPrefetch(refresh);
  onMounted(() => {
    watch(
      [entry, enabled],
      ([now], [before]) => {
        before?.askers.delete(refetch);
        now.askers.add(refetch);
        void refresh();
      },
      { immediate: true },
    );
  });
  onScopeDispose(() => {
    entry.value.askers.delete(refetch);
  });

  return {
    data: computed(() => entry.value.data.value as Data | undefined),
    error: computed(() => entry.value.error.value),
    refresh,
    refetch,
  };
}

function ask<Data>(entry: QueryEntry, query: QueryOptions<Data>['query']): Promise<void> {
  entry.asking ??= answer(entry, query).finally(() => {
    entry.asking = null;
  });
  return entry.asking;
}

async function answer<Data>(entry: QueryEntry, query: QueryOptions<Data>['query']): Promise<void> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  try {
    entry.data.value = await query({ signal });
    entry.error.value = null;
  } catch (error) {
    entry.error.value = error;
  }
  entry.answeredAt = Date.now();
}
