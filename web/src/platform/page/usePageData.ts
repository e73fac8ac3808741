import { useQuery, type EntryKey } from '@pinia/colada';
import { computed, onServerPrefetch, type ComputedRef, type ShallowRef } from 'vue';
import { isMissing, isRefusal } from '../api/refusal';
import { usePageContext } from './pageContext';

const FRESH_MS = 10_000;

export interface PageData<Data> {
  readonly data: ShallowRef<Data | undefined>;
  readonly error: ShallowRef<unknown>;
  readonly isLoading: ComputedRef<boolean>;
  reload(): Promise<unknown>;
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
  const query = useQuery<Data, unknown>({
    key,
    query: ({ signal }) => load(signal),
    staleTime: FRESH_MS,
    refetchOnWindowFocus: false,
    ssrCatchError: true,
  });
  onServerPrefetch(async () => {
    const { error } = await query.refresh();
    if (error) page.status = isMissing(error) ? 404 : isRefusal(error) ? error.status : 503;
  });
  return {
    data: query.data as ShallowRef<Data | undefined>,
    error: query.error as ShallowRef<unknown>,
    isLoading: computed(() => query.data.value === undefined && !query.error.value),
    reload: () => query.refetch(),
  };
}
