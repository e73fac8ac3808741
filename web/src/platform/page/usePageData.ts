import { computed, onServerPrefetch, type ComputedRef } from 'vue';
import { isMissing, isRefusal } from '../api/refusal';
import type { EntryKey } from '../queries/queryCache';
import { useQuery } from '../queries/useQuery';
import { usePageContext } from './pageContext';

const FRESH_MS = 10_000;

export interface PageData<Data> {
  readonly data: ComputedRef<Data | undefined>;
  readonly error: ComputedRef<unknown>;
  readonly isLoading: ComputedRef<boolean>;
  readonly reload: () => Promise<unknown>;
}

/**
 * What a public page is about: asked once by the server, handed to the browser, asked again there
 * when it has grown old. A missing thing makes the answer a 404, a silent api a 503.
 */
export function usePageData<Data>(
  key: () => EntryKey,
  load: (signal: AbortSignal) => Promise<Data>,
): PageData<Data> {
  const page = usePageContext();
  const { data, error, refresh, refetch } = useQuery<Data>({
    key,
    query: ({ signal }) => load(signal),
    staleTime: FRESH_MS,
  });
  onServerPrefetch(async () => {
    await refresh();
    const problem = error.value;
    if (problem) page.status = isMissing(problem) ? 404 : isRefusal(problem) ? problem.status : 503;
  });
  return {
    data,
    error,
    isLoading: computed(() => data.value === undefined && !error.value),
    reload: refetch,
  };
}
