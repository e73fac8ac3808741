import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { isRefusal } from '../../platform/api/refusal';
import { useLocale } from '../../platform/locale/useLocale';
import type { EntryKey } from '../../platform/queries/queryCache';
import { usePageData, type PageData } from '../../platform/page/usePageData';

/** What a page behind a sign-in is about. A session that ended meanwhile leads to the sign-in and back. */
export function useWork<Data>(
  key: () => EntryKey,
  load: (signal: AbortSignal) => Promise<Data>,
): PageData<Data> {
  const page = usePageData(key, load);
  const router = useRouter();
  const route = useRoute();
  const { pathTo } = useLocale();
  watch(page.error, (error) => {
    if (!isRefusal(error) || error.status !== 401) return;
    void router.replace({ path: pathTo('/sign-in'), query: { next: route.fullPath } });
  });
  return page;
}
