import { computed, shallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useQueryCache } from '../../platform/queries/queryCache';
import { useLocale } from '../../platform/locale/useLocale';
import { useAnnouncements } from '../useAnnouncements';

/** What was done last, told on the page the person lands on and nowhere else. */
const told = shallowRef<{ readonly words: string; readonly path: string } | null>(null);

/** What follows an act that changed something: the person is told, old answers are asked again. */
export function useFinish() {
  const cache = useQueryCache();
  const router = useRouter();
  const route = useRoute();
  const voice = useAnnouncements();
  const { pathTo } = useLocale();

  return async (words: string, path?: string): Promise<void> => {
    told.value = { words, path: path === undefined ? route.path : pathTo(path) };
    voice.announce(words);
    if (path !== undefined) await router.push(pathTo(path));
    await cache.invalidateQueries();
  };
}

export function useTold() {
  const route = useRoute();
  const here = route.path;
  return computed(() => (told.value?.path === here ? told.value.words : null));
}
