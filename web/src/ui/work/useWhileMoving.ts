import { onMounted, onScopeDispose, watch } from 'vue';
import type { PageData } from '../../platform/page/usePageData';

const ASK_MS = 3_000;

/** Asks again, in the browser only, while what the page is about is on its way to somewhere. */
export function useWhileMoving<Data>(
  { data, reload }: Pick<PageData<Data>, 'data' | 'reload'>,
  isMoving: (data: Data) => boolean,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  function wait(): void {
    clearTimeout(timer);
    const isStill = data.value === undefined || !isMoving(data.value);
    if (isOver || isStill) return;
    timer = setTimeout(() => void reload().then(wait, wait), ASK_MS);
  }

  onMounted(() => {
    wait();
    watch(data, wait);
  });
  onScopeDispose(() => {
    isOver = true;
    clearTimeout(timer);
  });
}
