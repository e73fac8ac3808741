import { computed, ref, shallowRef } from 'vue';
import type { LedgerEntryView } from '@vatra/shared/ledger/ledger.views';

interface Entries<Entry> {
  readonly entries: readonly Entry[];
  readonly next: string | null;
}

/** The first page comes with the document; older ones are added on demand. */
export function useLedgerPages<Entry extends LedgerEntryView>(
  first: () => Entries<Entry> | undefined,
  askOlder: (cursor: string) => Promise<Entries<Entry>>,
) {
  const added = shallowRef<Entries<Entry> | null>(null);
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
