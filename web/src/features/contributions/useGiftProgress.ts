import { onMounted, onScopeDispose, ref, shallowRef } from 'vue';
import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import { askGiftProgress } from './contributions.api';
import { isMoving } from './giftOutcome';

const QUICK_MS = 2_000;
const SLOW_MS = 8_000;
/** Banks take days. */
const TRANSFER_MS = 60_000;
const QUICK_TIMES = 20;

/** Asks how the payment stands until it stands still: often at first, then with patience. */
export function useGiftProgress(id: string, key: string) {
  const gift = shallowRef<ContributionView | null>(null);
  const error = shallowRef<unknown>(null);
  const times = ref(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  async function ask(): Promise<void> {
    clearTimeout(timer);
    try {
      gift.value = await askGiftProgress(id, key);
      error.value = null;
    } catch (problem) {
      error.value = problem;
    }
    times.value += 1;
    const isStill = gift.value !== null && !isMoving(gift.value.state);
    if (isOver || isStill) return;
    timer = setTimeout(() => void ask(), pauseMs());
  }

  function pauseMs(): number {
    if (gift.value !== null && gift.value.transfer !== null) return TRANSFER_MS;
    return times.value < QUICK_TIMES ? QUICK_MS : SLOW_MS;
  }

  onMounted(() => void ask());
  onScopeDispose(() => {
    isOver = true;
    clearTimeout(timer);
  });
  return { gift, error, ask };
}
