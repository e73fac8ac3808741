import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { FeeEstimateView } from '@vatra/shared/contributions/contributions.views';
import { isRefusal, type ApiRefusal } from '../../platform/api/refusal';
import { askFees, type FeeQuestion } from './contributions.api';

const PAUSE_MS = 200;

/** The fee lines of what is being typed, from the api; the newest question wins. */
export function useFees(question: () => FeeQuestion | null) {
  const fees = shallowRef<FeeEstimateView | null>(null);
  const refusal = shallowRef<ApiRefusal | null>(null);
  const isAsking = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  function forget(): void {
    clearTimeout(timer);
    asked?.abort();
  }

  async function ask(wanted: FeeQuestion): Promise<void> {
    const mine = new AbortController();
    asked = mine;
    isAsking.value = true;
    try {
      fees.value = await askFees(wanted, mine.signal);
      refusal.value = null;
    } catch (error) {
      if (mine.signal.aborted) return;
      fees.value = null;
      refusal.value = isRefusal(error) ? error : null;
    } finally {
      if (asked === mine) isAsking.value = false;
    }
  }

  watch(
    () => JSON.stringify(question()),
    (text) => {
      forget();
      const wanted = JSON.parse(text) as FeeQuestion | null;
      if (wanted === null) {
        fees.value = null;
        return;
      }
      timer = setTimeout(() => void ask(wanted), PAUSE_MS);
    },
  );
  onScopeDispose(forget);
  return { fees, refusal, isAsking };
}
