import { computed, ref, shallowRef } from 'vue';
import type { LedgerEntryView } from '@vatra/shared/ledger/ledger.views';
import type { Page } from '@vatra/shared/paging.dto';

type Entries = Pick<Page<LedgerEntryView>, 'next'> & {
  readonly entries: readonly LedgerEntryView[];
};

/** The first page comes with the document; older ones are added on demand. */
export function useLedgerPages(
  first: () => Entries | undefined,
  askOlder: (cursor: string) => Promise<Entries>,
) {
  const added = shallowRef<Entries | null>(null);
  const isAsking = ref(false);
  const hasFailed = ref(false);
  const next = computed(() => (added.value ?? first())?.next ?? null);
  const entries = computed(() => [...(first()?.entries ?? []), ...(added.value?.entries ?? [])]);

  async function showOlder(): Promise<void> {
    if (next.value === null || isAsking.value) return;
    isAsking.value = true;
    try {
      const page = await askOlder(next.value);
      added.value = {
        entries: [...(added.value?.entries ?? []), ...page.entries],
        next: page.next,
      };
      hasFailed.value = false;
    } catch {
      hasFailed.value = true;
    } finally {
      isAsking.value = false;
    }
  }

  return { entries, next, isAsking, hasFailed, showOlder };
}
