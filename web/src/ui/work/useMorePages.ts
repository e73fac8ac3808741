import { computed, shallowRef, type ComputedRef } from 'vue';
import type { Page } from '@vatra/shared/paging.dto';
import { useAct } from './useAct';

interface MorePages<Item> {
  /** Of all pages that were read so far. */
  readonly items: ComputedRef<readonly Item[]>;
  readonly hasMore: ComputedRef<boolean>;
  /** The reading of the next page: whether it runs, and why it was refused. */
  readonly act: ReturnType<typeof useAct>;
  more(): Promise<void>;
}

/** A list that is read page by page: the first one came with the page, the others when somebody asks. */
export function useMorePages<Item>(
  first: () => Page<Item>,
  load: (cursor: string) => Promise<Page<Item>>,
): MorePages<Item> {
  const act = useAct();
  const further = shallowRef<readonly Page<Item>[]>([]);
  const pages = computed(() => [first(), ...further.value]);
  const next = computed(() => pages.value.at(-1)?.next ?? null);
  const items = computed(() => pages.value.flatMap((page) => page.items));
  const hasMore = computed(() => next.value !== null);
  async function more(): Promise<void> {
    const cursor = next.value;
    if (cursor === null) return;
    await act.run(async () => {
      further.value = [...further.value, await load(cursor)];
    });
  }
  return { items, hasMore, act, more };
}
